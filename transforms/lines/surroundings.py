"""What the lines around a line make of it: navigation, teasers below the text, repeated titles."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation

_TABLE = "language/furniture"
_LONGEST_ITEM = 12  # characters of an item of a menu
_SHORTEST_RUN, _FEWEST_KNOWN = 4, 2
_SHORTEST_TITLE = 8
_SHORTEST_TEXT = 25  # characters that a sentence of an article has at least


def stands_below(lines: pl.DataFrame, lexicon: Lexicon) -> pl.Series:
    """Whether each line stands where a page tells of other articles.

    That is below a line such as 相关新闻, to the end of the document; and below the line that says
    who edited the text, where no sentence follows.
    """
    rest = _forms(lexicon, extent="rest")
    editor = _forms(lexicon, extent="label", ends="text")
    line = pl.col("short")
    opens = line.str.contains(rf"^\W*{rest}\W*$").fill_null(value=False)
    edited = line.str.contains(rf"^\W*{editor}") & (pl.col("rule") == "furniture_line")
    told = pl.col("is_row") | (
        pl.col("bare").str.contains(r"[。!?;][”)\]]*$")
        & (pl.col("bare").str.len_chars() >= _SHORTEST_TEXT)
    )
    after = pl.col("told").cast(pl.Int32).cum_sum(reverse=True).over("document_id") == 0
    return (
        lines.select("document_id", opens=opens, edited=edited.fill_null(value=False), told=told)
        .with_columns(below=pl.col("opens").cum_max().over("document_id"), last=after)
        .with_columns(signed=(pl.col("edited") & pl.col("last")).cum_max().over("document_id"))
        .select(pl.col("below") | (pl.col("signed") & ~pl.col("edited")))
        .to_series()
    )


def is_navigation(lines: pl.DataFrame, lexicon: Lexicon) -> pl.Series:
    """Whether each line is an item of a menu: short lines in a row, some of them well known."""
    known = rf"(?:{_forms(lexicon, extent='control')}|{_forms(lexicon, extent='column')})"
    item = (pl.col("size") <= _LONGEST_ITEM) & ~pl.col("short").str.contains(r"\d|[。;!?:,、…|]$")
    run = ["document_id", "run"]
    return (
        lines.select(
            "document_id",
            item=(item & ~pl.col("rule").is_in(_NO_ITEMS)).fill_null(value=False),
            known=pl.col("short").str.contains(rf"^\W*{known}\W*$").fill_null(value=False),
        )
        .with_columns(run=pl.col("item").rle_id())
        .select(
            pl.col("item")
            & (pl.len().over(run) >= _SHORTEST_RUN)
            & (pl.col("known").sum().over(run) >= _FEWEST_KNOWN)
        )
        .to_series()
    )


_NO_ITEMS = ("table_row", "text_table_row", "numbered_heading", "marked_heading", "byline_mark")


def is_repeated_title(lines: pl.DataFrame) -> pl.Series:
    """Whether each line says the title of its document again, as pages do below their menus."""
    title = pl.col("said").filter(pl.col("rule") == "first_line").first().over("document_id")
    said = pl.col("short").str.strip_chars("#*—- ")
    return (
        lines.select("document_id", "rule", said=said)
        .with_columns(title=title)
        .select(
            (pl.col("rule") != "first_line")
            & (pl.col("said").str.len_chars() >= _SHORTEST_TITLE)
            & pl.col("title").str.starts_with(pl.col("said"))
        )
        .to_series()
        .fill_null(value=False)
    )


@cache
def _forms(lexicon: Lexicon, **where: str) -> str:
    return alternation(lexicon.forms(_TABLE, **where))
