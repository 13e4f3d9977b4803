"""What is told of a holiday that was named before: 这个长假, 假期第三天, 黄金周期间."""

import polars as pl

_DOCUMENT = ("document_id",)


def tell_holidays(times: pl.DataFrame) -> pl.DataFrame:
    """Give each 长假 the key and the year of the holiday that the document named last.

    A holiday by its length (国庆假期) goes before a mere festival (国庆节). Where none was named
    the key is null, and the row hangs on nothing.
    """
    key = pl.col("calendar")
    told = key.str.starts_with("told").fill_null(False)
    named = _last(key.str.starts_with("holiday:") & ~key.str.contains("/", literal=True))
    feast = _last(key.str.contains(_STATUTORY))
    last = pl.coalesce(named, feast)
    nth = key.str.extract("(#.*)$").fill_null("")
    return (
        times.with_columns(last=pl.when(told).then(last))
        .with_columns(
            calendar=pl.when(told)
            .then(
                pl.col("last")
                .struct.field("key")
                .str.replace("^festival:", "holiday:")
                .str.replace("#.*$", "")
                + nth
            )
            .otherwise("calendar"),
            start_at=pl.when(told).then(pl.col("last").struct.field("year")).otherwise("start_at"),
            anchor_time_id=pl.when(told)
            .then(pl.col("last").struct.field("by"))
            .otherwise("anchor_time_id"),
        )
        .drop("last")
    )


# The festivals with days off (全国年节及纪念日放假办法).
_STATUTORY = (
    "^festival:(?:new_year|spring_festival|qingming|labour_day|dragon_boat|mid_autumn"
    r"|national_day|mid_autumn\+national_day)$"
)


def _last(which: pl.Expr) -> pl.Expr:
    """Key, year and mention of the last such row before, within the document."""
    holds = (which & pl.col("start_at").is_not_null()).fill_null(False)
    row = pl.struct(key="calendar", year="start_at", by="time_id")
    return pl.when(holds).then(row).forward_fill().shift(1).over(_DOCUMENT)
