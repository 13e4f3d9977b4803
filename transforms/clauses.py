"""Passages cut into clauses at the marks that close one."""

import polars as pl

from schemas.stages import CLAUSES
from schemas.to_polars import conform
from transforms.spans import find_spans

# A comma between digits (12,345) separates thousands, not clauses.
_CLAUSE = r"(?:\d,\d{3}|\d:\d|[^,;:。!?\n])+"


def split_clauses(passages: pl.DataFrame) -> pl.DataFrame:
    """One row per clause, in reading order.

    PASSAGE -> CLAUSES, 1:n. A clause ends before a comma, semicolon, colon or the mark that
    ends its sentence; the mark is left out. 、 joins a list and ends nothing.
    """
    return (
        find_spans(passages, _CLAUSE)
        .filter(pl.col("surface").str.contains(r"\w"))
        .with_columns(clause=pl.int_range(pl.len()).over("passage_id"))
        .pipe(conform, CLAUSES)
    )
