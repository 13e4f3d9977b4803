"""Columns that only some rows ask for, worked out on those alone."""

import polars as pl


def where_asked(frame: pl.DataFrame, /, asked: pl.Expr, **wanted: pl.Expr) -> pl.DataFrame:
    """Add the wanted columns, worked out on the rows where `asked` holds; null elsewhere.

    Any frame -> the same rows in the same order. `when` works out both branches on every row:
    where few rows ask, this reads few. The wanted expressions must look at their own row only.
    """
    rows = frame.select(asked.fill_null(value=False).alias("asked")).to_series()
    roots = {name for expression in wanted.values() for name in expression.meta.root_names()}
    part = frame.select(sorted(roots)).filter(rows).select(**wanted)
    place = pl.select(pl.when(rows).then(rows.cum_sum() - 1)).to_series()
    return frame.with_columns(part.select(pl.all().gather(place)))
