"""Cells of tables, each with what its row and its column say of it."""

import polars as pl

from transforms.lexicon import Lexicon


def find_cells(passages: pl.DataFrame, lexicon: Lexicon) -> tuple[pl.DataFrame, pl.DataFrame]:
    columns = [
        "document_id",
        "passage_id",
        "start_char",
        "end_char",
        "quote",
        "surface",
        "before",
        "after",
        "unit_given",
    ]
    schema = {c: pl.Int64 if c.endswith("_char") else pl.String for c in columns}
    return pl.DataFrame(schema=schema), passages.filter(pl.col("kind") != "table")
