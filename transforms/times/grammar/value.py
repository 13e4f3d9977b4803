"""The TIMEX3 value of a point: what its words alone say, X for what they leave open."""

from transforms.times.grammar.slots.draft import Draft

CLOCKS = frozenset({"hour", "minute", "second"})
_BY_DAY = CLOCKS | {"day", "part_of_day"}
_PARTS = {
    "early": "TNI",
    "dawn": "TMO",
    "morning": "TMO",
    "forenoon": "TMO",
    "noon": "TMI",
    "afternoon": "TAF",
    "dusk": "TEV",
    "evening": "TEV",
    "night": "TNI",
    "whole": "TDT",
}
# A time that is counted from another one has the grain of its unit, and no more.
_COUNTED = {
    "century": "XXXX",
    "decade": "XXXX",
    "year": "XXXX",
    "quarter": "XXXX-QX",
    "month": "XXXX-XX",
    "week": "XXXX-WXX",
    "day": "XXXX-XX-XX",
    "hour": "XXXX-XX-XXTXX",
    "minute": "XXXX-XX-XXTXX:XX",
    "second": "XXXX-XX-XXTXX:XX:XX",
}


def counted_value(unit: str) -> str:
    """The value of 三天后, 两年前: a day, a year, which one the words do not say.

    >>> [counted_value(unit) for unit in ("day", "week")]
    ['XXXX-XX-XX', 'XXXX-WXX']
    """
    return _COUNTED[unit]


def point_value(draft: Draft) -> str:
    """The value of one point; of several units the first and the last (前三季度)."""
    return range_value(draft, draft) if draft.last else _value(draft, draft.written)


def range_value(begin: Draft, finish: Draft) -> str:
    """The first unit of one point and the last of another."""
    last = _value(finish, finish.written | finish.last)
    return f"{_value(begin, begin.written)}/{last}"


def _value(draft: Draft, written: dict[str, str]) -> str:
    return _date(draft, written) + _time(draft, written)


def _date(draft: Draft, written: dict[str, str]) -> str:
    year, grain = written.get("year", "XXXX"), draft.grain or draft.precision
    by_day = grain in _BY_DAY or "day" in written
    if draft.weeks and "day" not in written:
        return f"{year}-{written.get('week', 'WXX')}" + (
            written.get("weekday", "") if by_day else ""
        )
    if by_day:
        return f"{year}-{written.get('month', 'XX')}-{written.get('day', 'XX')}"
    unknown = {"month": "XX", "ten_days": "XX", "quarter": "QX"}.get(grain)
    month = written.get("month", unknown)
    return f"{year}-{month}" if month else year


def _time(draft: Draft, written: dict[str, str]) -> str:
    if "clock" in written:
        return written["clock"]
    return _PARTS.get(draft.part or "", "") if draft.precision == "part_of_day" else ""
