"""What a figure in a table stands under and beside."""

import polars as pl

from transforms.figures.cells import read_cells
from transforms.lexicon import Lexicon

_NUMBER = r"^[-+]?[\d.,]+$"
_YEAR = r"^(?:1[89]|20)\d\d$"
_ONE_YEAR = r"^(?:1[89]|20)\d\d年?$"
_FOOTNOTE = r"\[\d+\]|[①-⑳]"
_OPENS_PART = r"^(?:其中|#):?"
_PLACE = ("document_id", "table", "row", "column")


def label_cells(figures: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `row_label` and `column_label` to figures in tables; null elsewhere.

    Any frame with `passage_id`, `start_char` -> the same rows. The row's label is its first
    cell, the column's label the cells above the first number, the uppermost first; where the
    table's head names one year, every column is of that year.
    """
    tables = passages.filter(kind="table")
    if tables.is_empty():
        empty = pl.lit(None, dtype=pl.String)
        return figures.with_columns(row_label=empty, column_label=empty)
    cells = read_cells(tables, lexicon)
    labels = cells.filter("is_label").select(*_PLACE[:3], row_label=_tidy()).unique(_PLACE[:3])
    heads = (
        cells.filter("is_head")
        .with_columns(head=_header())
        .group_by("document_id", "table", "column", maintain_order=True)
        .agg(column_label=pl.col("head").drop_nulls().str.join(" "))
        .pipe(_of_one_year)
    )
    placed = cells.select(*_PLACE, "passage_id", cell="start_char").sort("cell")
    return (
        figures.sort("start_char")
        .join_asof(
            placed.drop("document_id").with_columns(of="passage_id"),
            left_on="start_char",
            right_on="cell",
            by="passage_id",
            strategy="backward",
            check_sortedness=False,
        )
        .join(labels, on=_PLACE[:3], how="left", validate="m:1")
        .join(heads, on=["document_id", "table", "column"], how="left", validate="m:1")
        .sort("document_id", "start_char", "end_char")
        .drop("table", "row", "column", "cell", "of")
    )


def _of_one_year(heads: pl.DataFrame) -> pl.DataFrame:
    label = pl.col("column_label")
    year = label.filter(label.str.contains(_ONE_YEAR)).unique()
    only = pl.when(year.len() == 1).then(year.first()).over("document_id", "table")
    growth = ~label.str.contains(r"\d{4}") & (label != "")
    return heads.with_columns(
        column_label=pl.when(growth & only.is_not_null())
        .then(pl.concat_str(only, label, separator=" "))
        .when(label != "")
        .then(label)
    )


def _tidy() -> pl.Expr:
    """A cell without its blanks, footnote marks and 其中; null where nothing is left."""
    whole = pl.col("surface").str.replace_all(_FOOTNOTE, "").str.replace_all(r"\s+", "")
    bare = whole.str.replace(_OPENS_PART, "")
    return pl.when(bare != "").then(bare)


def _header() -> pl.Expr:
    """A cell that can be a header: a bare number is one only as a year."""
    cell = _tidy()
    number = cell.str.contains(_NUMBER) & ~cell.str.contains(_YEAR)
    return pl.when(~number).then(cell)
