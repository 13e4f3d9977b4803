"""The place, organisation and programme that a figure belongs to."""

from typing import Literal

import polars as pl

from transforms.nearest import join_nearest

_COLUMNS = {"place": "place_id", "organisation": "organisation_id", "programme": "programme_id"}
_CARRIED_IN_PARAGRAPH = ("programme",)


def add_belonging(
    figures: pl.DataFrame, mentions: pl.DataFrame, passages: pl.DataFrame
) -> pl.DataFrame:
    """Give each figure the nearest place, organisation and programme that governs it.

    FIGURE_PERIOD, MENTION, PASSAGE -> the same rows with `place_id`, `organisation_id`,
    `programme_id`: the last mention before the figure in its sentence, else the first after it
    in its clause; a programme also the last before it in the paragraph, where its sentence names
    it alone: what follows a list of programmes belongs to none of them. Null where the text names
    none.
    """
    placed = mentions.join(
        passages.select("passage_id", "paragraph"), on="passage_id", how="inner", validate="m:1"
    )
    for kind, column in _COLUMNS.items():
        named = placed.filter(kind=kind).select(
            "document_id", "passage_id", "paragraph", entity="entity_id", stands="start_char"
        )
        found = [
            _nearest(figures, named, "passage_id", "backward"),
            _nearest(figures, named, "passage_id", "forward"),
        ]
        if kind in _CARRIED_IN_PARAGRAPH:
            alone = pl.col("entity").n_unique().over("passage_id") == 1
            carried = named.with_columns(entity=pl.when(alone).then("entity"))
            found.append(_nearest(figures, carried, "paragraph", "backward"))
        figures = figures.with_columns(pl.coalesce(*found).alias(column))
    return figures


def _nearest(
    figures: pl.DataFrame,
    mentions: pl.DataFrame,
    within: str,
    strategy: Literal["backward", "forward"],
) -> pl.Series:
    """The entity of the nearest mention on one side of each figure, in the figures' order."""
    clause_end = pl.col("end_char") + pl.col("next").str.len_chars().cast(pl.Int64)
    governs = pl.lit(True) if strategy == "backward" else pl.col("stands") < pl.col("until")
    return (
        figures.select("document_id", within, at="start_char", until=clause_end)
        .with_row_index("place")
        .pipe(
            join_nearest,
            mentions.select("document_id", within, "entity", "stands"),
            ("at", "stands"),
            ["document_id", within],
            strategy,
        )
        .sort("place")
        .select(pl.when(governs).then("entity").alias("entity"))
        .to_series()
    )
