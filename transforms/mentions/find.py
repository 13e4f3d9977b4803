"""Who, where and under what: the places, organisations and programmes that documents name."""

import polars as pl

from schemas.stages import MENTION
from schemas.to_polars import conform
from schemas.warehouse import ENTITIES, ENTITY_MENTIONS, ENTITY_TELLINGS
from transforms.keys import key
from transforms.lexicon import Lexicon
from transforms.mentions.organisations import find_organisations
from transforms.mentions.places import find_places
from transforms.mentions.programmes.find import find_programmes

_COLUMNS: dict[str, pl.DataType] = {
    "subkind": pl.String(),
    "parent_name": pl.String(),
    "admin_code": pl.String(),
    "flags": pl.List(pl.String),
}
_SHARED = ("document_id", "passage_id", "start_char", "end_char", "quote", "kind", "name", "rule")


def find_mentions(passages: pl.DataFrame, dated: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per naming of a place, an organisation or a programme, in reading order.

    PASSAGE, DATED_DOCUMENT -> MENTION. Short forms carry the full name that the document gives
    them, so that all namings of one entity share its key. `parent_id` is filled where the
    document names the parent too.
    """
    places = find_places(passages, dated, lexicon)
    organisations = find_organisations(passages, places, lexicon)
    programmes = find_programmes(passages, places, dated, lexicon)
    kinds = {"place": places, "organisation": organisations, "programme": programmes}
    mentions = pl.concat(_shaped(found, kind) for kind, found in kinds.items())
    keys = _keys(mentions)
    return (
        mentions.join(keys, on=["kind", "name"], how="left", validate="m:1")
        .join(
            _parents(mentions, keys), on=["document_id", "parent_name"], how="left", validate="m:1"
        )
        .sort("document_id", "start_char", "end_char", "kind")
        .pipe(conform, MENTION)
    )


def entity_tellings_of(mentions: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """What each document tells of each entity that it names, by any of its namings.

    MENTION, the documents' own places (which a title of the metadata alone may name) ->
    ENTITY_TELLINGS.
    """
    return (
        pl.concat([mentions, own], how="diagonal")
        .sort("document_id", "entity_id", "start_char", nulls_last=True)
        .group_by("document_id", "entity_id", maintain_order=True)
        .agg(
            pl.col("kind", "name").first(),
            pl.col("subkind", "parent_id", "admin_code").drop_nulls().first(),
        )
        .pipe(conform, ENTITY_TELLINGS)
    )


def entities_of(tellings: pl.DataFrame) -> pl.DataFrame:
    """The entities of these documents, each once; what any document tells of one is kept.

    ENTITY_TELLINGS -> ENTITIES. A warehouse makes its own from all its documents.
    """
    return (
        tellings.group_by("entity_id", maintain_order=True)
        .agg(
            pl.col("kind", "name").first(),
            pl.col("subkind", "parent_id", "admin_code").drop_nulls().first(),
        )
        .sort("entity_id")
        .pipe(conform, ENTITIES)
    )


def entity_mentions_of(mentions: pl.DataFrame) -> pl.DataFrame:
    """Where the entities were named. MENTION with `role` -> ENTITY_MENTIONS."""
    return mentions.unique(
        ["document_id", "start_char", "end_char", "entity_id"], keep="first", maintain_order=True
    ).pipe(conform, ENTITY_MENTIONS)


def _shaped(found: pl.DataFrame, kind: str) -> pl.DataFrame:
    """One kind's namings in the columns that all kinds share, what it lacks null."""
    lacking = [
        pl.lit([] if name == "flags" else None, dtype).alias(name)
        for name, dtype in _COLUMNS.items()
        if name not in found.columns
    ]
    return found.with_columns(*lacking, kind=pl.lit(kind)).select(*_SHARED, *_COLUMNS)


def _keys(mentions: pl.DataFrame) -> pl.DataFrame:
    """The key of each entity, made once however often it is named."""
    return mentions.select("kind", "name").unique().with_columns(entity_id=key("n", "kind", "name"))


def _parents(mentions: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """The entity that bears a parent's name in the same document."""
    return (
        mentions.filter(pl.col("kind") != "programme")
        .select("document_id", "kind", "name")
        # Where a place and an organisation share a name, the place is the parent.
        .unique()
        .sort("document_id", "name", "kind", descending=[False, False, True])
        .unique(["document_id", "name"], keep="first", maintain_order=True)
        .join(keys, on=["kind", "name"], how="left", validate="m:1")
        .select("document_id", parent_name="name", parent_id="entity_id")
    )
