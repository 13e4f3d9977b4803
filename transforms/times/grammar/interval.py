"""Drafts become readings: one point, or from the first to the second."""

from dataclasses import replace

from transforms.times.grammar.reading import Edge, TimeReading
from transforms.times.grammar.slots.draft import Draft
from transforms.times.grammar.value import CLOCKS, point_value, range_value


def reading_of(at: int, to: int, begin: Draft, finish: Draft, between: bool = False) -> TimeReading:
    """Two drafts as one reading; with one draft for both, its own interval."""
    ranged = begin is not finish
    # 9时至11时 ends at 11; 2015年和2018年之间 ends where 2018 begins.
    instant = ranged and (between or finish.precision in CLOCKS)
    start = _edge(begin, begin.start)
    last = finish.start if instant else finish.end
    end = _edge(finish, list(last))
    if instant and _before(end, start):
        end = end.step(days=1)
    if ranged and not instant and _next_year(begin, finish):
        end = end.step(months=12)
    if (begin.base, begin.unit, begin.literal) == (finish.base, finish.unit, finish.literal):
        end = replace(end, base="same")
    return TimeReading(
        at=at,
        to=to,
        start=start,
        end=end,
        precision=begin.precision,
        mod=begin.mod if not ranged else None,
        timex_type="TIME" if begin.precision in CLOCKS | {"part_of_day"} else "DATE",
        timex=range_value(begin, finish) if ranged else point_value(begin),
        calendar=_calendar(begin, finish) if ranged else begin.calendar,
        month=begin.month,
        day=begin.day,
        alone=begin.alone or finish.alone if not ranged else begin.alone and finish.alone,
        rule="range" if ranged else "point",
    )


def _calendar(begin: Draft, finish: Draft) -> str | None:
    """The keys of both ends, either of which may be none: 腊月二十三到正月十五."""
    if begin.calendar is None and finish.calendar is None:
        return None
    return f"{begin.calendar or ''}/{finish.calendar or ''}"


def _edge(draft: Draft, steps: list[int]) -> Edge:
    months, days, seconds = steps
    base = draft.base or "likely"
    return Edge(base, draft.unit, months, days, seconds, draft.align, draft.literal)


def _before(end: Edge, start: Edge) -> bool:
    """Whether a clock time has passed midnight: 晚上11点~凌晨2点."""
    return replace(end, seconds=0) == replace(start, seconds=0) and end.seconds <= start.seconds


def _next_year(begin: Draft, finish: Draft) -> bool:
    """Whether months that share a year run past its end: 11月至2月, 12月30日至1月2日."""
    shared = (begin.base, begin.unit, begin.literal) == (finish.base, finish.unit, finish.literal)
    months = begin.month and finish.month
    turned = bool(months) and (finish.month or 0) < (begin.month or 0)
    return shared and turned and finish.start < begin.start
