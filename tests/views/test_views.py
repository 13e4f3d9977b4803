"""Each folder `<view>/<case>` holds rows of some tables, and the rows that the view then gives."""

import csv
from pathlib import Path

import duckdb
import pytest

from schemas.to_duckdb import quoted, to_duckdb
from schemas.warehouse import ALL
from warehouse.load.views import create_views

HERE = Path(__file__).parent
CASES = sorted(file.parent for file in HERE.glob("*/*/expect.csv"))
VIEWS = sorted(file.stem for file in (HERE.parent.parent / "warehouse" / "views").glob("*.sql"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_view(case: Path) -> None:
    with (case / "expect.csv").open(encoding="utf-8", newline="") as file:
        columns, *expected = csv.reader(file)
    with _warehouse(case) as connection:
        shown = ", ".join(f"coalesce(CAST({column} AS VARCHAR), '')" for column in columns)
        found = connection.execute(f"SELECT {shown} FROM {case.parent.name}").fetchall()
    assert [list(row) for row in found] == expected


@pytest.mark.parametrize("view", VIEWS)
def test_view_has_cases(view: str) -> None:
    assert len([case for case in CASES if case.parent.name == view]) >= 2


@pytest.mark.parametrize("view", VIEWS)
def test_view_and_its_columns_are_described(view: str) -> None:
    with _warehouse() as connection:
        said = connection.execute(
            "SELECT comment FROM duckdb_views() WHERE view_name = $1 "
            "UNION ALL SELECT comment FROM duckdb_columns() WHERE table_name = $1",
            [view],
        ).fetchall()
    assert len(said) > 5
    assert [
        comment for (comment,) in said if not comment or not comment.rstrip().endswith(".")
    ] == []


def _warehouse(case: Path | None = None) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for table in ALL:
        for statement in to_duckdb(table):
            # A case gives the columns that matter to it; the others are null.
            connection.execute(statement.replace(" NOT NULL", ""))
        file = case / f"{table.name}.csv" if case and table.schema == "main" else None
        if file and file.exists():
            connection.execute(
                f"INSERT INTO {table.qualified} BY NAME "
                f"FROM read_csv({quoted(str(file))}, header = true, all_varchar = true)"
            )
    create_views(connection)
    return connection
