"""The other place that a reader might give a time: kept beside the one that was chosen."""

import polars as pl

from transforms.times.place import months_on

_INSTANT = pl.Datetime("us")
_HALF_A_YEAR = 183
_SUNDAY = 7


def keep_other_reading(times: pl.DataFrame) -> pl.DataFrame:
    """Add `other_start_at` to month-days of two years, days of two months, days of two weeks.

    It is null where the words and what is told around them leave one place only.
    """
    own = pl.col("published_start").cast(_INSTANT)
    lacks = pl.col("from_base") == "likely"
    told_by = times.select(anchor_time_id="time_id", anchor_paragraph="paragraph")
    asked = times.join(
        told_by, on="anchor_time_id", how="left", validate="m:1", maintain_order="left"
    )
    # What its own paragraph tells leaves no doubt; what another one tells may be left behind.
    far = pl.col("anchor_paragraph") != pl.col("paragraph")
    free = pl.col("anchor_time_id").is_null()
    year = pl.when(free).then(_nearer_year(own)).when(far).then(_years_apart(own))
    month = pl.when(free).then(_months_apart(own).clip(0, 1)).when(far).then(_months_apart(own))
    months = (
        pl.when(lacks & (pl.col("from_unit") == "year") & pl.col("month").is_not_null())
        .then(year)
        .when(lacks & (pl.col("from_unit") == "month") & pl.col("day").is_not_null())
        .then(month)
        .fill_null(0)
    )
    weeks = _weeks_apart(own).fill_null(0)
    other = months_on(pl.col("start_at"), months.cast(pl.Int64)) + pl.duration(days=7 * weeks)
    chosen = pl.col("calendar").is_null() & (other != pl.col("start_at"))
    return asked.with_columns(other_start_at=pl.when(chosen).then(other)).drop("anchor_paragraph")


def _nearer_year(own: pl.Expr) -> pl.Expr:
    """Months to the year past where nothing looks ahead, to the next one where something does."""
    ahead = pl.col("start_at") >= pl.col("published_end").cast(_INSTANT)
    long_ago = (own - pl.col("start_at")).dt.total_days() > _HALF_A_YEAR
    back = ahead & ~pl.col("coming")
    return pl.when(back).then(-12).when(long_ago & pl.col("coming")).then(12).otherwise(0)


def _years_apart(own: pl.Expr) -> pl.Expr:
    return 12 * (own.dt.year() - pl.col("start_at").dt.year()).cast(pl.Int64)


def _months_apart(own: pl.Expr) -> pl.Expr:
    """Months to the document's own month, where its day is known."""
    months = own.dt.month().cast(pl.Int64) - pl.col("start_at").dt.month()
    return pl.when(pl.col("published_precision") == "day").then(_years_apart(own) + months)


def _weeks_apart(own: pl.Expr) -> pl.Expr:
    """Weeks to the other week: on a Sunday, 下周 is counted from that day by some.

    A bare weekday that has been taken as past may be still to come.
    """
    points = pl.col("from_base").is_in(["document", "likely"]) & (pl.col("from_unit") == "week")
    points &= pl.col("anchor_time_id").is_null() & (pl.col("published_precision") == "day")
    sunday = own.dt.weekday() == _SUNDAY
    taken_back = (pl.col("from_base") == "likely") & (pl.col("start_at") < own.dt.truncate("1w"))
    return pl.when(points & (sunday | taken_back)).then(1)
