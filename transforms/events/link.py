"""Events meet the places, organisations and programmes that their words name."""

import polars as pl

from transforms.mentions.governing import governing
from transforms.mentions.shape import BELONGS

# What stands right before the place where something happens.
_AT = "[在于]$"


def link_events(events: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Give each event the place, organisation and programme it belongs to.

    Events with the passage they stand in (`whole`, from `at`), MENTION -> the same with `place_id`,
    `organisation_id`, `programme_id`: the first that the quote names (a place behind 在 before any
    other), else the last that its sentence names before it with no semicolon or ellipsis between;
    null where there is none.
    """
    mentions = governing(mentions)
    for kind, column in BELONGS.items():
        named = mentions.filter(pl.col("kind") == kind).select(
            "passage_id", since="start_char", until="end_char", **{column: "entity_id"}
        )
        between = pl.col("whole").str.slice(
            pl.col("until") - pl.col("at"),
            pl.max_horizontal(pl.col("start_char") - pl.col("until"), 0),
        )
        chosen = (
            events.select("event_row", "passage_id", "start_char", "end_char", "at", "whole")
            .join(named, on="passage_id", how="inner")
            .filter(pl.col("until") <= pl.col("end_char"))
            .filter(~between.str.contains("[;；…]"))
            .with_columns(within=pl.col("since") >= pl.col("start_char"), at_it=_stands_at(kind))
            .with_columns(
                at_it=pl.col("at_it") & pl.col("within"),
                distance=pl.when("within")
                .then(pl.col("since") - pl.col("start_char"))
                .otherwise(pl.col("start_char") - pl.col("since")),
            )
            .sort("event_row", "within", "at_it", "distance", descending=[False, True, True, False])
            .unique("event_row", keep="first", maintain_order=True)
            .select("event_row", column)
        )
        events = events.join(chosen, on="event_row", how="left", validate="1:1")
    return events


def _stands_at(kind: str) -> pl.Expr:
    """Whether a place has the preposition right before it that tells where."""
    before = pl.max_horizontal(pl.col("since") - pl.col("at") - 1, 0)
    return (kind == "place") & pl.col("whole").str.slice(before, 1).str.contains(_AT)
