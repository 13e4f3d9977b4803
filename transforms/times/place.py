"""Column arithmetic that puts a reading on the calendar once its reference is known."""

from functools import cache

import polars as pl
import polars.selectors as cs

from transforms.lexicon import Lexicon
from transforms.times.calendar import calendar_days

_TRUNCATED = {
    "year": "1y",
    "quarter": "1q",
    "month": "1mo",
    "week": "1w",
    "day": "1d",
    "hour": "1h",
    "minute": "1m",
    "second": "1s",
}
_INSTANT = pl.Datetime("us")
# A year's lunar dates are dear to reckon, and asked for by every batch.
_days_of = cache(calendar_days)


def stepped(times: pl.DataFrame, reference: pl.Expr, side: str) -> pl.Series:
    """The reference taken back to its unit, then moved by the steps of one side of a reading.

    `side` is `from` or `till`; null where the reference is. One step a time: an expression that
    names another one twice reckons it twice.
    """
    steps = [pl.col(f"{side}_{name}").alias(name) for name in _STEPS]
    ahead = (pl.col("align") - pl.col("at").dt.weekday().cast(pl.Int64)) % 7
    days = pl.col("days").fill_null(0) + ahead.fill_null(0)
    return (
        times.select(*steps, at=reference)
        .with_columns(at=_floor(pl.col("at"), pl.col("unit")))
        .with_columns(at=months_on(pl.col("at"), pl.col("months").fill_null(0)))
        .select(pl.col("at") + pl.duration(days=days, seconds=pl.col("seconds").fill_null(0)))
        .to_series()
    )


_STEPS = ("unit", "months", "days", "seconds", "align")


def months_on(instant: pl.Expr, months: pl.Expr) -> pl.Expr:
    """The same day so many months on, or the last of that month: 31 August, then 30 September."""
    return instant.dt.offset_by(pl.format("{}mo", months))


def _floor(reference: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """The beginning of the calendar unit that the reference lies in."""
    year = reference.dt.truncate("1y")
    floored = (
        pl.when(unit == "century")
        .then(_years_back(year, 100))
        .when(unit == "decade")
        .then(_years_back(year, 10))
    )
    for name, every in _TRUNCATED.items():
        floored = floored.when(unit == name).then(reference.dt.truncate(every))
    return floored.otherwise(reference)


def _years_back(year: pl.Expr, span: int) -> pl.Expr:
    return year.dt.offset_by(pl.format("-{}y", year.dt.year() % span))


def from_calendar(times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Replace the interval of readings that name a festival, event or lunar date by its days.

    Each distinct key and year is asked once. Where the calendar is silent the row stays unplaced.
    """
    keyed = times.with_columns(_keys())
    opened, closed = (pl.col(name).is_not_null() for name in ("first_key", "last_key"))
    shift = pl.col("till_seconds").fill_null(0)
    clock = pl.duration(seconds=pl.col("from_seconds").fill_null(0))
    until = pl.duration(seconds=shift)
    timed = shift > 0
    return (
        keyed.pipe(_with_days, "first", lexicon)
        .pipe(_with_days, "last", lexicon)
        .with_columns(
            start_at=pl.when(opened)
            .then(pl.col("first_start").cast(_INSTANT) + clock)
            .otherwise("start_at"),
            end_at=pl.when(closed & timed)
            .then(pl.col("last_start").cast(_INSTANT) + until)
            .when(closed)
            .then(pl.col("last_end").cast(_INSTANT))
            .otherwise("end_at"),
        )
        .drop(cs.starts_with("first_", "last_"))
    )


def _keys() -> list[pl.Expr]:
    """The keys of the first day and of the last with their years: in a range each has its own."""
    key, ranged = pl.col("calendar"), pl.col("calendar").str.contains("/", literal=True)
    start, end = pl.col("start_at"), pl.col("end_at") - pl.duration(microseconds=1)
    first, last = key.str.extract("^([^/]+)"), key.str.extract("([^/]+)$")
    return [
        pl.when(~ranged | ~key.str.starts_with("/")).then(first).alias("first_key"),
        pl.when(~ranged | ~key.str.ends_with("/")).then(last).alias("last_key"),
        start.dt.year().alias("first_year"),
        pl.when(ranged).then(end.dt.year()).otherwise(start.dt.year()).alias("last_year"),
    ]


def _with_days(times: pl.DataFrame, side: str, lexicon: Lexicon) -> pl.DataFrame:
    """The rows with the days of the key of one side; each distinct key and year is asked once."""
    on = [f"{side}_key", f"{side}_year"]
    asked = times.select(on).drop_nulls().unique()
    rows = [
        (key, year, *(_days_of(key, year, lexicon) or (None, None))) for key, year in asked.rows()
    ]
    dtypes = (pl.String, pl.Int32, pl.Date, pl.Date)
    names = [*on, f"{side}_start", f"{side}_end"]
    known = pl.DataFrame(rows, schema=dict(zip(names, dtypes, strict=True)), orient="row")
    return times.join(known, on=on, how="left", validate="m:1", maintain_order="left")
