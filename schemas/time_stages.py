"""The frames between passages and time mentions. Internal: names may change."""

from dataclasses import replace

from schemas import columns as c
from schemas.stages import SURFACE
from schemas.table import Column, Table

WRITTEN = Column("written", "text", "The run of time words that the expression was cut from.")
AT = Column("at", "integer", "Where in that run the expression begins.", minimum=0)
STANDS_ALONE = Column("stands_alone", "boolean", "Whether the passage says nothing else.")

TIME_CANDIDATE = Table(
    name="time_candidate",
    grain="one expression that may name a time",
    key=("document_id", "start_char"),
    columns=(*c.EVIDENCE, SURFACE, WRITTEN, AT, STANDS_ALONE),
)


def _edge(name: str, side: str) -> tuple[Column, ...]:
    """One end of an interval: a reference, the unit it is taken back to, and steps from there."""
    return (
        Column(f"{name}_base", "text", f"Reference that the {side} is counted from.", False),
        Column(f"{name}_unit", "text", "Unit to whose beginning the reference goes back.", False),
        Column(f"{name}_months", "integer", "Months from there.", False),
        Column(f"{name}_days", "integer", "Days from there.", False),
        Column(f"{name}_seconds", "integer", "Seconds from there.", False),
        Column(f"{name}_align", "integer", "Weekday to go on to after the months.", False),
        Column(f"{name}_literal", "timestamp", "The reference itself, where it is written.", False),
    )


READING = (
    *_edge("from", "start"),
    *_edge("till", "end"),
    replace(c.TIMEX_TYPE),
    c.TIMEX,
    c.PRECISION,
    c.MOD,
    Column("calendar", "text", "Key of a calendar that gives the interval of a year.", False),
    Column("month", "integer", "Month that makes a missing year likely.", False),
    Column("day", "integer", "Day of the month that the start must fall on.", False),
    Column("construction", "text", "How the expression is built."),
)

# What the words say, before the document and the narrative are asked.
TIME_NORMALISED = Table(
    name="time_normalised",
    grain="one expression that names a time, read as far as its own words go",
    key=("time_id",),
    columns=(c.TIME_ID, *c.EVIDENCE, SURFACE, *READING),
)
