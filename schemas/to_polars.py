"""Declared tables as Polars schemas."""

import polars as pl

from schemas.table import Kind, Table

DTYPES: dict[Kind, pl.DataType] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "decimal": pl.Decimal(38, 6),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "boolean": pl.Boolean(),
    "text_list": pl.List(pl.String()),
    "json": pl.String(),
}


def to_polars(table: Table) -> pl.Schema:
    """Column names and dtypes, in declared order."""
    return pl.Schema({column.name: DTYPES[column.kind] for column in table.columns})


def conform(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Keep exactly the declared columns, in order, with the declared dtypes.

    A missing column or a value that does not fit its dtype raises: a frame that breaks its
    schema stops the run.
    """
    return frame.select(table.names).cast(dict(to_polars(table)))  # type: ignore[arg-type]
