"""A point in time under construction: each slot moves and narrows it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from transforms.times.grammar.numerals import read_integer, read_year
from transforms.times.grammar.vocabulary import Vocabulary

_MONTHS = {"century": 1200, "decade": 120, "year": 12, "half": 6, "quarter": 3, "month": 1}
_DAYS = {"week": 7, "day": 1, "part_of_day": 1}
_SECONDS = {"hour": 3600, "minute": 60, "second": 1}
# Which part of the clock a word of the day stands on.
_TWELVE_ON = {"noon", "afternoon", "dusk", "evening"}
_LATEST_YEAR = 2199


@dataclass(slots=True)
class Draft:
    """Where the interval begins and ends, in months, days and seconds from a reference."""

    words: Vocabulary
    base: str | None = None
    unit: str | None = None
    literal: datetime | None = None
    start: list[int] = field(default_factory=lambda: [0, 0, 0])
    end: list[int] = field(default_factory=lambda: [0, 0, 0])
    align: int | None = None
    precision: str = ""
    mod: str | None = None
    calendar: str | None = None
    month: int | None = None
    day: int | None = None
    alone: bool = False
    lunar: bool = False
    part: str | None = None
    broken: bool = False
    written: dict[str, str] = field(default_factory=dict)

    def stand(self, base: str, unit: str, shift: int = 0) -> None:
        """Begin at a calendar unit of a reference, so many units away."""
        self.base, self.unit = base, unit
        self.move(unit, shift)
        self.span(unit, 1)

    def absolute(self, year: int, month: int = 1, day: int = 1) -> None:
        """Begin at a year of the calendar."""
        if not 1 <= year <= _LATEST_YEAR:
            self.broken = True
            return
        self.base, self.unit, self.literal = "absolute", None, datetime(year, month, day)
        self.start, self.end = [0, 0, 0], [12, 0, 0]
        self.precision = "year"
        self.written["year"] = f"{year:04d}"

    def rest(self, unit: str, month: int | None = None) -> None:
        """Where no coarser slot was written, take the reference that is likely."""
        if self.base is None:
            self.stand("likely", unit)
            self.month = month

    def move(self, unit: str, count: int) -> None:
        """Shift the whole by so many units."""
        for edge in (self.start, self.end):
            edge[0] += _MONTHS.get(unit, 0) * count
            edge[1] += _DAYS.get(unit, 0) * count
            edge[2] += _SECONDS.get(unit, 0) * count

    def span(self, unit: str, count: int) -> None:
        """End so many units after the start."""
        self.end = list(self.start)
        self.end[0] += _MONTHS.get(unit, 0) * count
        self.end[1] += _DAYS.get(unit, 0) * count
        self.end[2] += _SECONDS.get(unit, 0) * count
        self.precision = unit

    def narrow(self, unit: str, number: int, count: int = 1) -> None:
        """The number-th unit of what is there, from 1; `count` of them."""
        self.end = list(self.start)
        self.move(unit, number - 1)
        self.span(unit, count)

    def edge(self, text: str | None, slot: str) -> None:
        """Its beginning, middle or end; the end of a unit is its last day."""
        if text is None:
            return
        self.mod = self.words.slots.get((slot, text)) or self.words.slots.get(("edge", text[0]))
        if self.mod == "end" and self.precision in ("year", "half", "quarter", "month"):
            self.start = [self.end[0], self.end[1] - 1, self.end[2]]
            self.precision = "day"


Handler = Callable[[Draft, str, dict[str, str]], None]


def _absolute_year(draft: Draft, text: str, groups: dict[str, str]) -> None:
    year = read_year(text)
    if year is None or "bc" in groups or "bc2" in groups:
        draft.broken = year is None
        draft.base, draft.precision = "unplaced", "year"
        draft.written["year"] = f"-{(year or 1) - 1:04d}"
        return
    draft.absolute(year)
    draft.alone = "year_alone" in groups


def _era_year(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = read_integer(text)
    first = draft.words.eras[groups["era"]]
    draft.broken = number is None
    draft.absolute(first + (number or 1) - 1)


def _century(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = read_integer(text)
    if number is None or not 1 < number < 23:
        draft.broken = True
        return
    draft.absolute((number - 1) * 100)
    draft.span("century", 1)
    draft.written["year"] = f"{number - 1:02d}XX"
    # A bare century is mostly a name: 21世纪经济报道.
    draft.alone = not {"decade", "century_part"} & groups.keys()


def _century_word(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.stand("document", "century", draft.words.deictics[text].shift)


def _decade(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.narrow("decade", (read_integer(text) or 0) // 10 + 1)
    if "year" in draft.written:
        draft.written["year"] = draft.written["year"][:2] + text[:1] + "X"


def _decade_bare(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = read_integer(text) or 0
    draft.absolute(1900 + number)
    draft.span("decade", 1)
    draft.alone = number < 30
    draft.written["year"] = f"19{number // 10}X"


def _loose_edge(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.mod = draft.words.slots.get(("edge", text)) or draft.words.slots.get(("edge", text[0]))


def _plan(draft: Draft, text: str, groups: dict[str, str]) -> None:
    first, after = draft.words.plans[text]
    draft.absolute(first)
    draft.span("year", after - first)


def _plan_tail(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.mod = next((draft.words.slots["edge", c] for c in text if c in "初末"), None)


def _milestone(draft: Draft, text: str, groups: dict[str, str]) -> None:
    day = draft.words.milestones[text]
    draft.absolute(day.year, day.month, day.day)
    draft.span("day", 1)
    draft.written |= {"month": f"{day.month:02d}", "day": f"{day.day:02d}"}


def _short_year(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.stand("document", "year", draft.words.deictics[text + "年"].shift)


def deictic(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """A pointing word; after a date of its own it only moves that date."""
    word = draft.words.deictics[text]
    if draft.base is None:
        draft.stand(word.base, word.unit, word.shift)
    elif word.unit == "day" and draft.precision not in ("day", "part_of_day"):
        draft.broken = True
    else:
        draft.move(word.unit, word.shift)
    if word.part:
        draft.part, draft.precision = word.part, "part_of_day"


def _numeric_day(year: str, month: str, day: str) -> Handler:
    def read(draft: Draft, text: str, groups: dict[str, str]) -> None:
        draft.absolute(int(groups[year]))
        _month(draft, groups[month], groups)
        day_of_month(draft, groups[day], groups)

    return read


def _us_day(draft: Draft, text: str, groups: dict[str, str]) -> None:
    # 10/31/1974 can only be month first; 1/2/2020 is taken as day first.
    first, second = int(groups["us_first"]), int(groups["us_second"])
    month, day = (first, second) if second > 12 else (second, first)
    draft.absolute(int(text))
    _month(draft, str(month), groups)
    day_of_month(draft, str(day), groups)


def _bare_numeric(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.rest("year", int(text))
    _month(draft, text, groups)
    day_of_month(draft, groups["bare_day"], groups)
    draft.alone = True


def _iso_month(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.absolute(int(groups["iso_only_year"]))
    _month(draft, text, groups)
    draft.alone = True


def _month(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = read_integer(text)
    if number is None or not 1 <= number <= 12:
        draft.broken = True
        return
    draft.rest("year", number)
    draft.narrow("month", number)
    draft.month = number
    draft.written["month"] = f"{number:02d}"
    if "lunar" in groups:
        draft.calendar, draft.lunar = f"lunar:{number}-0", True


def _lunar_month(draft: Draft, text: str, groups: dict[str, str]) -> None:
    _month(draft, {"正": "1", "冬": "11", "腊": "12"}[text], groups | {"lunar": text})


def _lunar_day(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = read_integer(text)
    if draft.month is None or number is None:
        draft.broken = True
        return
    draft.calendar = f"lunar:{draft.month}-{number}"
    draft.precision = "day"


def _lunar_full(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if draft.lunar:
        _lunar_day(draft, text, groups)
    elif draft.month is None:
        draft.broken = True
    else:
        day_of_month(draft, text, groups)
        draft.alone = True


def day_of_month(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """The day by its number; whether the month has it shows when it is placed."""
    number = read_integer(text)
    if number is None or not 1 <= number <= 31:
        draft.broken = True
        return
    if draft.lunar:
        _lunar_day(draft, text, groups)
        return
    draft.broken |= "day_bare" in groups and draft.month is None
    draft.rest("month")
    draft.alone |= draft.base == "likely" and draft.month is None and text in _ONE_NUMERAL
    draft.narrow("day", number)
    draft.day = number
    draft.written["day"] = f"{number:02d}"


# 一日, 三日 are mostly lengths.
_ONE_NUMERAL = set("一二三四五六七八九十")


def _ordinal(unit: str) -> Handler:
    def read(draft: Draft, text: str, groups: dict[str, str]) -> None:
        number = _count(text)
        draft.broken |= draft.base is None or number is None
        draft.narrow(unit, number or 1)

    return read


def _nth_day(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = _count(text)
    if number is None:
        draft.broken = True
    elif draft.base is None:
        # 第三天: counted from the day the narrative stands at.
        draft.stand("narrative", "day", number - 1)
    else:
        draft.narrow("day", number)


def _count(text: str) -> int | None:
    return 1 if text == "首" else read_integer(text)


def _nth_week(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = _count(text)
    draft.broken |= draft.base is None or number is None
    draft.align = 1
    draft.narrow("week", number or 1)


def _nth_weekday(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = _count(text)
    draft.broken |= draft.base is None or number is None
    draft.align = int(draft.words.slots["weekday", groups["nth_weekday_day"]])
    draft.end = list(draft.start)
    draft.move("week", (number or 1) - 1)
    draft.span("day", 1)


def _quarter(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = _count(text.lstrip("Qq")) or 1
    draft.rest("year", 3 * number - 2)
    draft.narrow("quarter", number)
    draft.written["month"] = f"Q{number}"


def _half(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = int(draft.words.slots["half", text])
    draft.rest("year", 6 * number - 5)
    draft.narrow("half", number)
    draft.written["month"] = f"H{number}"


def _same_period(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.broken |= draft.base is None


def _season(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = int(draft.words.slots["season", text])
    draft.alone = draft.base is None
    draft.rest("year", 3 * number)
    draft.end = list(draft.start)
    draft.move("month", 3 * number - 1)
    draft.span("month", 3)
    draft.precision = "quarter"
    draft.written["month"] = ("SP", "SU", "FA", "WI")[number - 1]


def _break(draft: Draft, text: str, groups: dict[str, str]) -> None:
    summer = draft.words.slots["break", text] == "summer"
    draft.alone = draft.base is None
    draft.rest("year", 7 if summer else 1)
    draft.narrow("month", 7 if summer else 1, 2)


def _first(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = _count(text)
    unit = _unit(groups.get("first_unit", "天"), draft)
    if number is None or (draft.base is None and unit != "quarter"):
        draft.broken = True
        return
    draft.rest("year", 1)
    draft.end = list(draft.start)
    draft.span(unit, number)


def _final(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = _count(text)
    if number is None or draft.base is None:
        draft.broken = True
        return
    draft.start = list(draft.end)
    unit = _unit(groups["final_unit"], draft)
    draft.start[0] -= _MONTHS.get(unit, 0) * number
    draft.start[1] -= _DAYS.get(unit, 0) * number
    draft.precision = unit


def _unit(text: str, draft: Draft) -> str:
    return draft.words.units[text]


def _year_edge(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if draft.base is None:
        draft.broken = len(text) == 1
        draft.stand("narrative", "year")
    draft.edge(text, "year_edge")


def _edge(slot: str) -> Handler:
    def read(draft: Draft, text: str, groups: dict[str, str]) -> None:
        if text[0] in "上下" and text.endswith("半月"):
            half = int(draft.words.slots["half_month", text])
            _fortnight(draft, half)
        else:
            draft.edge(text, slot)

    return read


def _fortnight(draft: Draft, half: int) -> None:
    end = list(draft.end)
    draft.end = list(draft.start)
    draft.move("day", 15 * (half - 1))
    draft.span("day", 15)
    draft.end = end if half == 2 else draft.end
    draft.precision = "ten_days"


def _month_word_edge(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if draft.base is None:
        draft.stand("narrative", "month")
    draft.edge(text, "month_edge")


def _ten_days(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = int(draft.words.slots["ten_days", text])
    if draft.base is None:
        draft.stand("narrative", "month")
    end = list(draft.end)
    draft.end = list(draft.start)
    draft.move("day", 10 * (number - 1))
    draft.span("day", 10)
    draft.end = end if number == 3 else draft.end
    draft.precision = "ten_days"


def _event(table: str) -> Handler:
    def read(draft: Draft, text: str, groups: dict[str, str]) -> None:
        known = draft.words.festivals if table == "festival" else draft.words.annual
        event, month = known[text]
        # 清明, 雨水 inside a sentence are not days unless something says so.
        sure = draft.base is not None or "holiday" in groups or text[-1] in "节夕旦夜"
        draft.alone = table == "festival" and not sure
        draft.rest("year", month)
        draft.narrow("month", month)
        holiday = table == "festival" and groups.get("holiday")
        draft.calendar = f"{'holiday' if holiday else table}:{event}"
        draft.precision = "day"

    return read


def _week_day(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if text == "末":
        draft.narrow("day", 6, 2)
        draft.precision = "day"
    else:
        draft.narrow("day", int(draft.words.slots["weekday", text]))


def _weekday(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if draft.base is None:
        draft.stand("likely", "week")
    elif draft.precision != "week":
        return
    _week_day(draft, text, groups)


def _weekend(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.alone = draft.base is None
    _weekday(draft, "末", groups)


def _part(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if draft.base is None:
        draft.stand("narrative", "day")
        draft.broken = len(text) == 1 and not {"hour", "hour_colon"} & groups.keys()
        draft.alone = text in draft.words.vague_parts
    elif draft.precision not in ("day", "part_of_day"):
        draft.broken = True
    draft.part, draft.precision = draft.words.slots["part", text], "part_of_day"


def _clock(draft: Draft, text: str, groups: dict[str, str]) -> None:
    hour = read_integer(text)
    minute, second, unit = _minute(groups)
    if hour is None or hour > 24 or minute is None or second is None:
        draft.broken = True
        return
    if draft.base is None:
        draft.stand("narrative", "day")
        draft.alone = True
    draft.broken |= draft.precision not in ("day", "part_of_day")
    hour = _twenty_four(hour, draft, groups)
    draft.end = list(draft.start)
    draft.move("second", 3600 * hour + 60 * minute + second)
    draft.span(unit, 1)
    draft.written["clock"] = _clock_timex(hour, minute, second, unit)


def _minute(groups: dict[str, str]) -> tuple[int | None, int | None, str]:
    second = groups.get("second") or groups.get("second_colon")
    minute = groups.get("minute") or groups.get("minute_colon")
    if minute and len(minute) < 2 and "minute_end" not in groups and "minute" in groups:
        return None, None, ""  # 零点五 is a number
    if "half_hour" in groups:
        return 30, 0, "minute"
    if "quarters" in groups:
        return 15 * (read_integer(groups["quarters"]) or 1), 0, "minute"
    if second:
        return read_integer(minute or "0"), read_integer(second), "second"
    return (read_integer(minute), 0, "minute") if minute else (0, 0, "hour")


def _twenty_four(hour: int, draft: Draft, groups: dict[str, str]) -> int:
    """The hour of the day, after 下午 or PM."""
    meridiem = groups.get("meridiem")
    late = draft.part in _TWELVE_ON or (meridiem and draft.words.slots["meridiem", meridiem] == "pm")
    if draft.part == "night" and 6 <= hour < 12:
        return hour + 12
    if hour == 12 and draft.part in ("evening", "night"):
        return 24
    if hour == 12 and draft.part == "early":
        return 0
    if late and hour < 12 and not (draft.part == "noon" and hour > 3):
        return hour + 12
    return hour


def _clock_timex(hour: int, minute: int, second: int, unit: str) -> str:
    text = f"T{hour:02d}"
    if unit != "hour":
        text += f":{minute:02d}"
    return text + (f":{second:02d}" if unit == "second" else "")


LEVELS: tuple[tuple[int, dict[str, Handler]], ...] = (
    (
        0,
        {
            "year": _absolute_year,
            "year_ad": _absolute_year,
            "year_short": _absolute_year,
            "year_zero": _absolute_year,
            "year_alone": _absolute_year,
            "era_year": _era_year,
            "century": _century,
            "century_word": _century_word,
            "decade": _decade,
            "century_part": _loose_edge,
            "decade_bare": _decade_bare,
            "decade_part": _loose_edge,
            "deictic_year": deictic,
            "short_year": _short_year,
            "plan": _plan,
            "plan_tail": _plan_tail,
            "milestone": _milestone,
            "iso_day": _numeric_day("iso_year", "iso_month", "iso_day"),
            "spaced_day": _numeric_day("iso_year", "spaced_month", "spaced_day"),
            "us_year": _us_day,
            "iso_only_month": _iso_month,
            "bare_month": _bare_numeric,
        },
    ),
    (
        1,
        {
            "deictic_month": deictic,
            "deictic_quarter": deictic,
            "deictic_week": deictic,
            "deictic_month_edge": _edge("month_edge"),
            "deictic_quarter_edge": _edge("edge"),
            "month": _month,
            "lunar_month": _lunar_month,
            "month_edge": _edge("month_edge"),
            "quarter": _quarter,
            "quarter_q": _quarter,
            "quarter_edge": _edge("edge"),
            "first_count": _first,
            "final_count": _final,
            "half": _half,
            "same_period": _same_period,
            "season": _season,
            "break": _break,
            "year_edge": _year_edge,
            "festival": _event("festival"),
            "annual": _event("annual"),
            "nth_month": _ordinal("month"),
            "nth_week": _nth_week,
            "nth_day": _nth_day,
            "week_day": _week_day,
        },
    ),
    (
        2,
        {
            "day": day_of_month,
            "lunar_day": _lunar_day,
            "lunar_full": _lunar_full,
            "ten_days": _ten_days,
            "deictic_edge": _month_word_edge,
            "nth_weekday": _nth_weekday,
            "nth_week2": _nth_week,
            "first_days": _first,
            "deictic_day": deictic,
            "weekday": _weekday,
            "weekend": _weekend,
        },
    ),
    (3, {"part": _part}),
    (4, {"hour": _clock, "hour_colon": _clock}),
)
LEVEL_OF = {name: level for level, handlers in LEVELS for name in handlers}
HANDLERS = {name: handler for _, handlers in LEVELS for name, handler in handlers.items()}


def draft_of(groups: dict[str, str], words: Vocabulary) -> Draft | None:
    """The slots in order, from coarse to fine, as one draft; None where they do not fit."""
    draft = Draft(words)
    for name, text in groups.items():
        if name in HANDLERS:
            HANDLERS[name](draft, text, groups)
        if draft.broken:
            return None
    return None if draft.base is None else draft
