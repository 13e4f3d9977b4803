"""What a written time says, as columns can hold it."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of an interval: a reference point and the steps from it.

    `base` names the reference: `absolute` (then `literal` is it), `document`, `document_end`,
    `moment` (the reference clock time), `narrative`, `narrative_or_document`,
    `narrative_end` (where the time told last ends), `likely`, `previous_start`, `previous_end`,
    or `same` (the reference of the start). `unit` is the calendar unit to whose beginning the
    reference is taken back first. Then come `months`, then the next weekday `align`
    (1 = Monday) on or after, then `days` and `seconds`.
    """

    base: str
    unit: str | None = None
    months: int = 0
    days: int = 0
    seconds: int = 0
    align: int | None = None
    literal: datetime | None = None

    def step(self, months: int = 0, days: int = 0, seconds: int = 0) -> "Edge":
        """The same edge, moved."""
        moved = self.months + months, self.days + days, self.seconds + seconds
        return Edge(self.base, self.unit, *moved, self.align, self.literal)


@dataclass(frozen=True, slots=True)
class TimeReading:
    """One time expression at `[at, to)` of the text that was read.

    `calendar` is a key of the calendar (`festival:spring_festival`, `lunar:8-15`) that gives the
    interval once the year is known. `day` is the day of the month that the start must fall on.
    `month` is the month that makes a missing year likely. `alone` marks a form that is too vague
    to be a time inside a sentence. `rule` names the construction.
    """

    at: int
    to: int
    start: Edge | None
    end: Edge | None
    precision: str
    mod: str | None = None
    timex_type: str = "DATE"
    timex: str | None = None
    calendar: str | None = None
    month: int | None = None
    day: int | None = None
    alone: bool = False
    rule: str = "point"

    def until_now(self) -> "TimeReading":
        """From its beginning to the end of the document's interval: 2008年至今."""
        timex = f"{self.timex}/PRESENT_REF"
        return replace(self, end=Edge("document_end"), mod=None, rule="range", timex=timex)
