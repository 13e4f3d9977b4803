"""Where intervals begin and end that the document or another mention bounds: 五年来, 以来, 同期."""

import polars as pl

from transforms.times.narrative.scopes import value_before
from transforms.times.place import months_on

_INSTANT = pl.Datetime("us")
_CLOCKS = ("hour", "minute", "second")


def count_back(times: pl.DataFrame) -> pl.DataFrame:
    """五年来 and the like, where a report at the turn of a year looks back on whole years."""
    month = pl.col("published_start").dt.month()
    annual = (pl.col("genre") == "report") & ((month <= 6) | (month >= 11))
    # A report given at the end of a year looks back on that year too.
    late = pl.when(month >= 11).then(pl.lit("1y")).otherwise(pl.lit("0y"))
    year = pl.col("published_start").cast(_INSTANT).dt.truncate("1y").dt.offset_by(late)
    years = annual & (pl.col("from_unit").is_null()) & (pl.col("precision") == "year")
    back = years & (pl.col("construction") == "until_now")
    on = years & (pl.col("construction") == "from_now")
    length = pl.format("{}mo", pl.col("from_months").fill_null(0))
    ahead = pl.format("{}mo", pl.col("till_months").fill_null(0))
    first = (pl.col("construction") == "first_months") & pl.col("start_at").is_not_null()
    begun = pl.col("published_start").cast(_INSTANT).dt.truncate("1y")
    through = begun.dt.offset_by(pl.format("{}mo", -pl.col("from_months").fill_null(0)))
    soon = pl.col("published_end").cast(_INSTANT) + pl.duration(days=5)
    over = first & (through <= soon)
    return times.with_columns(
        start_at=pl.when(back)
        .then(year.dt.offset_by(length))
        .when(on)
        .then(year)
        .when(over)
        .then(begun)
        .otherwise("start_at"),
        end_at=pl.when(back)
        .then(year)
        .when(on)
        .then(year.dt.offset_by(ahead))
        .when(over)
        .then(through)
        .otherwise("end_at"),
    )


def bound(times: pl.DataFrame) -> pl.DataFrame:
    """An open interval ends with the document; the document's own precision; no empty interval."""
    looked_back = (pl.col("construction") == "until_now") & pl.col("end_at").is_not_null()
    since = (pl.col("mod") == "since") & ~looked_back
    told = pl.coalesce("said_end", pl.col("published_end").cast(_INSTANT))
    begun = pl.col("start_at") < pl.coalesce(
        pl.col("said_end") - pl.duration(days=1), pl.col("published_start").cast(_INSTANT)
    )
    moment = pl.coalesce("published_at", told)
    clocked = pl.col("precision").is_in(_CLOCKS)
    unknown = pl.col("published_end").is_null()
    return times.with_columns(
        end_at=pl.when(since & begun)
        .then(pl.when(clocked).then(moment).otherwise(told))
        .when(since & unknown)
        .then(None)
        .otherwise("end_at"),
        precision=pl.coalesce("precision", "published_precision"),
    ).with_columns(
        end_at=pl.when(pl.col("start_at").is_null() & (pl.col("construction") != "longer_ago"))
        .then(None)
        .when(pl.col("end_at") <= pl.col("start_at"))
        .then(None)
        .otherwise("end_at")
    )


def take_same_period(times: pl.DataFrame) -> pl.DataFrame:
    """同期 is the span of the mention before it, in the year that it names or one year back."""
    same = pl.col("construction") == "same_period"
    if times.filter(same).is_empty():
        return times
    of = {name: f"of_{name}" for name in ("start_at", "end_at", "precision", "time_id")}
    asked = times.with_columns(
        value_before(pl.when(~same).then(name), "paragraph").alias(alias)
        for name, alias in of.items()
    )
    takes = same & pl.col("of_start_at").is_not_null()
    years = 12 * (pl.col("start_at").dt.year() - pl.col("of_start_at").dt.year())
    return asked.with_columns(
        start_at=pl.when(takes).then(months_on(pl.col("of_start_at"), years)).otherwise("start_at"),
        end_at=pl.when(takes).then(months_on(pl.col("of_end_at"), years)).otherwise("end_at"),
        precision=pl.when(takes).then("of_precision").otherwise("precision"),
        anchor_time_id=pl.when(takes).then("of_time_id").otherwise("anchor_time_id"),
    ).drop(of.values())
