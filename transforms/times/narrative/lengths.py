"""Lengths counted from where the narration stands: 三天后, 两年后, 此后两年."""

import polars as pl

from transforms.times.narrative.scopes import (
    DATELIKE,
    DAYLIKE,
    LAST_MOMENT,
    compares,
    place,
    value_before,
)

_BASES = ("narrative_or_document", "narrative_end")
# What may be counted in, by what the narration must have told to count from.
_COUNTED = {
    "paragraph": (("year", "half"), ("year", *DATELIKE)),
    "section": (("month", "quarter", "week", *DAYLIKE), DATELIKE),
}


def count_on(times: pl.DataFrame) -> pl.DataFrame:
    """Place 三天后 and 此后两年 from the last time told, or else from the document's date.

    Years are counted from a year or a finer time of the same paragraph; months, weeks and days
    from a month or a day of the same section. What is only planned is counted from the document.
    """
    asks = pl.col("from_base").is_in(_BASES)
    if times.filter(asks).is_empty():
        return times
    following = pl.col("from_base") == "narrative_end"
    end = pl.coalesce("end_at", pl.col("start_at") + LAST_MOMENT)
    told = pl.lit(None, dtype=pl.Datetime("us"))
    by = pl.lit(None, dtype=pl.String)
    for scope, (counted, from_what) in _COUNTED.items():
        known = ~compares() & ~asks & pl.col("precision").is_in(from_what)
        ours = pl.col("precision").is_in(counted)
        told = pl.when(ours).then(value_before(pl.when(known).then(end), scope)).otherwise(told)
        gave = pl.when(known & end.is_not_null()).then("time_id")
        by = pl.when(ours).then(value_before(gave, scope)).otherwise(by)
    asked = times.with_columns(told_end=told, told_by=by).with_columns(
        told_end=pl.when(~_is_planned()).then("told_end"),
        told_by=pl.when(~_is_planned()).then("told_by"),
    )
    reference = pl.when(following).then("told_end").otherwise(pl.col("told_end") - LAST_MOMENT)
    own = pl.col("published_start").cast(pl.Datetime("us"))
    return place(asked, pl.coalesce(reference, own), pl.col("told_by"), asks)


def _is_planned() -> pl.Expr:
    """Whether years to come are counted, which the document's own date begins."""
    return pl.col("coming").fill_null(False) & (pl.col("precision") == "year")
