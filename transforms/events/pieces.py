"""Sentences cut into the pieces that can each say one happening."""

import polars as pl

from transforms.events.carry import stage
from transforms.events.date_lines import below_date_lines
from transforms.lexicon import Lexicon
from transforms.spans import find_spans

# A short quotation is a name or a term and stays inside its piece, as a title does; the marks of a
# longer one part what the text says from what is quoted. …… parts pieces as a full stop does.
_PIECE = r"(?:“[^“”,;:。!?\n]{0,40}”|《[^《》\n]{0,60}》|\d,\d{3}|\d:\d|[^,;:。!?…“”\n])+"
# Marks of lists, headings and emphasis are no part of what a piece says.
_MARKS = r"^([\s*#>+•·●■◆▪◎★☆-]*)"
_NARRATED = ("body", "quotation", "caption")


def find_pieces(passages: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per piece of running text that a time can reach, in reading order.

    PASSAGE, TIME -> pieces: where they stand, `surface`, `paragraph`, `text` (the passage's
    shadow), `apart` (a semicolon stands before it), and `line_…`, the time of the date line above.
    Headings (but for items below a date
    line), tables, quotations, what belongs to other articles, and paragraphs with no time in
    them or right before them give none.
    """
    below = below_date_lines(passages, times)
    dated = passages.join(below, on="passage_id", how="left", validate="1:1")
    under = pl.col("line_start_at").is_not_null()
    narrated = pl.col("kind").is_in(_NARRATED) | (under & (pl.col("kind") == "heading"))
    told = _within_reach(dated.filter(narrated), times, lexicon)
    stands = told.select(
        "passage_id",
        "paragraph",
        pl.selectors.starts_with("line_"),
        text="folded",
        at="start_char",
        open_before=_depth("folded").cum_sum().over("document_id", "paragraph") - _depth("folded"),
    )
    offset = pl.col("start_char") - pl.col("at")
    marks = pl.col("surface").str.extract(_MARKS)
    return (
        find_spans(told, _PIECE)
        .lazy()
        .filter(pl.col("surface").str.contains(r"[\p{L}\p{N}]"))
        .with_columns(
            start_char=pl.col("start_char") + marks.str.len_chars().cast(pl.Int64),
            surface=pl.col("surface").str.strip_prefix(marks),
        )
        .join(stands.lazy(), on="passage_id", how="left", validate="m:1")
        .with_columns(before=pl.col("text").str.slice(0, offset))
        .with_columns(apart=pl.col("before").str.contains(r"[;；]\s*$"))
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
            "apart",
            pl.selectors.starts_with("line_"),
        )
        .collect()
    )


def _within_reach(passages: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The paragraphs that hold a time, that follow one, or that a line or a stage dates."""
    stands = ["document_id", "paragraph"]
    timed = passages.join(times.select("passage_id"), on="passage_id", how="semi").select(stands)
    below = pl.col("line_start_at").is_not_null()
    staged = pl.col("folded").str.contains(stage(lexicon))
    reached = (
        timed,
        timed.with_columns(pl.col("paragraph") + 1),
        passages.filter(below | staged).select(stands),
    )
    return passages.join(pl.concat(reached), on=stands, how="semi")


def _depth(column: str) -> pl.Expr:
    """How many quotations a text opens and leaves open."""
    opened = pl.col(column).str.count_matches("“", literal=True).cast(pl.Int64)
    return opened - pl.col(column).str.count_matches("”", literal=True).cast(pl.Int64)
