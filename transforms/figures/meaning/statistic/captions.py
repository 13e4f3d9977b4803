"""What the line over a table says of all its figures: 新增主要生产能力."""

import polars as pl

from transforms.figures.meaning.position import DOCUMENT, last_before
from transforms.figures.meaning.statistic.words import StatisticWords

_LONGEST = 60


def under_captions(
    figures: pl.DataFrame, passages: pl.DataFrame, words: StatisticWords
) -> pl.DataFrame:
    """Add `tabled_anew`: whether the line over the figure's table says that all in it is new.

    FIGURE_GOVERNED, PASSAGE -> the same rows in the same order; false outside tables.
    """
    if not (figures["passage_kind"] == "table").any():
        return figures.with_columns(tabled_anew=pl.lit(value=False))
    short = pl.col("folded").str.len_chars() <= _LONGEST
    lines = (
        passages.filter(pl.col("kind") != "table")
        .select(
            "document_id",
            position=pl.col("ground") + pl.col("start_char"),
            anew=short & pl.col("folded").str.contains(words.anew),
        )
        .sort("position")
    )
    over = lines["anew"].gather(last_before(figures, lines, DOCUMENT))
    tabled = pl.col("passage_kind") == "table"
    return figures.with_columns(over.alias("tabled_anew")).with_columns(
        tabled_anew=(tabled & pl.col("tabled_anew")).fill_null(value=False)
    )
