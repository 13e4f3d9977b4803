"""Sentences cut into the pieces that can each say one happening."""

import polars as pl

from transforms.spans import find_spans

# A short quotation is a name or a term and stays inside its piece, as a title does; the marks of a
# longer one part what the text says from what is quoted. …… parts pieces as a full stop does.
_PIECE = r"(?:“[^“”,;:。!?\n]{0,40}”|《[^《》\n]{0,60}》|\d,\d{3}|\d:\d|[^,;:。!?…“”\n])+"
_NARRATED = ("body", "quotation", "caption")


def find_pieces(passages: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """One row per piece of running text that a time can reach, in reading order.

    PASSAGE, TIME -> pieces: where they stand, `surface`, `paragraph` and `text` (the passage's
    shadow). Headings, tables, quotations, what belongs to other articles, and paragraphs with no
    time in them or right before them give none.
    """
    told = _within_reach(passages.filter(pl.col("kind").is_in(_NARRATED)), times)
    stands = told.select(
        "passage_id",
        "paragraph",
        text="folded",
        at="start_char",
        open_before=_depth("folded").cum_sum().over("document_id", "paragraph") - _depth("folded"),
    )
    offset = pl.col("start_char") - pl.col("at")
    return (
        find_spans(told, _PIECE)
        .lazy()
        .filter(pl.col("surface").str.contains(r"[\p{L}\p{N}]"))
        .join(stands.lazy(), on="passage_id", how="left", validate="m:1")
        .with_columns(before=pl.col("text").str.slice(0, offset))
        .filter(pl.col("open_before").clip(0) + _depth("before") <= 0)
        .sort("document_id", "start_char")
        .select(
            "document_id",
            "passage_id",
            "start_char",
            "end_char",
            "surface",
            "paragraph",
            "text",
        )
        .collect()
    )


def _within_reach(passages: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs that hold a time, and those that follow one."""
    timed = passages.join(times.select("passage_id"), on="passage_id", how="semi").select(
        "document_id", "paragraph"
    )
    reached = pl.concat([timed, timed.with_columns(pl.col("paragraph") + 1)])
    return passages.join(reached, on=["document_id", "paragraph"], how="semi")


def _depth(column: str) -> pl.Expr:
    """How many quotations a text opens and leaves open."""
    opened = pl.col(column).str.count_matches("“", literal=True).cast(pl.Int64)
    return opened - pl.col(column).str.count_matches("”", literal=True).cast(pl.Int64)
