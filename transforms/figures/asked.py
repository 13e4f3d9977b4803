"""Columns that only some rows ask for, worked out on those alone."""

from collections.abc import Callable

import polars as pl


def where_asked(frame: pl.DataFrame, /, asked: pl.Expr, **wanted: pl.Expr) -> pl.DataFrame:
    """Add the wanted columns, worked out on the rows where `asked` holds; null elsewhere.

    Any frame -> the same rows in the same order. `when` works out both branches on every row:
    where few rows ask, this reads few. The wanted expressions look at their own row, or at a
    sentence of which every row asks.
    """
    rows = _rows(frame, asked)
    part = _part(frame, rows, wanted)
    return frame.with_columns(_spread(part, rows))


def asked_whether(frame: pl.DataFrame, /, asked: pl.Expr, **flags: pl.Expr) -> pl.DataFrame:
    """Add the flags, worked out on the rows where `asked` holds; false elsewhere.

    Any frame -> the same rows in the same order. For conditions that cannot hold elsewhere: a
    pattern whose words a cheaper one did not find.
    """
    rows = _rows(frame, asked)
    part = _part(frame, rows, flags)
    return frame.with_columns(flag.fill_null(value=False) for flag in _spread(part, rows))


def on_asked(
    frame: pl.DataFrame, /, asked: pl.Expr, work: Callable[[pl.DataFrame], pl.DataFrame]
) -> pl.DataFrame:
    """Add the columns that `work` makes of the rows where `asked` holds; null elsewhere.

    Any frame -> the same rows in the same order; `work` gives one row a row and new columns only.
    """
    rows = _rows(frame, asked)
    return frame.with_columns(_spread(work(frame.filter(rows)), rows))


def _rows(frame: pl.DataFrame, asked: pl.Expr) -> pl.Series:
    return frame.select(asked.fill_null(value=False).alias("asked")).to_series()


def _part(frame: pl.DataFrame, rows: pl.Series, wanted: dict[str, pl.Expr]) -> pl.DataFrame:
    roots = {name for expression in wanted.values() for name in expression.meta.root_names()}
    return frame[sorted(roots)].filter(rows).select(**wanted)


def _spread(part: pl.DataFrame, rows: pl.Series) -> list[pl.Expr]:
    """The columns of the rows that asked, as columns of all rows."""
    asked = pl.lit(rows)
    place = pl.when(asked).then(asked.cum_sum() - 1)
    return [pl.lit(column).gather(place).alias(column.name) for column in part]
