"""What the line over a table says of all its figures: 新增主要生产能力, 主要农产品产量如下."""

import polars as pl

from transforms.figures.asked import asked_whether
from transforms.figures.meaning.position import DOCUMENT, last_before
from transforms.figures.meaning.statistic.words import StatisticWords

_LONGEST = 60


def under_captions(
    figures: pl.DataFrame, passages: pl.DataFrame, words: StatisticWords
) -> pl.DataFrame:
    """Add `tabled_anew` and `tabled_total`: what the line over a table says of all in it.

    FIGURE_GOVERNED, PASSAGE -> the same rows in the same order; false outside tables. All is new
    (新增), or a total (产量, 进口额); a column headed by a measure of its own is what that says.
    """
    folded = pl.col("folded")
    opens = folded.str.strip_chars_end().str.ends_with(":")
    in_tables = figures.filter(pl.col("passage_kind") == "table").select("document_id").unique()
    lines = (
        passages.join(in_tables, on="document_id", how="semi")
        .filter((pl.col("kind") != "table") | opens)
        .select("document_id", "folded", position=pl.col("ground") + pl.col("start_char"))
        .pipe(
            asked_whether,
            folded.str.len_chars() <= _LONGEST,
            tabled_anew=folded.str.contains(words.anew),
            tabled_total=folded.str.contains(words.total),
        )
        .sort("position")
    )
    if lines.is_empty():
        return figures.with_columns(
            tabled_anew=pl.lit(value=False), tabled_total=pl.lit(value=False)
        )
    over = last_before(figures, lines, DOCUMENT)
    said = [lines[name].gather(over) for name in ("tabled_anew", "tabled_total")]
    label = pl.col("column_label").fill_null("")
    tabled = pl.col("passage_kind") == "table"
    return figures.hstack(said).with_columns(
        tabled_anew=(tabled & pl.col("tabled_anew")).fill_null(value=False),
        tabled_total=(
            tabled
            & pl.when(label.str.contains(words.of_measure))
            .then(label.str.contains(words.total))
            .otherwise("tabled_total")
        ).fill_null(value=False),
    )
