"""Who, where and under what: the places, organisations and programmes that documents name."""

import polars as pl

from schemas.stages import MENTION
from schemas.to_polars import conform
from schemas.warehouse import ENTITIES, ENTITY_MENTIONS
from transforms.keys import key
from transforms.lexicon import Lexicon
from transforms.mentions.programmes.find import find_programmes


def find_mentions(
    passages: pl.DataFrame, clauses: pl.DataFrame, dated: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """One row per naming of a place, an organisation or a programme, in reading order.

    PASSAGE, DATED_DOCUMENT -> MENTION. Short forms carry the full name that the document gives
    them, so that all namings of one entity share its key.
    """
    programmes = find_programmes(passages, dated, lexicon)
    return (
        programmes.with_columns(
            kind=pl.lit("programme"),
            parent_id=pl.lit(None, pl.String),
            admin_code=pl.lit(None, pl.String),
            flags=pl.lit([], pl.List(pl.String)),
        )
        .with_columns(entity_id=key("n", "kind", "name"))
        .sort("document_id", "start_char", "end_char")
        .pipe(conform, MENTION)
    )


def entities_of(mentions: pl.DataFrame) -> pl.DataFrame:
    """The entities that were named, each once. MENTION -> ENTITIES."""
    return (
        mentions.sort("entity_id", "subkind", "parent_id", nulls_last=True)
        .unique("entity_id", keep="first", maintain_order=True)
        .pipe(conform, ENTITIES)
    )


def entity_mentions_of(mentions: pl.DataFrame) -> pl.DataFrame:
    """Where the entities were named. MENTION -> ENTITY_MENTIONS."""
    return mentions.unique(
        ["document_id", "start_char", "end_char", "entity_id"], keep="first", maintain_order=True
    ).pipe(conform, ENTITY_MENTIONS)
