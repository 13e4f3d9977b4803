"""The frames between passages and amounts: spans that may hold an amount, and their readings."""

from schemas import columns as c
from schemas.stages import SURFACE
from schemas.table import Column, Table
from schemas.warehouse import FIGURES

BEFORE = Column("before", "text", "The characters of the passage before the span, folded.")
AFTER = Column("after", "text", "The characters of the passage after the span, folded.")
UNIT_GIVEN = Column(
    "unit_given", "text", "Magnitude and unit that a table's header gives its cells; or empty."
)

FIGURE_CANDIDATE = Table(
    name="figure_candidate",
    grain="one span that may hold an amount",
    key=("document_id", "start_char"),
    columns=(*c.EVIDENCE, SURFACE, BEFORE, AFTER, UNIT_GIVEN),
)

# What a written form says wherever it stands; read once for each distinct form.
AMOUNT_READING = Table(
    name="amount_reading",
    grain="one quantity in one distinct surface under one given unit",
    key=("surface", "unit_given", "offset"),
    columns=(
        SURFACE,
        UNIT_GIVEN,
        Column("offset", "integer", "First character of the quantity in the surface.", minimum=0),
        Column("length", "integer", "Characters of the surface that hold it.", minimum=1),
        *c.AMOUNT,
        c.RULE,
    ),
)

FIGURE_NAMED = Table(
    name="figure_named",
    grain=FIGURES.grain,
    key=FIGURES.key,
    columns=(
        *FIGURES.columns,
        Column("metric_name", "text", "What is measured, by the name that its phrasings share."),
        Column(
            "dimension", "text", "Code of the unit that all figures of the metric can be told in."
        ),
    ),
)
