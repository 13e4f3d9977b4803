"""A stated date of publication as an interval: a year, a month, a day, or an instant."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

# China keeps one civil time all over the country and all year round.
_CHINA = timezone(timedelta(hours=8))
_CALENDAR = re.compile(
    r"(?P<year>[12]\d{3})(?:\s*[-/.年]\s*(?P<month>\d{1,2})(?:\s*[-/.月]\s*(?P<day>\d{1,2}))?)?"
    r"\s*[年月日]?"
)
_CLOCKED = re.compile(
    r"([12]\d{3})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?[\sT]*"
    r"(\d{1,2})[:：时](\d{2})(?:[:：分](\d{2})秒?|分)?"
)
_OF_MAILS = re.compile(r"(?:[A-Z][a-z]{2},\s)?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s.+")
_COMPACT = re.compile(r"(?P<year>[12]\d{3})(?P<month>\d{2})(?P<day>\d{2})")


@dataclass(frozen=True, slots=True)
class Published:
    """The interval, half-open, how exactly it is known, and the moment where the clock is told."""

    start: date
    end: date
    precision: str
    at: datetime | None = None


def read_published(stated: str) -> Published | None:
    """The interval that the statement names; None where it is no date.

    An instant with a zone becomes China's civil time; one without is civil time already.

    >>> read_published("2012-06").end.isoformat()
    '2012-07-01'
    >>> read_published("2012-05-31T20:00:00Z").start.isoformat()
    '2012-06-01'
    >>> str(read_published("2012/6/1 8:05").at)
    '2012-06-01 08:05:00'
    >>> read_published("2012-02-30") is None
    True
    """
    written = stated.strip()
    found = _CALENDAR.fullmatch(written) or _COMPACT.fullmatch(written)
    try:
        return _interval(found) if found else _moment(written)
    except (ValueError, OverflowError):
        return None


def _interval(found: re.Match[str]) -> Published:
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    assert year is not None
    if day is not None and month is not None:
        start = date(year, month, day)
        return Published(start, start + timedelta(days=1), "day")
    if month is not None:
        start = date(year, month, 1)
        return Published(start, date(year + month // 12, month % 12 + 1, 1), "month")
    return Published(date(year, 1, 1), date(year + 1, 1, 1), "year")


def _moment(written: str) -> Published:
    at = _instant(written)
    if at.tzinfo is not None:
        at = at.astimezone(_CHINA).replace(tzinfo=None)
    return Published(at.date(), at.date() + timedelta(days=1), "day", at)


def _instant(written: str) -> datetime:
    found = _CLOCKED.fullmatch(written)
    if found:
        return datetime(*(int(part or 0) for part in found.groups()))
    if _OF_MAILS.fullmatch(written):
        from email.utils import parsedate_to_datetime

        return parsedate_to_datetime(written)
    return datetime.fromisoformat(written)
