"""Every table is declared once and means the same to every reader."""

import csv
import subprocess
import sys
from itertools import chain
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas import codes, columns, operation_columns, stages
from schemas.table import Column, Table
from schemas.to_duckdb import TYPES, column_comment, to_duckdb
from schemas.to_expectations import row_expectations, warehouse_expectations
from schemas.to_markdown import to_markdown
from schemas.to_polars import DTYPES, conform, to_polars
from schemas.warehouse import ALL, HISTORY, MAIN, RUN_STAMPS
from tests.small_shard import small_shard
from warehouse.check.quoted import with_quoted
from warehouse.check.suite import ROW, check_frame

ROOT = Path(__file__).parent.parent
STAGES = tuple(table for table in vars(stages).values() if isinstance(table, Table))
COLUMNS = tuple(
    column
    for module in (columns, operation_columns)
    for column in vars(module).values()
    if isinstance(column, Column)
)

every_table = pytest.mark.parametrize("table", ALL, ids=lambda table: table.qualified)
main_table = pytest.mark.parametrize("table", MAIN, ids=lambda table: table.name)


def contract() -> list[tuple[str, str, str]]:
    """Schema, table and column of everything that the contract promises."""
    with (ROOT / "tests" / "contract.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["schema"], row["table"], name) for row in rows for name in row["columns"].split()]


def test_contract_is_kept() -> None:
    declared = {(table.schema, table.name, name) for table in ALL for name in table.names}
    assert [promise for promise in contract() if promise not in declared] == []


def test_replaced_rows_keep_every_column() -> None:
    current = {table.name: table.names for table in MAIN}
    assert all(set(current[table.name]) < set(table.names) for table in HISTORY)


@pytest.mark.parametrize("table", (*ALL, *STAGES), ids=lambda table: table.qualified)
def test_table_is_well_formed(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)
    named = chain(
        table.key,
        *((order.lesser, order.greater) for order in table.orders),
        (reference.column for reference in table.references),
    )
    assert set(named) <= set(table.names)
    assert table.grain and not table.grain.endswith(".")


@every_table
def test_references_name_a_table_with_one_key(table: Table) -> None:
    keys = {target.short: target.key for target in ALL}
    assert [r for r in table.references if len(keys.get(r.table, ())) != 1] == []


def test_every_column_is_described_and_used() -> None:
    used = {column.name for table in (*ALL, *STAGES) for column in table.columns}
    assert [c.name for c in COLUMNS if c.name not in used] == []
    assert [c.name for c in COLUMNS if not c.description.endswith(".")] == []


def test_every_code_list_is_closed_and_used() -> None:
    lists = [entry for entry in vars(codes).values() if isinstance(entry, tuple)]
    used = {column.codes for column in COLUMNS}
    assert all(len(set(entry)) == len(entry) for entry in lists)
    assert [entry for entry in lists if entry not in used] == []


def test_every_kind_has_a_type_everywhere() -> None:
    assert DTYPES.keys() == TYPES.keys()


@every_table
def test_polars_and_duckdb_agree(table: Table) -> None:
    empty = to_polars(table).to_frame()
    with duckdb.connect() as connection:
        for statement in to_duckdb(table):
            connection.execute(statement)
        connection.register("empty", empty)
        connection.execute(f"INSERT INTO {table.qualified} BY NAME FROM empty")
        told = connection.execute(f"FROM {table.qualified}").pl()
    assert told.schema == empty.schema


@every_table
def test_every_column_tells_what_it_is_in_the_file(table: Table) -> None:
    with duckdb.connect() as connection:
        for statement in to_duckdb(table):
            connection.execute(statement)
        said = connection.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
        ((of_table,),) = connection.execute("SELECT comment FROM duckdb_tables()").fetchall()
    assert said == [(column.name, column_comment(column)) for column in table.columns]
    assert table.grain in of_table


@main_table
def test_conform_refuses_what_does_not_fit(table: Table) -> None:
    empty = to_polars(table).to_frame()
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        conform(empty.drop(table.names[-1]), table)
    lists = pl.DataFrame({name: [[b"bytes"]] for name in table.names})
    with pytest.raises(pl.exceptions.PolarsError):
        conform(lists, table)


@main_table
def test_row_expectations_run_on_an_empty_and_a_good_frame(table: Table) -> None:
    for frames in (small_shard(), {t.name: to_polars(t).to_frame() for t in MAIN}):
        rows = frames[table.name]
        if table.name == "documents":
            rows = rows.with_columns(pl.lit("r1").alias(stamp) for stamp in RUN_STAMPS)
        if table.evidence:
            rows = with_quoted(rows, frames["documents"])
        outcomes = check_frame(rows.with_row_index(ROW), row_expectations(table))
        assert [outcome.expectation for outcome in outcomes] == row_expectations(table)
        assert all(outcome.success for outcome in outcomes)
        assert {outcome.evaluated for outcome in outcomes} == {rows.height}


@every_table
def test_expectations_are_told_apart(table: Table) -> None:
    for suite in (row_expectations(table), warehouse_expectations(table, ALL)):
        names = [(e.name, e.table, e.column) for e in suite]
        assert len(set(names)) == len(names)


def test_reference_page_is_what_the_schemas_say() -> None:
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    assert page == to_markdown(ALL), "run `make docs`"
    printed = subprocess.run(
        [sys.executable, "-m", "schemas"], cwd=ROOT, capture_output=True, check=True
    )
    assert printed.stdout.decode() == page
