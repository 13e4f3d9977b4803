"""What the line over a table says of all its figures: 新增主要生产能力."""

import polars as pl

from transforms.figures.meaning.statistic.words import StatisticWords
from transforms.nearest import join_nearest

_LONGEST = 60


def under_captions(
    figures: pl.DataFrame, passages: pl.DataFrame, words: StatisticWords
) -> pl.DataFrame:
    """Add `tabled_anew`: whether the line over the figure's table says that all in it is new.

    FIGURE_GOVERNED, PASSAGE -> the same rows in the same order; false outside tables.
    """
    tabled = figures.filter(pl.col("passage_kind") == "table")
    if tabled.is_empty():
        return figures.with_columns(tabled_anew=pl.lit(value=False))
    short = pl.col("folded").str.len_chars() <= _LONGEST
    lines = passages.filter(pl.col("kind") != "table").select(
        "document_id",
        over="start_char",
        tabled_anew=short & pl.col("folded").str.contains(words.anew),
    )
    found = (
        tabled.select("document_id", "start_char")
        .pipe(join_nearest, lines, ("start_char", "over"), "document_id")
        .drop("over")
    )
    return figures.join(
        found, on=["document_id", "start_char"], how="left", validate="1:1", maintain_order="left"
    ).with_columns(pl.col("tabled_anew").fill_null(value=False))
