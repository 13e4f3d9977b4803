"""Column arithmetic that puts a reading on the calendar once its reference is known."""

from functools import cache

import polars as pl

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
    asked = (
        times.filter(pl.col("calendar").is_not_null() & pl.col("start_at").is_not_null())
        .select("calendar", year=pl.col("start_at").dt.year())
        .unique()
    )
    rows = [
        (calendar, year, *(_days_of(calendar, year, lexicon) or (None, None)))
        for calendar, year in asked.rows()
    ]
    known = pl.DataFrame(
        rows,
        schema={
            "calendar": pl.String,
            "year": pl.Int32,
            "first": pl.Date,
            "after": pl.Date,
        },
        orient="row",
    )
    asks = pl.col("calendar").is_not_null()
    ends_with_it = asks & (pl.col("construction") != "range")
    shift = pl.col("till_seconds").fill_null(0)
    clock = pl.duration(seconds=pl.col("from_seconds").fill_null(0))
    until = pl.duration(seconds=shift)
    timed = shift > 0
    return (
        times.with_columns(year=pl.col("start_at").dt.year())
        .join(known, on=["calendar", "year"], how="left", validate="m:1", maintain_order="left")
        .with_columns(
            first=pl.col("first").cast(_INSTANT) + clock,
            after=pl.when(timed)
            .then(pl.col("first").cast(_INSTANT) + until)
            .otherwise(pl.col("after").cast(_INSTANT)),
        )
        .with_columns(
            start_at=pl.when(asks).then("first").otherwise("start_at"),
            end_at=pl.when(ends_with_it).then("after").when(~asks).then("end_at"),
        )
        .drop("year", "first", "after")
    )
