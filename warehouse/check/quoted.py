"""The characters that stand at an offset, for many offsets in time linear in the text."""

import polars as pl

# Slicing counts characters from the start of a string: blocks keep that walk short however long
# the document is.
_BLOCK = 256


def with_quoted(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """The rows with a column `quoted`: what `documents.text` has at each row's offsets.

    Any frame with `document_id`, `start_char`, `end_char` -> the same rows in the same order.
    Null where the offsets are null, cross, or leave the text, or where the document is not known.
    """
    texts = documents.select("document_id", "text").unique("document_id", keep="first")
    spans = rows.lazy().select("document_id", "start_char", "end_char").with_row_index("_row")
    pieces = (
        spans.join(texts.lazy(), on="document_id")
        .filter(_stands_inside(pl.col("text").str.len_chars()))
        .drop("text")
        .with_columns(block=pl.int_ranges(_block("start_char"), _block("end_char", -1) + 1))
        .explode("block")
        .join(_blocks(texts), on=("document_id", "block"))
        .select("_row", "block", piece=_piece())
    )
    quotes = (
        pieces.sort("_row", "block")
        .group_by("_row", maintain_order=True)
        .agg(quoted=pl.col("piece").str.join(""))
    )
    found = spans.join(quotes, on="_row", how="left", maintain_order="left").select("quoted")
    return rows.with_columns(found.collect().to_series())


def _stands_inside(length: pl.Expr) -> pl.Expr:
    start, end = pl.col("start_char"), pl.col("end_char")
    return (start >= 0) & (start < end) & (end <= length)


def _block(column: str, shift: int = 0) -> pl.Expr:
    return (pl.col(column) + shift) // _BLOCK


def _blocks(texts: pl.DataFrame) -> pl.LazyFrame:
    return (
        texts.lazy()
        .select("document_id", characters=pl.col("text").str.extract_all(f"(?s).{{1,{_BLOCK}}}"))
        .explode("characters")
        .with_columns(block=pl.int_range(pl.len(), dtype=pl.Int64).over("document_id"))
    )


def _piece() -> pl.Expr:
    base = pl.col("block") * _BLOCK
    start = pl.max_horizontal(pl.col("start_char") - base, 0)
    end = pl.min_horizontal(pl.col("end_char") - base, _BLOCK)
    return pl.col("characters").str.slice(start, end - start)
