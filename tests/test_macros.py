"""The macros of the file: what analysts call in their own SQL."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from schemas.to_duckdb import to_duckdb
from schemas.warehouse import ALL
from warehouse.load.views import create_views


@pytest.fixture(scope="module")
def connection():
    connection = duckdb.connect()
    for table in ALL:
        for statement in to_duckdb(table):
            connection.execute(statement)
    create_views(connection)
    return connection


def test_a_sum_carries_the_bounds_of_what_is_added(connection) -> None:
    rows = "(VALUES (410000, 420000, true), (30000, 40000, true)) AS told(lo, up, is_open)"
    total = connection.execute(f"SELECT bounds_sum(lo, up, is_open) FROM {rows}").fetchone()[0]
    assert total == {"lower": 440000, "upper": 460000, "upper_open": True}


def test_a_sum_lacks_the_bound_that_one_row_lacks(connection) -> None:
    rows = "(VALUES (100, 100, false), (7, NULL, false)) AS told(lo, up, is_open)"
    total = connection.execute(f"SELECT bounds_sum(lo, up, is_open) FROM {rows}").fetchone()[0]
    assert total == {"lower": 107, "upper": None, "upper_open": False}


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        ((2020, 1, 1), (2021, 1, 1), "year"),
        ((2020, 7, 1), (2021, 1, 1), "half"),
        ((2020, 4, 1), (2020, 7, 1), "quarter"),
        ((2020, 2, 1), (2020, 3, 1), "month"),
        ((2020, 2, 29), (2020, 3, 1), "day"),
        ((2020, 1, 1), (2020, 9, 1), "to_date"),
        ((2020, 1, 1), (2020, 3, 1), "to_date"),
        ((2016, 1, 1), (2021, 1, 1), "span"),
        ((2020, 4, 1), (2021, 4, 1), "span"),
        ((2020, 3, 5), (2020, 4, 5), "span"),
    ],
)
def test_a_period_is_named_by_the_calendar_unit_that_it_fills(connection, start, end, kind) -> None:
    found = connection.execute("SELECT period_kind(?, ?)", [date(*start), date(*end)]).fetchone()
    assert found == (kind,)


@pytest.mark.parametrize(
    ("quote", "amount", "half"),
    [
        ("5.4%", "0.054", "0.0005"),
        ("1.2万元", "12000", "500"),
        ("31380亿元", "3138000000000", "50000000"),
        ("17 835万", "178350000", "5000"),
        ("１２．５％", "0.125", "0.0005"),
        ("4103人", "4103", "0"),
        ("三千万元", "30000000", "5000000"),
        ("0", "0", "0"),
    ],
)
def test_a_number_is_as_exact_as_it_is_written(connection, quote, amount, half) -> None:
    found = connection.execute(
        "SELECT rounded_by(?, CAST(? AS DECIMAL(38, 6)))", [quote, amount]
    ).fetchone()[0]
    assert Decimal(found) == Decimal(half)
