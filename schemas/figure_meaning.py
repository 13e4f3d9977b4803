"""The frames between an amount and a figure, one a step. Internal: names may change."""

from schemas import columns as c
from schemas.stages import FIGURE_NORMALISED, PARAGRAPH, SECTION, TIME
from schemas.table import Column, Table

PASSAGE_KIND = Column("passage_kind", "text", "What the passage is that holds the figure.")
POSITION = Column(
    "position", "integer", "Its first character, counted through all documents in their order."
)
FOUND_AT = Column("found_at", "integer", "First character of the passage.", minimum=0)
LINE = Column("line", "text", "The passage as folded.")
ORIGINAL = Column("original", "text", "The passage as written.")
BEFORE = Column(
    "before", "text", "What the passage says before the figure, times and figures masked."
)
AFTER = Column("after", "text", "What it says after the figure, masked likewise.")
NEAR = Column("near", "text", "The part of `before` in the figure's own clause.")
NEXT = Column("next", "text", "The part of `after` up to the next figure or mark.")
LEAD = Column("lead", "text", "The clause before `near` where no figure stands between.")
NESTED = Column("nested", "boolean", "Whether the figure stands inside brackets.")
ROW_LABEL = Column("row_label", "text", "First cell of the figure's table row.", required=False)
COLUMN_LABEL = Column("column_label", "text", "Header over the figure's cell.", required=False)
PHRASE = Column("phrase", "text", "`near` without the words that make the figure a change.")
VERB = Column("verb", "text", "The predicate that its words for the metric begin with.")
EVENT = Column("event", "boolean", "Whether a clause after the number tells what happened.")
CHANGES = Column("changes", "boolean", "Whether the number is an amount or rate of change.")

COMPARED = Column("compared", "boolean", "Whether a comparison names the time as its base.")
NAMED_BASE = Column("named_base", "boolean", "Whether it is such a base by its words: 上年同期.")
LINKS_ON = Column("links_on", "boolean", "Whether a link (、, 和) follows it straight away.")

PLACED_TIME = Table(
    name="placed_time",
    grain="one mention of a time on the calendar",
    key=("time_id",),
    columns=(*TIME.columns, PARAGRAPH, SECTION, POSITION, COMPARED, NAMED_BASE, LINKS_ON),
)

_CONTEXT = (
    POSITION,
    FOUND_AT,
    LINE,
    ORIGINAL,
    PASSAGE_KIND,
    PARAGRAPH,
    SECTION,
    BEFORE,
    AFTER,
    NEAR,
    NEXT,
    LEAD,
    NESTED,
    ROW_LABEL,
    COLUMN_LABEL,
)

FIGURE_CONTEXT = Table(
    name="figure_context",
    grain="one amount with the words around it",
    key=("document_id", "start_char"),
    columns=(*FIGURE_NORMALISED.columns, *_CONTEXT),
)

FIGURE_COMPARED = Table(
    name="figure_compared",
    grain="one amount, told apart as level or change",
    key=("document_id", "start_char"),
    columns=(
        *FIGURE_CONTEXT.columns,
        c.CHANGE_BASIS,
        c.CHANGE_DIRECTION,
        c.CHANGE_WRITTEN,
        CHANGES,
        PHRASE,
    ),
)

FIGURE_MEASURED = Table(
    name="figure_measured",
    grain="one amount with what it measures",
    key=("document_id", "start_char"),
    columns=(*FIGURE_COMPARED.columns, VERB, EVENT, c.METRIC),
)

GOVERNED_IN = Column("governed_in", "text", "Where the governing time stands.", required=False)


def _mention(of: str) -> tuple[Column, ...]:
    """The columns of a time mention that a figure holds on to."""
    return (
        Column(f"{of}_time_id", "text", "The mention.", required=False),
        Column(f"{of}_start_at", "timestamp", "Its start.", required=False),
        Column(f"{of}_end_at", "timestamp", "Its end.", required=False),
        Column(f"{of}_mod", "text", "Its modifier.", required=False),
        Column(f"{of}_vague", "boolean", "Whether it names no interval.", required=False),
    )


FIGURE_GOVERNED = Table(
    name="figure_governed",
    grain="one amount with the time that governs it",
    key=("document_id", "start_char"),
    columns=(
        *FIGURE_MEASURED.columns,
        GOVERNED_IN,
        *_mention("governing"),
        *_mention("since"),
        *(column for column in _mention("long") if column.kind == "timestamp"),
        Column("long_time_id", "text", "The span of years that an average is over.", False),
        Column("told_end", "timestamp", "End of the document's own interval.", required=False),
    ),
)

FIGURE_COUNTED = Table(
    name="figure_counted",
    grain="one amount with the statistic that it is",
    key=("document_id", "start_char"),
    columns=(*FIGURE_GOVERNED.columns, c.STATISTIC),
)

FIGURE_PERIOD = Table(
    name="figure_period",
    grain="one amount with the interval that it covers",
    key=("document_id", "start_char"),
    columns=(*FIGURE_COUNTED.columns, c.PERIOD_START, c.PERIOD_END, c.PERIOD_TIME_ID),
)
