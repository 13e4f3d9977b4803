"""What a figure in a table stands under and beside."""

import polars as pl

_CELL = r"\|[^|]*"
_RULED = r"^[|\s:\-—]*$"
_NUMBER = r"^[-+]?[\d.,]+$"
_YEAR = r"^(?:1[89]|20)\d\d$"
_FOOTNOTE = r"\[\d+\]|[①-⑳]"


def label_cells(figures: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Add `row_label` and `column_label` to figures in tables; null elsewhere.

    Any frame with `passage_id`, `passage_kind`, `line`, `found_at`, `start_char` -> the same
    rows. The row's label is its first cell, the column's label the cell at the same place in
    the first row of the table's run of rows.
    """
    tables = passages.filter(pl.col("kind") == "table").sort("document_id", "paragraph")
    if tables.is_empty():
        empty = pl.lit(None, dtype=pl.String)
        return figures.with_columns(row_label=empty, column_label=empty)
    place = pl.col("line").str.head(pl.col("start_char") - pl.col("found_at"))
    return (
        figures.join(_heads(tables), on="passage_id", how="left", validate="m:1")
        .with_columns(cell=place.str.count_matches(r"\|").cast(pl.Int64) - 1)
        .with_columns(
            row_label=pl.when(pl.col("passage_kind") == "table").then(
                _tidy(pl.col("line").str.extract(r"^\|([^|]*)"))
            ),
            column_label=_header(_tidy(pl.col("head").list.get(pl.col("cell"), null_on_oob=True))),
        )
        .drop("head", "cell")
    )


def _heads(tables: pl.DataFrame) -> pl.DataFrame:
    """`passage_id` and the cells of the first row of the run of table lines it belongs to."""
    breaks = pl.col("paragraph").diff().over("document_id").fill_null(2) != 1
    cells = pl.col("folded").str.extract_all(_CELL).list.eval(pl.element().str.strip_prefix("|"))
    return (
        tables.filter(~pl.col("folded").str.contains(_RULED))
        .with_columns(cells=cells)
        .join(
            tables.select("passage_id", run=breaks.cum_sum()),
            on="passage_id",
            how="left",
            validate="1:1",
        )
        .select("passage_id", head=pl.col("cells").first().over("document_id", "run"))
    )


def _tidy(cell: pl.Expr) -> pl.Expr:
    """A cell without its blanks and footnote marks; null where nothing is left."""
    bare = cell.str.replace_all(_FOOTNOTE, "").str.replace_all(r"\s+", "")
    return pl.when(bare != "").then(bare)


def _header(cell: pl.Expr) -> pl.Expr:
    """A cell that can be a header: a bare number is one only as a year."""
    number = cell.str.contains(_NUMBER) & ~cell.str.contains(_YEAR)
    return pl.when(~number).then(cell)
