"""The year or years that a review opens with, carried through its paragraphs: 一年来, 全年."""

import polars as pl

_A_YEAR = pl.duration(days=360)
_CARRIES = r"^(?:全年|(?:过去的?|这)?[一二两三四五六七八九十]+年(?:来|中|间)?)$"
_OPENS = 2


def carried_review(
    figures: pl.DataFrame, times: pl.DataFrame, passages: pl.DataFrame
) -> pl.DataFrame:
    """The year or span of years that a review opened with, for each figure after it.

    FIGURE_MEASURED, PLACED_TIME, PASSAGE -> `document_id`, `start_char` and the mention, only
    the figures that have one. The last calendar year or years that open a sentence or heading
    before the figure count; they are carried where their words speak of a review, or where a
    heading names the same years (二、2025年主要任务, then 今年).
    """
    opened = times.join(
        passages.select(
            "passage_id", found_at="start_char", of_heading=pl.col("kind") == "heading"
        ),
        on="passage_id",
        how="inner",
        validate="m:1",
    ).filter(
        (pl.col("end_at") - pl.col("start_at")) >= _A_YEAR,
        *(pl.col(bound).dt.truncate("1y") == pl.col(bound) for bound in ("start_at", "end_at")),
        (pl.col("start_char") - pl.col("found_at") <= _OPENS)
        | pl.col("of_heading")
        | (pl.col("surface") == "全年"),
    )
    years = ["document_id", "start_at", "end_at"]
    headed = opened.filter("of_heading").select(years).unique().with_columns(headed=pl.lit(True))
    opened = opened.join(headed, on=years, how="left", validate="m:1")
    return (
        figures.select("document_id", "start_char", at="start_char")
        .sort("at")
        .join_asof(
            opened.select(
                "document_id",
                "time_id",
                "start_at",
                "end_at",
                "mod",
                "vague",
                "surface",
                "headed",
                stands="start_char",
            ).sort("stands"),
            left_on="at",
            right_on="stands",
            by="document_id",
            strategy="backward",
            check_sortedness=False,
        )
        .filter(pl.col("surface").str.contains(_CARRIES) | pl.col("headed").fill_null(False))
        .select(
            "document_id",
            "start_char",
            "time_id",
            "start_at",
            "end_at",
            # A review tells of years that are over: its totals are of a closed period.
            mod=pl.lit(None, pl.String),
            vague="vague",
        )
    )
