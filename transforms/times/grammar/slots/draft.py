"""A point in time under construction: each slot moves and narrows it."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from transforms.times.grammar.numerals import read_integer
from transforms.times.grammar.vocabulary import Vocabulary

_MONTHS = {"century": 1200, "decade": 120, "year": 12, "half": 6, "quarter": 3, "month": 1}
_DAYS = {"week": 7, "day": 1, "part_of_day": 1}
_SECONDS = {"hour": 3600, "minute": 60, "second": 1}
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
    # What the words say for the TIMEX3 value: by slot, and of a last unit where there are several;
    # whether days are told by their week; the unit that an end belongs to.
    weeks: bool = False
    grain: str = ""
    last: dict[str, str] = field(default_factory=dict)
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

    def days_of_month(self, first: int, last: int | None) -> None:
        """So many days of the month that is there; to its end where no last one is said."""
        end = list(self.end)
        self.end = list(self.start)
        self.move("day", first - 1)
        self.span("day", (last or first) - first + 1)
        self.end = self.end if last else end
        self.precision = "ten_days"
        self.written["day"], self.last["day"] = f"{first:02d}", f"{last or self._length():02d}"

    def _length(self) -> int:
        """The number of days of the month; of an unknown February the common one."""
        year = self.literal.year if self.literal else 2001
        return monthrange(year, self.month)[1] if self.month else 31

    def edge(self, text: str | None, slot: str) -> None:
        """Its beginning, middle or end; the end of a unit is its last day."""
        if text is None:
            return
        self.mod = self.words.slots.get((slot, text)) or self.words.slots.get(("edge", text[0]))
        if self.mod == "end" and self.precision in ("year", "half", "quarter", "month"):
            self.grain = self.precision
            self.start = [self.end[0], self.end[1] - 1, self.end[2]]
            self.precision = "day"


Handler = Callable[[Draft, str, dict[str, str]], None]


def point_to(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """A pointing word; after a date of its own it only moves that date."""
    word = draft.words.deictics[text]
    if draft.base is None:
        draft.stand(word.base, word.unit, word.shift)
    elif word.unit == "day" and draft.precision not in ("day", "part_of_day"):
        draft.broken = True
    else:
        draft.move(word.unit, word.shift)
        if word.shift:
            draft.written.pop(word.unit, None)
    draft.weeks |= word.unit == "week"
    if word.part:
        draft.part, draft.precision = word.part, "part_of_day"


def day_key(text: str) -> str:
    """Which days of a holiday or an event, for a calendar key: 第三天 is #3, 最后一天 #-1.

    >>> [day_key(text) for text in ("首日", "第三天", "最后两天", "前三天")]
    ['#1', '#3', '#-2~-1', '#1~3']
    """
    count = read_integer(text.strip("头首第最后前天日")) or 1
    if text.startswith("最后"):
        return "#-1" if count == 1 else f"#-{count}~-1"
    return f"#1~{count}" if text.startswith("前") else f"#{count}"


def day_numbers(text: str, length: int) -> tuple[int, int]:
    """The same as the first and the last of so many days, from 1."""
    first, _, last = day_key(text)[1:].partition("~")
    start, end = int(first), int(last or first)
    return (start, end) if start > 0 else (length + start + 1, length + end + 1)


def count_of(text: str) -> int | None:
    """Which one: 第三, 首."""
    return 1 if text == "首" else read_integer(text)
