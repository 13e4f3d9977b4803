"""Days that a calendar gives: festivals, statutory holidays, annual events, lunar dates."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from lunar_python import Lunar, LunarMonth

from transforms.lexicon import Lexicon

_FIRST_LUNAR_YEAR, _LAST_LUNAR_YEAR = 1600, 2199
Days = tuple[date, date]


def calendar_days(calendar: str, year: int, lexicon: Lexicon) -> Days | None:
    """The half-open interval of a calendar key in a year; None where the calendar is silent.

    A key may name days of the interval (`#3`, `#-1` for the last, `#1~3`) and the place of its
    year in the cycle of sixty (`@28` for 壬辰), which is then the nearest of that name.

    >>> from transforms.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> def days(calendar, year):
    ...     return [str(day) for day in calendar_days(calendar, year, lexicon)]
    >>> days("annual:gaokao", 2012)
    ['2012-06-07', '2012-06-09']
    >>> days("lunar:8-15", 2020)
    ['2020-10-01', '2020-10-02']
    >>> days("holiday:new_year", 2017)
    ['2016-12-31', '2017-01-03']
    >>> days("holiday:national_day#-1", 2019)
    ['2019-10-07', '2019-10-08']
    >>> days("lunar:5-5@28", 2015)
    ['2012-06-23', '2012-06-24']
    """
    whole, _, nth = calendar.partition("#")
    key, _, cycle = whole.partition("@")
    if cycle:
        year = _nearest(int(cycle), year)
    days = _days(key, year, lexicon)
    return _nth_days(days, nth) if days and nth else days


def _days(key: str, year: int, lexicon: Lexicon) -> Days | None:
    kind, _, name = key.partition(":")
    if kind == "lunar":
        month, _, day = name.rpartition("-")
        return _lunar(year, int(month), int(day))
    if kind == "annual":
        return _annual(name, year, lexicon)
    holiday = _holiday(name, year, lexicon) if kind == "holiday" else None
    return holiday or _festival(name.rpartition("+")[2], year, lexicon)


def _nth_days(days: Days, numbers: str) -> Days | None:
    """Some days of an interval, from 1; from its end where the numbers are negative."""
    first, _, last = numbers.partition("~")
    start, end = (_nth_day(days, int(number)) for number in (first, last or first))
    inside = days[0] <= start <= end < days[1]
    return (start, end + timedelta(days=1)) if inside else None


def _nth_day(days: Days, number: int) -> date:
    return days[1] + timedelta(days=number) if number < 0 else days[0] + timedelta(days=number - 1)


def _nearest(cycle: int, year: int) -> int:
    """The year of a name in the cycle of sixty that is nearest; 4 is the first of a cycle."""
    ahead = (cycle + 4 - year) % 60
    return year + (ahead if ahead <= 30 else ahead - 60)


def _lunar(year: int, month: int, day: int) -> Days | None:
    """A lunar day; with day 0 the month, with month 0 the year; a leap month is below 0."""
    if not _FIRST_LUNAR_YEAR <= year <= _LAST_LUNAR_YEAR:
        return None
    if month == 0:
        return _solar(Lunar.fromYmd(year, 1, 1)), _solar(Lunar.fromYmd(year + 1, 1, 1))
    known = LunarMonth.fromYm(year, month)
    if known is None or day > known.getDayCount():
        return None
    start = _solar(Lunar.fromYmd(year, month, max(day, 1)))
    return start, start + timedelta(days=1 if day else known.getDayCount())


def _solar(lunar: Lunar) -> date:
    day = lunar.getSolar()
    return date(day.getYear(), day.getMonth(), day.getDay())


def _holiday(event: str, year: int, lexicon: Lexicon) -> Days | None:
    """The holiday that the year's notice gives; two joined by + are one where they touch."""
    found = [_holidays(lexicon).get((name, year)) for name in event.split("+")]
    known = sorted(days for days in found if days)
    if len(known) == 2 and known[0][1] >= known[1][0]:
        return known[0][0], max(known[0][1], known[1][1])
    return found[-1]


def _festival(event: str, year: int, lexicon: Lexicon) -> Days | None:
    known = _festivals(lexicon).get(event)
    if known is None:
        return None
    if known.kind == "fu":
        return _dog_days(year, known.day)
    readers: dict[str, Callable[[], date | None]] = {
        "fixed": lambda: date(year, known.month, known.day),
        "lunar": lambda: _first(_lunar(year, known.month, known.day)),
        "eve": lambda: _eve(_first(_lunar(year, known.month, known.day))),
        "term": lambda: _term(year, known.name),
        "term_eve": lambda: _eve(_term(year, known.name)),
        "sunday": lambda: _nth_weekday(year, known.month, known.day, 6),
        "thursday": lambda: _nth_weekday(year, known.month, known.day, 3),
        "easter": lambda: _easter(year),
    }
    start = readers[known.kind]()
    return (start, start + timedelta(days=known.days)) if start else None


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


def _dog_days(year: int, which: int) -> Days | None:
    """初伏, 中伏, 末伏 (1 to 3), or with 0 all three: from 庚 days (GB/T 33661-2017)."""
    solstice, autumn = _term(year, "夏至"), _term(year, "立秋")
    if solstice is None or autumn is None:
        return None
    first = _stem_day(solstice) + timedelta(days=20)
    last = _stem_day(autumn)
    begins = (first, first + timedelta(days=10), last, last + timedelta(days=10))
    return (begins[0], begins[3]) if which == 0 else (begins[which - 1], begins[which])


def _stem_day(day: date) -> date:
    """The first 庚 day on or after; the ten stems run on through all days."""
    return day + timedelta(days=(6 - (day.toordinal() + 4)) % 10)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar: the Sunday after the paschal full moon."""
    golden, century = year % 19, year // 100
    age = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    age -= age // 28 * (1 - 29 // (age + 1) * ((21 - golden) // 11))
    full_moon = date(year, 3, 21) + timedelta(days=age)
    return full_moon + timedelta(days=7 - full_moon.isoweekday() % 7)


class _Festival(NamedTuple):
    kind: str
    name: str
    month: int
    day: int
    days: int


@cache
def _festivals(lexicon: Lexicon) -> dict[str, _Festival]:
    columns = ("event", "kind", "term", "month", "day", "days")
    rows = lexicon["calendar/festivals"].select(columns).rows()
    return {
        event: _Festival(kind, term or event, int(month), int(day), int(days))
        for event, kind, term, month, day, days in rows
    }


@cache
def _holidays(lexicon: Lexicon) -> dict[tuple[str, int], Days]:
    rows = lexicon["calendar/holidays"].select("event", "year", "start", "end").rows()
    return {
        (event, int(year)): (date.fromisoformat(start), date.fromisoformat(end))
        for event, year, start, end in rows
    }


def _annual(event: str, year: int, lexicon: Lexicon) -> Days | None:
    """An event of the year by the row that is valid for it."""
    for rule, month, day, days, first, after in _annual_days(lexicon).get(event, ()):
        if first <= year < after:
            # The days of a lunar rule are counted from the first of the month, back from 0 on.
            opening = _first(_lunar(year, month, 1)) if rule == "lunar" else date(year, month, 1)
            if opening is None:
                return None
            start = opening + timedelta(days=day - 1)
            return start, start + timedelta(days=days)
    return None


@cache
def _annual_days(lexicon: Lexicon) -> dict[str, list[tuple[str, int, int, int, int, int]]]:
    columns = ("event", "rule", "month", "day", "days", "valid_from", "valid_to")
    found: dict[str, list[tuple[str, int, int, int, int, int]]] = {}
    for event, rule, *numbers in lexicon["calendar/annual_days"].select(columns).rows():
        month, day, days, first, after = map(int, numbers)
        found.setdefault(event, []).append((rule, month, day, days, first, after))
    return found
