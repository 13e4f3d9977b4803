"""Every row of what we know has an example that shows it and a source that bears it."""

from collections import Counter

import polars as pl
import pytest

from transforms.lexicon import load_lexicon

LEXICON = load_lexicon()
TABLES = sorted(LEXICON.tables)


def forms(table: pl.DataFrame) -> str:
    """The column that holds what is written: the first."""
    return table.columns[0]


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_an_example_and_a_source(name):
    table = LEXICON[name]
    for column in ("example", "source"):
        blank = table.filter(pl.col(column).is_null() | (pl.col(column).str.strip_chars() == ""))
        assert blank.is_empty(), f"{name}: rows without {column}: {blank}"


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name):
    table = LEXICON[name].drop("example", "source")
    double = [row for row, count in Counter(table.iter_rows()).items() if count > 1]
    assert not double


@pytest.mark.parametrize("name", [name for name in TABLES if name.startswith("language/")])
def test_an_example_shows_its_form(name):
    table = LEXICON[name]
    if "pattern" in table.columns:
        test = pl.col("example").str.contains(pl.col("pattern"))
    else:
        test = pl.col("example").str.contains(pl.col(forms(table)), literal=True)
    wrong = table.filter(~test)
    assert wrong.is_empty(), f"{name}: {wrong}"
