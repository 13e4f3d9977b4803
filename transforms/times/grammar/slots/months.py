"""Slots of a part of the year: 5月, 一季度, 春节期间, 年底, 第二周."""

import re

from transforms.times.grammar.numerals import read_integer
from transforms.times.grammar.slots.draft import Draft, Handler, count_of, day_key, point_to


def month_of_year(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """The month by its number."""
    number = read_integer(text)
    if number is None or not 1 <= number <= 12:
        draft.broken = True
        return
    draft.rest("year", number)
    draft.narrow("month", number)
    draft.month = number
    if draft.lunar or groups.keys() & {"lunar", "leap"}:
        draft.calendar, draft.lunar = lunar_key(draft, groups, 0), True
    else:
        draft.written["month"] = f"{number:02d}"


def lunar_key(draft: Draft, groups: dict[str, str], day: int) -> str:
    """The calendar key of a lunar day, or with day 0 of its month; a leap month is negative."""
    return f"lunar:{'-' if 'leap' in groups else ''}{draft.month}-{day}"


def _lunar_month(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = {"正": "1", "大": "1", "冬": "11", "腊": "12"}[text[0]]
    month_of_year(draft, number, groups | {"lunar": text})


def _ordinal(unit: str) -> Handler:
    def read(draft: Draft, text: str, groups: dict[str, str]) -> None:
        number = count_of(text)
        draft.broken |= draft.base is None or number is None
        draft.narrow(unit, number or 1)
        draft.written[unit] = f"{number:02d}"

    return read


def _nth_day(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = count_of(text)
    if number is None:
        draft.broken = True
    elif draft.base is None:
        # 第三天: counted from the day the narrative stands at.
        draft.stand("narrative", "day", number - 1)
    else:
        draft.narrow("day", number)


def nth_week(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """第二周: the week of the second Monday of what is there."""
    number = count_of(text)
    draft.broken |= draft.base is None or number is None
    draft.align = 1
    draft.weeks = draft.precision == "year"
    draft.written["week"] = f"W{number or 1:02d}"
    draft.narrow("week", number or 1)


def _listed(unit: str, form: str) -> Handler:
    """1、2月份, 一至三季度: neighbouring units that share the word for them."""

    def read(draft: Draft, text: str, groups: dict[str, str]) -> None:
        numbers = [read_integer(number) or 0 for number in _NUMBERS.findall(text)]
        first, last = numbers[0], numbers[-1]
        listed = numbers == list(range(first, last + 1))
        from_to = len(numbers) == 2 and first < last and not _LISTED.search(text)
        draft.broken |= not (listed or from_to)
        size = 3 if unit == "quarter" else 1
        draft.rest("year", size * (first - 1) + 1)
        draft.narrow(unit, first, last - first + 1)
        draft.precision = unit
        draft.written["month"], draft.last["month"] = form.format(first), form.format(last)

    return read


_LISTED = re.compile("[、和]")
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十]+")


def _quarter(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = count_of(text.lstrip("Qq")) or 1
    draft.rest("year", 3 * number - 2)
    draft.narrow("quarter", number)
    draft.written["month"] = f"Q{number}"


def _quarter_short(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.alone |= draft.base is None  # 第三季 by itself may be a season of anything
    _quarter(draft, text, groups)


def _quarter_word(draft: Draft, text: str, groups: dict[str, str]) -> None:
    _quarter(draft, draft.words.slots["quarter_word", text], groups)


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
    draft.alone = draft.base is None and "break_tail" not in groups
    draft.rest("year", 7 if summer else 1)
    draft.narrow("month", 7 if summer else 1, 2)
    draft.written["month"], draft.last["month"] = ("07", "08") if summer else ("01", "02")


def first_units(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """前三季度, 前10天: so many units from the beginning of what is there."""
    number = count_of(text)
    unit = draft.words.units[groups.get("first_unit", "天")]
    if number is None or (draft.base is None and unit != "quarter"):
        draft.broken = True
        return
    draft.rest("year", 1)
    draft.end = list(draft.start)
    _first_of_several(draft, unit, number)
    draft.span(unit, number)


# The unit that first units are counted in, by the grain of what they are counted in.
_COUNTED_IN = {"quarter": "year", "month": "year", "day": "month"}


def _first_of_several(draft: Draft, unit: str, number: int) -> None:
    """The first unit and the last, for the value: XXXX-Q1/XXXX-Q3."""
    if _COUNTED_IN.get(unit) != draft.precision:
        return
    slot, form = ("month", "Q{}") if unit == "quarter" else (unit, "{:02d}")
    draft.written[slot] = form.format(1)
    if number > 1:
        draft.last[slot] = form.format(number)


def _final(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = count_of(text)
    if number is None or draft.base is None:
        draft.broken = True
        return
    end = draft.end
    draft.start, draft.end = list(end), list(end)
    unit = draft.words.units[groups["final_unit"]]
    draft.move(unit, -number)
    draft.end = end
    draft.precision = unit


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
    draft.days_of_month(15 * half - 14, None if half == 2 else 15)


# A festival whose form says that it lasts: 十一黄金周.
_LASTING = ("黄金周", "长假", "假期", "期间")


def _event(table: str) -> Handler:
    def read(draft: Draft, text: str, groups: dict[str, str]) -> None:
        known = draft.words.festivals if table == "festival" else draft.words.annual
        event, month = known[text]
        # 清明, 雨水 inside a sentence are not days unless something says so.
        sure = draft.base is not None or groups.keys() & {"holiday", "festival_sure"}
        draft.alone = text in draft.words.vague_festivals and table == "festival" and not sure
        draft.rest("year", month)
        draft.narrow("month", month)
        holiday = table == "festival" and ("holiday" in groups or text.endswith(_LASTING))
        draft.calendar = f"{'holiday' if holiday else table}:{event}"
        draft.precision = "day"
        nth = groups.get("holiday_nth") or groups.get("annual_nth")
        draft.calendar += day_key(nth) if nth else ""

    return read


def _told_holiday(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """这个长假, 假期第三天: of the holiday that was named last."""
    draft.broken |= draft.base is not None
    draft.stand("narrative", "holiday")
    draft.precision = "day"
    draft.calendar = "told"
    if "told_nth" in groups:
        draft.calendar += day_key(groups["told_nth"])


def day_of_week(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """A day of the week that is there, or 末 for its end."""
    draft.weeks = True
    draft.written["weekday"] = "-WE" if text == "末" else f"-{draft.words.slots['weekday', text]}"
    if text == "末":
        draft.narrow("day", 6, 2)
        draft.precision = "day"
    else:
        draft.narrow("day", int(draft.words.slots["weekday", text]))


MONTHS: dict[str, Handler] = {
    "deictic_month": point_to,
    "deictic_quarter": point_to,
    "deictic_week": point_to,
    "deictic_month_edge": _edge("month_edge"),
    "deictic_quarter_edge": _edge("edge"),
    "month": month_of_year,
    "lunar_month": _lunar_month,
    "lunar_new_year": _lunar_month,
    "month_edge": _edge("month_edge"),
    "months": _listed("month", "{:02d}"),
    "quarters": _listed("quarter", "Q{}"),
    "quarter": _quarter,
    "quarter_q": _quarter,
    "quarter_short": _quarter_short,
    "quarter_word": _quarter_word,
    "quarter_edge": _edge("edge"),
    "first_count": first_units,
    "final_count": _final,
    "half": _half,
    "same_period": _same_period,
    "season": _season,
    "break": _break,
    "year_edge": _year_edge,
    "festival": _event("festival"),
    "annual": _event("annual"),
    "told_holiday": _told_holiday,
    "nth_month": _ordinal("month"),
    "nth_week": nth_week,
    "nth_day": _nth_day,
    "week_day": day_of_week,
}
