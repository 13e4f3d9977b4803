"""The year or years that a review opens with, carried through its paragraphs: 一年来, 全年."""

import polars as pl

from transforms.figures.meaning.position import DOCUMENT, last_before

_A_YEAR = pl.duration(days=360)
_CARRIES = r"^(?:全年|(?:过去的?|这)?[一二两三四五六七八九十]+年(?:来|中|间)?)$"
_OPENS = 2


def carried_review(figures: pl.DataFrame, times: pl.DataFrame, passages: pl.DataFrame) -> pl.Series:
    """The `time` that tells the year or years that a review opened with, for each figure after it.

    FIGURE_MEASURED, PLACED_TIME with `time`, PASSAGE -> one value a figure, null for those that
    have none. The last calendar year or years that open a sentence or heading before the figure
    count; they are carried where their words speak of a review, or where a heading names the
    same years (二、2025年主要任务, then 今年).
    """
    opened = times.filter(
        (pl.col("end_at") - pl.col("start_at")) >= _A_YEAR,
        *(pl.col(bound).dt.truncate("1y") == pl.col(bound) for bound in ("start_at", "end_at")),
    )
    opened = opened.join(
        passages.select(
            "passage_id", found_at="start_char", of_heading=pl.col("kind") == "heading"
        ),
        on="passage_id",
        how="inner",
        validate="m:1",
        maintain_order="left",
    ).filter(
        (pl.col("start_char") - pl.col("found_at") <= _OPENS)
        | pl.col("of_heading")
        | (pl.col("surface") == "全年"),
    )
    years = ["document_id", "start_at", "end_at"]
    headed = opened.filter("of_heading").select(years).unique().with_columns(headed=pl.lit(True))
    carried = pl.col("surface").str.contains(_CARRIES) | pl.col("headed").fill_null(False)
    told = opened.join(headed, on=years, how="left", validate="m:1", maintain_order="left").select(
        *DOCUMENT, "position", carried=pl.when(carried).then("time")
    )
    return told["carried"].gather(last_before(figures, told, DOCUMENT))
