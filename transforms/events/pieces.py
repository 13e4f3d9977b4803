"""Sentences cut into the pieces that can each say one happening."""

import polars as pl

from transforms.spans import find_spans

# A short quotation is a name or a term and stays inside its piece; the marks of a longer one
# part what the text says from what is quoted. …… parts pieces as a full stop does.
_PIECE = r"(?:“[^“”,;:。!?\n]{0,40}”|\d,\d{3}|\d:\d|[^,;:。!?…“”\n])+"
_NARRATED = ("body", "quotation")


def find_pieces(passages: pl.DataFrame) -> pl.DataFrame:
    """One row per piece of running text outside quotations, in reading order.

    PASSAGE -> pieces: where they stand, `surface`, `paragraph`, `offset` (of the piece in its
    passage) and `text` (the passage's shadow). Headings, tables and what belongs to other
    articles give none.
    """
    told = passages.filter(pl.col("kind").is_in(_NARRATED))
    stands = told.select(
        "passage_id",
        "paragraph",
        text="folded",
        at="start_char",
        open_before=_depth("folded").cum_sum().over("document_id", "paragraph")
        - _depth("folded"),
    )
    offset = pl.col("start_char") - pl.col("at")
    return (
        find_spans(told, _PIECE)
        .lazy()
        .filter(pl.col("surface").str.contains(r"[\p{L}\p{N}]"))
        .join(stands.lazy(), on="passage_id", how="left", validate="m:1")
        .with_columns(offset=offset, before=pl.col("text").str.slice(0, offset))
        .filter(pl.col("open_before").clip(0) + _depth("before") <= 0)
        .sort("document_id", "start_char")
        .select(
            "document_id",
            "passage_id",
            "start_char",
            "end_char",
            "surface",
            "paragraph",
            "offset",
            "text",
        )
        .collect()
    )


def _depth(column: str) -> pl.Expr:
    """How many quotations a text opens and leaves open."""
    opened = pl.col(column).str.count_matches("“", literal=True).cast(pl.Int64)
    return opened - pl.col(column).str.count_matches("”", literal=True).cast(pl.Int64)
