"""The frames between bytes and facts, one a step of the path. Internal: names may change."""

from dataclasses import replace

from schemas import columns as c
from schemas.table import Column, Table
from schemas.warehouse import EVENTS, FIGURES, PASSAGES, TIME_MENTIONS

FOLDED = Column(
    "folded",
    "text",
    "The quote in half-width, simplified characters, character for character: what rules match.",
)
PARAGRAPH = Column("paragraph", "integer", "Line of the document, from 0.", minimum=0)
SECTION = Column(
    "section", "integer", "Paragraph of the heading above it; -1 before the first heading."
)
SURFACE = Column("surface", "text", "The span in half-width, simplified characters.")

# What a source hands over. Nothing is read from the text yet.
DOCUMENT = Table(
    name="document",
    grain="one document as a source hands it over",
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
        c.TITLE,
        c.PUBLISHED_START,
        c.PUBLISHED_END,
        c.PUBLISHED_PRECISION,
        c.PUBLISHED_BASIS,
        c.PUBLISHED_BECAUSE,
        c.PUBLISHED_AT,
        c.TEXT,
    ),
)

FOLDED_DOCUMENT = Table(
    name="folded_document",
    grain="one document with its shadow text",
    key=("document_id",),
    columns=(*DOCUMENT.columns, c.SCRIPT, FOLDED),
)

PASSAGE = Table(
    name="passage",
    grain=PASSAGES.grain,
    key=("passage_id",),
    columns=(*PASSAGES.columns, FOLDED, PARAGRAPH, SECTION),
)

SPAN = Table(
    name="span",
    grain="one match of a pattern in one passage",
    key=("document_id", "start_char"),
    columns=(*c.EVIDENCE, SURFACE),
)

# Time mentions, with where they stand, for whoever looks for a governing time.
TIME = Table(
    name="time",
    grain=TIME_MENTIONS.grain,
    key=("time_id",),
    columns=(*TIME_MENTIONS.columns, SURFACE),
    evidence=True,
)

# Documents with a date of publication, or with none, for a reason.
DATED_DOCUMENT = Table(
    name="dated_document",
    grain="one document with all that is known of its publication",
    key=("document_id",),
    columns=(*FOLDED_DOCUMENT.columns, c.BYLINE, c.GENRE, c.REFERENCE_YEAR),
)

# Amounts: what the words of the quantity alone say.
FIGURE_NORMALISED = Table(
    name="figure_normalised",
    grain=FIGURES.grain,
    key=("document_id", "start_char"),
    columns=(
        *c.EVIDENCE,
        SURFACE,
        *c.AMOUNT,
        *c.READING,
    ),
)

# One naming of one entity, before entities get their keys.
MENTION = Table(
    name="mention",
    grain="one naming of one entity",
    key=("document_id", "start_char", "end_char", "kind"),
    columns=(
        *c.EVIDENCE,
        c.ENTITY_ID,
        c.ENTITY_KIND,
        c.SUBKIND,
        c.NAME,
        c.PARENT_ID,
        c.ADMIN_CODE,
        *c.READING,
    ),
)

EVENT = replace(EVENTS, name="event")
