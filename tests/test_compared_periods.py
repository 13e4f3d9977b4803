"""Every change of `tests/corpus/compared_periods` is measured against the interval it should be."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.phrases import documents, rows
from transforms.figures.meaning.change.compared import add_compared_period
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", rows("compared_periods"))
def test_a_change_knows_what_it_is_measured_against(row):
    found = extract(documents(row["sentence"], published=row["published"]), load_lexicon())
    figure = found["figures"].filter(quote=row["quote"]).row(0, named=True)
    compared = figure["compared_start"], figure["compared_end"]
    assert compared == (day(row["start"]), day(row["end"]))


SCHEMA = {
    "change_basis": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "base_start": pl.Date,
    "base_end": pl.Date,
}


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(1, 12))
def test_months_compared_with_those_before_end_where_they_begin(day, months):
    start = pl.Series([day.replace(day=1)])
    end = start.dt.offset_by(f"{months}mo")
    figure = pl.DataFrame(
        [["mom", start[0], end[0], None, None]], schema=SCHEMA, orient="row"
    ).pipe(add_compared_period)
    compared = figure.row(0, named=True)
    assert compared["compared_end"] == start[0]
    assert pl.Series([compared["compared_start"]]).dt.offset_by(f"{months}mo")[0] == start[0]
