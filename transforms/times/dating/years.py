"""The year of a day that is written without one, as far as a text vouches for it."""

import polars as pl

from transforms.times.narrative.scopes import DAYLIKE

_LIMITS = ("since", "before", "after", "start", "end")
# 28日, without its month, is that near to the day that vouches for it.
_SAME_WEEK = 7


def vouch_for_years(placed: pl.DataFrame) -> pl.DataFrame:
    """Placed times with the year of a yearless day taken from the latest dated past of its text.

    Adds `apart`, the days from that past to the time: 0 where it writes its year itself, null
    where nothing vouches for a year. Of news whose date is known, a day that is at most two
    weeks past vouches rightly, one that is two months past in half of the cases; a year or a
    month alone (2021年全年) vouches for nothing, but against a day of an earlier year. What is
    planned, and what a teaser tells, is no past.
    """
    start = pl.col("start_at")
    past = (
        (pl.col("from_base") == "absolute")
        & ~pl.col("mod").fill_null("").is_in(_LIMITS)
        & ~pl.col("planned")
        & (pl.col("kind") != "teaser")
    )
    on_a_day = past & pl.col("precision").is_in(DAYLIKE)
    latest = pl.when(on_a_day).then(start).max().over("document_id").dt.truncate("1d")
    latest_year = pl.when(past).then(start.dt.year()).max().over("document_id")
    found = _first_from(latest)
    apart = (found - latest).dt.total_days()
    monthless = pl.col("month").is_null()
    vouched = (found.dt.year() >= latest_year) & (~monthless | (apart <= _SAME_WEEK))
    clock = pl.duration(seconds=pl.col("from_seconds").fill_null(0))
    yearless = (
        (pl.col("from_base") == "likely")
        & pl.col("day").is_not_null()
        & pl.col("calendar").is_null()
    )
    return placed.with_columns(
        start_at=pl.when(yearless).then(pl.when(vouched).then(found + clock)).otherwise(start),
        apart=pl.when(yearless)
        .then(pl.when(vouched).then(apart))
        .when(pl.col("from_base") == "absolute")
        .then(0),
    )


def _first_from(latest: pl.Expr) -> pl.Expr:
    """The first such day that is not before the latest past; null where there is no such day."""
    month = pl.coalesce("month", latest.dt.month().cast(pl.Int64))
    this = pl.format(
        "{}-{}-{}",
        latest.dt.year(),
        month.cast(pl.String).str.zfill(2),
        pl.col("day").cast(pl.String).str.zfill(2),
    ).str.to_datetime("%Y-%m-%d", strict=False, time_unit="us")
    step = pl.when(pl.col("month").is_null()).then(pl.lit("1mo")).otherwise(pl.lit("1y"))
    return pl.when(this < latest).then(this.dt.offset_by(step)).otherwise(this)
