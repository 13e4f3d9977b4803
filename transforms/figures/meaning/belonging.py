"""The place, organisation and programme that a figure belongs to."""

import polars as pl

_KINDS = {"place": "place_id", "organisation": "organisation_id", "programme": "programme_id"}
_CARRIED_IN_PARAGRAPH = ("programme",)


def add_belonging(
    figures: pl.DataFrame, mentions: pl.DataFrame, passages: pl.DataFrame
) -> pl.DataFrame:
    """Give each figure the nearest place, organisation and programme that governs it.

    Any frame with `document_id`, `passage_id`, `paragraph`, `start_char`; MENTION; PASSAGE ->
    the same rows with `place_id`, `organisation_id`, `programme_id`: the last mention before
    the figure in its sentence, else the first after it; a programme also from the paragraph
    before. Null where the text names none.
    """
    placed = mentions.join(
        passages.select("passage_id", "paragraph"), on="passage_id", how="inner", validate="m:1"
    )
    for kind, column in _KINDS.items():
        of_kind = placed.filter(kind=kind).select(
            "document_id", "passage_id", "paragraph", entity="entity_id", stands="start_char"
        )
        near = [
            _nearest(figures, of_kind, "passage_id", "backward"),
            _nearest(figures, of_kind, "passage_id", "forward"),
        ]
        if kind in _CARRIED_IN_PARAGRAPH:
            near.append(_nearest(figures, of_kind, "paragraph", "backward"))
        figures = figures.with_columns(pl.coalesce(*near).alias(column))
    return figures


def _nearest(
    figures: pl.DataFrame, mentions: pl.DataFrame, within: str, strategy: str
) -> pl.Series:
    """The entity of the nearest mention on one side of each figure, in the figures' order."""
    return (
        figures.select("document_id", within, at="start_char")
        .with_row_index("place")
        .sort("at")
        .join_asof(
            mentions.select("document_id", within, "entity", "stands").sort("stands"),
            left_on="at",
            right_on="stands",
            by=["document_id", within],
            strategy=strategy,  # type: ignore[arg-type]
            check_sortedness=False,
        )
        .sort("place")["entity"]
    )
