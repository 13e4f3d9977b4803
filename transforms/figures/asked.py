"""Columns that only some rows ask for, worked out on those alone."""

from collections.abc import Callable

import polars as pl


def where_asked(frame: pl.DataFrame, /, asked: pl.Expr, **wanted: pl.Expr) -> pl.DataFrame:
    """Add the wanted columns, worked out on the rows where `asked` holds; null elsewhere.

    Any frame -> the same rows in the same order. `when` works out both branches on every row:
    where few rows ask, this reads few. The wanted expressions look at their own row, or at a
    sentence of which every row asks.
    """
    roots = {name for expression in wanted.values() for name in expression.meta.root_names()}
    return _spread(frame, asked, lambda part: part.select(**wanted), sorted(roots))


def on_asked(
    frame: pl.DataFrame, /, asked: pl.Expr, work: Callable[[pl.DataFrame], pl.DataFrame]
) -> pl.DataFrame:
    """Add the columns that `work` makes of the rows where `asked` holds; null elsewhere.

    Any frame -> the same rows in the same order; `work` gives one row a row and new columns only.
    """
    return _spread(frame, asked, work, frame.columns)


def asked_whether(frame: pl.DataFrame, /, asked: pl.Expr, **flags: pl.Expr) -> pl.DataFrame:
    """Add the flags, worked out on the rows where `asked` holds; false elsewhere.

    Any frame -> the same rows in the same order. For conditions that cannot hold elsewhere: a
    pattern whose words a cheaper one did not find.
    """
    return where_asked(frame, asked, **flags).with_columns(pl.col(*flags).fill_null(value=False))


def _spread(
    frame: pl.DataFrame,
    asked: pl.Expr,
    work: Callable[[pl.DataFrame], pl.DataFrame],
    read: list[str],
) -> pl.DataFrame:
    rows = frame.select(asked.fill_null(value=False).alias("asked")).to_series()
    part = work(frame.select(read).filter(rows))
    place = pl.select(pl.when(rows).then(rows.cum_sum() - 1)).to_series()
    return frame.with_columns(part.select(pl.all().gather(place)))
