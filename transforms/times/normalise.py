"""Time candidates become readings: what the words say, and nothing more."""

from dataclasses import fields

import polars as pl

from schemas.time_stages import READING, TIME_NORMALISED
from schemas.to_polars import DTYPES, conform
from transforms.keys import key
from transforms.lexicon import Lexicon
from transforms.times.grammar.reading import Edge, TimeReading
from transforms.times.grammar.timex import read_times


def normalise_times(candidates: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Read each distinct written form once and give the reading to every row that has it.

    TIME_CANDIDATE -> TIME_NORMALISED, at most one row out per row in, order kept: a form that is
    too vague inside a sentence (8天, 现在, 6·22) is left out where it does not stand alone.
    `precision` is null where it is the document's own.
    """
    readings = _readings(candidates["written"].unique(), lexicon)
    return (
        candidates.join(
            readings, on=["written", "at"], how="inner", validate="m:1", maintain_order="left"
        )
        .filter(pl.col("stands_alone") | ~pl.col("alone"))
        .with_columns(
            precision=pl.col("precision").replace("now", None),
            time_id=key("t", "document_id", "start_char", "end_char", "surface"),
        )
        .pipe(conform, TIME_NORMALISED)
    )


def _readings(written: pl.Series, lexicon: Lexicon) -> pl.DataFrame:
    """One row per reading of each distinct run."""
    rows = [
        {"written": text, **_columns(reading)}
        for text in written
        for reading in read_times(text, lexicon)
    ]
    dtypes = {column.name: DTYPES[column.kind] for column in READING}
    keys = {"written": pl.String, "at": pl.Int64, "alone": pl.Boolean}
    return pl.DataFrame(rows, schema={**keys, **dtypes})


def _columns(reading: TimeReading) -> dict[str, object]:
    """A reading as a row."""
    row: dict[str, object] = {name: getattr(reading, name) for name in _SAID}
    row["construction"] = reading.rule
    for side, edge in (("from", reading.start), ("till", reading.end)):
        if edge is not None:
            row |= {f"{side}_{name}": getattr(edge, name) for name in _EDGE}
    return row


_EDGE = tuple(field.name for field in fields(Edge))
_SAID = ("at", "alone", "timex_type", "timex", "precision", "mod", "calendar", "month", "day")
