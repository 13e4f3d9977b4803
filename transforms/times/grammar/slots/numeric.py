"""Dates in digits: 2012-05-01, 10/31/1974, 6·22."""

from transforms.times.grammar.slots.days import day_of_month
from transforms.times.grammar.slots.draft import Draft, Handler
from transforms.times.grammar.slots.months import month_of_year


def _numeric_day(year: str, month: str, day: str) -> Handler:
    def read(draft: Draft, text: str, groups: dict[str, str]) -> None:
        draft.absolute(int(groups[year]))
        month_of_year(draft, groups[month], groups)
        day_of_month(draft, groups[day], groups)

    return read


def _us_day(draft: Draft, text: str, groups: dict[str, str]) -> None:
    # 10/31/1974 can only be month first; 1/2/2020 is taken as day first.
    first, second = int(groups["us_first"]), int(groups["us_second"])
    month, day = (first, second) if second > 12 else (second, first)
    draft.absolute(int(text))
    month_of_year(draft, str(month), groups)
    day_of_month(draft, str(day), groups)


def _bare_numeric(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.rest("year", int(text))
    month_of_year(draft, text, groups)
    day_of_month(draft, groups["bare_day"], groups)
    draft.alone = True


def _iso_month(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.absolute(int(groups["iso_only_year"]))
    month_of_year(draft, text, groups)
    draft.alone = True


NUMERIC: dict[str, Handler] = {
    "iso_day": _numeric_day("iso_year", "iso_month", "iso_day"),
    "spaced_day": _numeric_day("iso_year", "spaced_month", "spaced_day"),
    "us_year": _us_day,
    "iso_only_month": _iso_month,
    "bare_month": _bare_numeric,
}
