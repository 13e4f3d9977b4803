"""The interval that each figure covers."""

import polars as pl

from schemas.figure_meaning import FIGURE_PERIOD
from schemas.to_polars import conform

_STARTS_FROM = r"(?:由|从|自)(?:原来|过去|原先|最初|以前)?的?$"
_REACHES = r"(?:到|至)(?:现在|只要)?的?$"
_ONE_YEAR = r"^(\d{4})年?$"
_YEARS = r"^(\d{4})年?[-—~至](\d{4})年?$"
_HOLDS_A_TIME = "[\ue000\ue001]"
_SINCE = r"以来|起"
_AVERAGED = "年均|平均每年"
_TOTAL = "累计"


def add_period(figures: pl.DataFrame) -> pl.DataFrame:
    """Give each figure the interval that its governing time says it covers.

    FIGURE_COUNTED -> FIGURE_PERIOD, one row out per row in, order kept. Days, half-open. A
    limit has none; an attribute only one that its sentence names; the A of 由A到B none; a total
    since an unstated start only an end. Null where the text gives no time. A change against a
    year that turns out to be the year before is `yoy`.
    """
    before, near = pl.col("before"), pl.col("near")
    own_time = near.str.contains(_HOLDS_A_TIME)
    departs = near.str.contains(_STARTS_FROM) & ~own_time
    arrived = (
        near.str.contains(_REACHES)
        & departs.shift(1).over("passage_id").fill_null(False)
        & ~own_time
    )
    in_sentence = pl.col("governed_in").is_in(["sentence", "clause"])
    ungoverned = (
        departs
        | (arrived & ~in_sentence)
        | (pl.col("statistic") == "limit")
        | ((pl.col("statistic") == "attribute") & ~in_sentence)
        | pl.col("governing_vague").fill_null(True)
    )
    total = pl.col("statistic") == "cumulative"
    averaged = pl.col("long_start_at").is_not_null()
    now = pl.col("governing_mod") == "approx"
    until = pl.col("governing_mod").is_in(["until", "end"])
    has_since = pl.col("since_time_id").is_not_null()
    began = total & before.str.contains("以来[,，]") & ~in_sentence & ~has_since
    opened = total & before.str.contains(rf"{_HOLDS_A_TIME}[^。;]*(?:{_SINCE})") & ~has_since
    start = (
        pl.when(averaged)
        .then("long_start_at")
        .when(ungoverned | began)
        .then(None)
        .when(total & (until | now) & has_since)
        .then("since_start_at")
        .when(total & until)
        .then(None)
        .otherwise("governing_start_at")
    )
    end = (
        pl.when(averaged)
        .then("long_end_at")
        .when(began)
        .then("told_end")
        .when(ungoverned)
        .then(None)
        .when(total & now & has_since)
        .then("since_end_at")
        .when(opened & pl.col("governing_mod").is_null())
        .then(pl.coalesce("told_end", "governing_end_at"))
        .otherwise("governing_end_at")
    )
    holder = pl.when(averaged).then("long_time_id").when(~ungoverned).then("governing_time_id")
    return (
        figures.with_columns(from_at=start, to_at=end, period_time_id=holder)
        .with_columns(_column_years())
        .with_columns(
            period_start=pl.col("from_at").dt.date(),
            # The day that the last instant falls on ends a day later.
            period_end=(pl.col("to_at") - pl.duration(microseconds=1)).dt.date().dt.offset_by("1d"),
        )
        .pipe(conform, FIGURE_PERIOD)
    )


def _column_years() -> list[pl.Expr]:
    """A table column headed by a year, or by a span of years, gives its cells their period."""
    label = pl.col("column_label")
    first = pl.coalesce(label.str.extract(_ONE_YEAR), label.str.extract(_YEARS, 1))
    last = pl.coalesce(label.str.extract(_ONE_YEAR), label.str.extract(_YEARS, 2))
    start = _new_year(first.cast(pl.Int32, strict=False))
    end = _new_year(last.cast(pl.Int32, strict=False) + 1)
    return [
        pl.coalesce(start, "from_at").alias("from_at"),
        pl.coalesce(end, "to_at").alias("to_at"),
        pl.when(start.is_null()).then("period_time_id").alias("period_time_id"),
    ]


def _new_year(year: pl.Expr) -> pl.Expr:
    return pl.datetime(year, 1, 1, time_unit="us")
