"""The place, organisation and programme that a figure belongs to."""

import polars as pl

from transforms.figures.meaning.position import (
    PARAGRAPH,
    SENTENCE,
    first_from,
    last_before,
    picked,
)
from transforms.mentions.shape import BELONGS

_CARRIED_IN_PARAGRAPH = ("programme",)


def add_belonging(
    figures: pl.DataFrame, mentions: pl.DataFrame, passages: pl.DataFrame, dated: pl.DataFrame
) -> pl.DataFrame:
    """Give each figure the nearest place, organisation and programme that governs it.

    FIGURE_PERIOD, MENTION, PASSAGE, DATED_DOCUMENT -> the same rows with `place_id`,
    `organisation_id`, `programme_id`: the last mention before the figure in its sentence, else
    the first after it in its clause; a programme also the last before it in the paragraph, where
    its sentence names it alone: what follows a list of programmes belongs to none of them, and
    the paragraphs of a government's report list works that have nothing to do with each other.
    Null where the text names none.
    """
    placed = (
        mentions.join(
            passages.select("passage_id", "paragraph", "ground"),
            on="passage_id",
            how="inner",
            validate="m:1",
        )
        .join(
            dated.select("document_id", lists=(pl.col("genre") == "report").fill_null(False)),
            on="document_id",
            how="left",
            validate="m:1",
        )
        .with_columns(position=pl.col("ground") + pl.col("start_char"))
        .sort("position")
    )
    length = pl.col("end_char") - pl.col("start_char")
    until = pl.col("position") + length + pl.col("next").str.len_chars().cast(pl.Int64)
    asked = figures.select(*PARAGRAPH, "passage_id", "position", until=until)
    return figures.with_columns(
        _belongs(asked, placed.filter(kind=kind), kind).alias(column)
        for kind, column in BELONGS.items()
    )


def _belongs(figures: pl.DataFrame, named: pl.DataFrame, kind: str) -> pl.Series:
    """What each figure belongs to of the entities of one kind."""
    before = last_before(figures, named, SENTENCE)
    after = first_from(figures, named, SENTENCE)
    in_clause = pl.when(pl.col("stands") < pl.col("until")).then("after")
    return (
        figures.select("until")
        .hstack(picked(named, before, before="entity_id"))
        .hstack(picked(named, after, after="entity_id", stands="position"))
        .hstack([_carried(figures, named, kind)])
        .select(pl.coalesce("before", in_clause, "carried"))
        .to_series()
    )


def _carried(figures: pl.DataFrame, named: pl.DataFrame, kind: str) -> pl.Series:
    """The programme that the paragraph named last, alone in its sentence; of other kinds null."""
    if kind not in _CARRIED_IN_PARAGRAPH:
        return pl.repeat(None, figures.height, dtype=pl.String, eager=True).alias("carried")
    alone = pl.col("entity_id").n_unique().over("passage_id") == 1
    single = named.select(pl.when(alone & ~pl.col("lists")).then("entity_id")).to_series()
    return single.gather(last_before(figures, named, PARAGRAPH)).alias("carried")
