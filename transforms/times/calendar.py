"""Days that a calendar gives: festivals, statutory holidays, annual events, lunar dates."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from lunar_python import Lunar, LunarMonth

from transforms.lexicon import Lexicon

_FIRST_LUNAR_YEAR, _LAST_LUNAR_YEAR = 1600, 2199
Days = tuple[date, date]


def calendar_days(calendar: str, year: int, lexicon: Lexicon) -> Days | None:
    """The half-open interval of a calendar key in a year; None where the calendar is silent.

    >>> from transforms.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> [str(day) for day in calendar_days("annual:gaokao", 2012, lexicon)]
    ['2012-06-07', '2012-06-09']
    >>> [str(day) for day in calendar_days("lunar:8-15", 2020, lexicon)]
    ['2020-10-01', '2020-10-02']
    >>> [str(day) for day in calendar_days("holiday:new_year", 2017, lexicon)]
    ['2016-12-31', '2017-01-03']
    """
    kind, _, name = calendar.partition(":")
    if kind == "lunar":
        month, _, day = name.partition("-")
        return _lunar(year, int(month), int(day))
    if kind == "annual":
        return _annual(lexicon).get((name, year))
    holiday = _holidays(lexicon).get((name, year)) if kind == "holiday" else None
    return holiday or _festival(name, year, lexicon)


def _lunar(year: int, month: int, day: int) -> Days | None:
    """A day of the lunar year, or with day 0 the month."""
    if not _FIRST_LUNAR_YEAR <= year <= _LAST_LUNAR_YEAR:
        return None
    known = LunarMonth.fromYm(year, month)
    length = known.getDayCount()
    if day > length:
        return None
    start = _solar(Lunar.fromYmd(year, month, max(day, 1)))
    return start, start + timedelta(days=1 if day else length)


def _solar(lunar: Lunar) -> date:
    day = lunar.getSolar()
    return date(day.getYear(), day.getMonth(), day.getDay())


def _festival(event: str, year: int, lexicon: Lexicon) -> Days | None:
    known = _festivals(lexicon).get(event)
    if known is None:
        return None
    kind, name, month, day = known
    readers: dict[str, Callable[[], date | None]] = {
        "fixed": lambda: date(year, month, day),
        "lunar": lambda: _first(_lunar(year, month, day)),
        "eve": lambda: _eve(_first(_lunar(year, month, day))),
        "term": lambda: _term(year, name),
        "sunday": lambda: _nth_weekday(year, month, day, 6),
        "thursday": lambda: _nth_weekday(year, month, day, 3),
    }
    start = readers[kind]()
    return (start, start + timedelta(days=1)) if start else None


def _first(days: Days | None) -> date | None:
    return days[0] if days else None


def _eve(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _term(year: int, name: str) -> date | None:
    """The day of a solar term (GB/T 33661-2017)."""
    if not _FIRST_LUNAR_YEAR <= year <= _LAST_LUNAR_YEAR:
        return None
    # Asked in May, the table runs from the winter before to the winter after.
    terms = Lunar.fromYmd(year, 5, 1).getJieQiTable()
    days = [terms[key] for key in (name, _ROMANISED.get(name)) if key in terms]
    found = [day for day in days if day.getYear() == year]
    return date(year, found[0].getMonth(), found[0].getDay()) if found else None


# The winter terms after the table's year, as the library names them.
_ROMANISED = {"冬至": "DONG_ZHI", "大雪": "DA_XUE", "小寒": "XIAO_HAN", "大寒": "DA_HAN"}


def _nth_weekday(year: int, month: int, number: int, weekday: int) -> date:
    first = date(year, month, 1)
    ahead = (weekday - first.weekday()) % 7
    return first + timedelta(days=ahead + 7 * (number - 1))


@cache
def _festivals(lexicon: Lexicon) -> dict[str, tuple[str, str, int, int]]:
    rows = lexicon["calendar/festivals"].select("event", "kind", "month", "day", "term").rows()
    return {
        event: (kind, term or event, int(month), int(day)) for event, kind, month, day, term in rows
    }


@cache
def _holidays(lexicon: Lexicon) -> dict[tuple[str, int], Days]:
    rows = lexicon["calendar/holidays"].select("event", "year", "start", "end").rows()
    return {
        (event, int(year)): (date.fromisoformat(start), date.fromisoformat(end))
        for event, year, start, end in rows
    }


@cache
def _annual(lexicon: Lexicon) -> dict[tuple[str, int], Days]:
    """Events of each year that a row is valid for."""
    found = {}
    columns = ("event", "month", "day", "days", "valid_from", "valid_to")
    for event, *numbers in lexicon["calendar/annual_events"].select(columns).rows():
        month, day, days, first, last = map(int, numbers)
        for year in range(first, last):
            start = date(year, month, day)
            found[event, year] = (start, start + timedelta(days=days))
    return found
