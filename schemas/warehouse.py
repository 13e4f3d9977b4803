"""The tables that people query, and the rows that were replaced."""

from dataclasses import replace

from schemas import columns as c
from schemas import operation_columns as o
from schemas.operations import METRIC_RULINGS, OPERATIONS, RETRACTIONS
from schemas.table import Order, Reference, Table

_TO_DOCUMENT = Reference("document_id", "documents")
_TO_PASSAGE = Reference("passage_id", "passages")
_EVIDENCE_ORDER = Order("start_char", "end_char", strict=True)
_TIME_ORDER = Order("start_at", "end_at", strict=True)

DOCUMENTS = Table(
    name="documents",
    grain="one document as last received",
    key=("document_id",),
    columns=(
        c.DOCUMENT_ID,
        c.TEXT_SHA256,
        c.RAW_SHA256,
        c.SOURCE,
        c.SOURCE_RANK,
        c.PATH,
        c.FORMAT,
        c.ENCODING,
        c.SCRIPT,
        c.TITLE,
        c.BYLINE,
        c.GENRE,
        c.PUBLISHED_START,
        c.PUBLISHED_END,
        c.PUBLISHED_PRECISION,
        c.PUBLISHED_BASIS,
        c.PUBLISHED_BECAUSE,
        c.COPY_OF,
        c.SHAPE,
        c.OWN_PLACE_ID,
        c.TEXT,
        c.CHAR_COUNT,
        c.FIRST_RUN_ID,
        c.RUN_ID,
        c.READ_BY_RULES,
    ),
    orders=(Order("published_start", "published_end", strict=True),),
    references=(Reference("copy_of", "documents"), Reference("place_id", "entities")),
)

# What only a run says of a document, and no reading of its text.
RUN_STAMPS = ("copy_of", "first_run_id", "run_id", "rules_fingerprint")

PASSAGES = Table(
    name="passages",
    grain="one sentence or heading of one document",
    key=("passage_id",),
    columns=(
        c.PASSAGE_ID,
        c.DOCUMENT_ID,
        c.START_CHAR,
        c.END_CHAR,
        c.QUOTE,
        c.ORDINAL,
        c.PASSAGE_KIND,
        c.SPEAKER,
        *c.READING,
    ),
    evidence=True,
    orders=(_EVIDENCE_ORDER,),
    references=(_TO_DOCUMENT,),
)

TIME_MENTIONS = Table(
    name="time_mentions",
    grain="one expression that names a time",
    key=("time_id",),
    columns=(
        c.TIME_ID,
        *c.EVIDENCE,
        c.TIMEX_TYPE,
        c.TIMEX,
        c.START_AT,
        c.END_AT,
        c.PRECISION,
        c.MOD,
        c.ANCHOR_KIND,
        c.ANCHOR_TIME_ID,
        c.OTHER_START_AT,
        *c.READING,
    ),
    evidence=True,
    orders=(_EVIDENCE_ORDER, _TIME_ORDER),
    references=(_TO_DOCUMENT, _TO_PASSAGE, Reference("anchor_time_id", "time_mentions")),
)

FIGURES = Table(
    name="figures",
    grain="one stated quantity",
    key=("figure_id",),
    columns=(
        c.FIGURE_ID,
        *c.EVIDENCE,
        *c.AMOUNT,
        c.STATISTIC,
        c.CHANGE_BASIS,
        c.CHANGE_DIRECTION,
        c.CHANGE_WRITTEN,
        c.COMPARED_START,
        c.COMPARED_END,
        c.METRIC,
        c.METRIC_ID,
        c.PERIOD_START,
        c.PERIOD_END,
        c.PERIOD_TIME_ID,
        c.PLACE_ID,
        c.ORGANISATION_ID,
        c.PROGRAMME_ID,
        *c.READING,
    ),
    evidence=True,
    orders=(
        _EVIDENCE_ORDER,
        Order("lower", "value"),
        Order("value", "upper"),
        Order("lower", "upper"),
        Order("period_start", "period_end", strict=True),
        Order("compared_start", "compared_end", strict=True),
    ),
    references=(
        _TO_DOCUMENT,
        _TO_PASSAGE,
        Reference("metric_id", "metrics"),
        Reference("period_time_id", "time_mentions"),
        Reference("place_id", "entities"),
        Reference("organisation_id", "entities"),
        Reference("programme_id", "entities"),
    ),
)

EVENTS = Table(
    name="events",
    grain="one telling of one happening",
    key=("event_id",),
    columns=(
        c.EVENT_ID,
        *c.EVIDENCE,
        c.TRIGGER,
        c.EVENT_KIND,
        c.SUBJECT,
        c.START_AT,
        c.END_AT,
        c.PRECISION,
        c.STATUS,
        c.EVENT_TIME_ID,
        c.PLACE_ID,
        c.ORGANISATION_ID,
        c.PROGRAMME_ID,
        *c.READING,
    ),
    evidence=True,
    orders=(_EVIDENCE_ORDER, _TIME_ORDER),
    references=(
        _TO_DOCUMENT,
        _TO_PASSAGE,
        Reference("time_id", "time_mentions"),
        Reference("place_id", "entities"),
        Reference("organisation_id", "entities"),
        Reference("programme_id", "entities"),
    ),
)

ENTITIES = Table(
    name="entities",
    grain="one place, organisation or programme",
    key=("entity_id",),
    columns=(c.ENTITY_ID, c.ENTITY_KIND, c.SUBKIND, c.NAME, c.PARENT_ID, c.ADMIN_CODE),
    references=(Reference("parent_id", "entities"),),
)

ENTITY_MENTIONS = Table(
    name="entity_mentions",
    grain="one naming of one entity",
    key=("document_id", "start_char", "end_char", "entity_id"),
    columns=(c.ENTITY_ID, *c.EVIDENCE, c.ROLE, *c.READING),
    evidence=True,
    orders=(_EVIDENCE_ORDER,),
    references=(_TO_DOCUMENT, _TO_PASSAGE, Reference("entity_id", "entities")),
)

ENTITY_TELLINGS = Table(
    name="entity_tellings",
    grain="what one document tells of one entity",
    key=("document_id", "entity_id"),
    columns=(c.DOCUMENT_ID, *ENTITIES.columns),
    references=(
        _TO_DOCUMENT,
        Reference("entity_id", "entities"),
        Reference("parent_id", "entities"),
    ),
)

METRICS = Table(
    name="metrics",
    grain="one thing that is measured, across documents",
    key=("metric_id",),
    columns=(
        replace(c.METRIC_ID, required=True),
        c.NAME,
        c.FIGURE_KIND,
        c.UNIT_CODE,
        c.STATISTIC,
    ),
)

# What a document says of itself and of others: replaced as a whole when the document changes.
FACTS = (PASSAGES, TIME_MENTIONS, FIGURES, EVENTS, ENTITY_MENTIONS)
OF_DOCUMENTS = (*FACTS, ENTITY_TELLINGS)
# What stands across documents.
DIMENSIONS = (ENTITIES, METRICS)
MAIN = (DOCUMENTS, *OF_DOCUMENTS, *DIMENSIONS)


def _replaced(table: Table) -> Table:
    """The table's rows as they were, with when they held and why they no longer do."""
    return Table(
        name=table.name,
        grain=f"{table.grain}, as it was before it was replaced",
        key=(*table.key, "known_to"),
        columns=(
            *table.columns,
            o.KNOWN_FROM,
            o.KNOWN_TO,
            o.SUPERSEDED_BECAUSE,
            o.SUPERSEDED_BY_RUN,
        ),
        schema="history",
        orders=(Order("known_from", "known_to"),),
    )


HISTORY = tuple(_replaced(table) for table in (DOCUMENTS, *OF_DOCUMENTS))

ALL = (*MAIN, METRIC_RULINGS, *HISTORY, *OPERATIONS, RETRACTIONS)
