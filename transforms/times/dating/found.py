"""Dates of publication as columns, whatever they were found by."""

import polars as pl

from transforms.times.narrative.scopes import DAYLIKE

_UNITS = {"month": "1mo", "year": "1y"} | dict.fromkeys(DAYLIKE, "1d")


def dated(times: pl.DataFrame, basis: pl.Expr, because: pl.Expr) -> pl.DataFrame:
    """`start_at` and `precision` of each row as the `published_*` of its document."""
    unit = pl.col("precision").replace_strict(_UNITS, default="1d")
    start = pl.col("start_at").dt.truncate(unit)
    return times.select(
        "document_id",
        published_start=start.dt.date(),
        published_end=start.dt.offset_by(unit).dt.date(),
        published_precision=pl.col("precision").replace(list(DAYLIKE), "day"),
        published_basis=basis,
        published_because=because,
    )
