"""Events meet the places, organisations and programmes that their words name."""

import polars as pl

_COLUMNS = {"place": "place_id", "organisation": "organisation_id", "programme": "programme_id"}


def link_events(events: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Give each event the first place, organisation and programme that its quote names.

    Events, MENTION -> events with `place_id`, `organisation_id`, `programme_id`; null where the
    quote names none.
    """
    spans = events.select("document_id", "start_char", "end_char")
    for kind, column in _COLUMNS.items():
        named = mentions.filter(pl.col("kind") == kind).select(
            "document_id", named="start_char", named_end="end_char", **{column: "entity_id"}
        )
        first = (
            spans.join(named, on="document_id")
            .filter(
                (pl.col("named") >= pl.col("start_char"))
                & (pl.col("named_end") <= pl.col("end_char"))
            )
            .sort("named")
            .unique(["document_id", "start_char", "end_char"], keep="first", maintain_order=True)
            .drop("named", "named_end")
        )
        events = events.join(
            first, on=["document_id", "start_char", "end_char"], how="left", maintain_order="left"
        )
    return events
