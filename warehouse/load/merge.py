"""Current rows that still hold, and the rows that arrived."""

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from schemas.table import Table
from schemas.to_duckdb import TYPES, quoted
from schemas.warehouse import ALL, DIMENSIONS, DOCUMENTS, FACTS, MAIN
from warehouse.shards import parquet

_DOCUMENTS_AND_FACTS = (DOCUMENTS, *FACTS)


def see_before(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `before.<schema>.<table>`: each table as the current version has it.

    A table or column that an older version lacks holds nothing, or null; one that is no longer
    declared is left behind. `current` is the attached version, if there is one.
    """
    found = connection.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() "
        "WHERE database_name = 'current'"
    ).fetchall()
    connection.execute("ATTACH ':memory:' AS before")
    for table in ALL:
        there = {column for schema, name, column in found if (schema, name) == _place(table)}
        columns = ", ".join(
            column.name if column.name in there else f"NULL::{TYPES[column.kind]} AS {column.name}"
            for column in table.columns
        )
        source = f"FROM current.{table.qualified}" if there else "WHERE false"
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS before.{table.schema}")
        connection.execute(f"CREATE VIEW before.{table.qualified} AS SELECT {columns} {source}")


def see_arrived(connection: duckdb.DuckDBPyConnection, shards: Sequence[Path]) -> None:
    """Make `arrived.<table>` for each table of MAIN: the shards' rows, read where they lie."""
    connection.execute("ATTACH ':memory:' AS arrived")
    for table in MAIN:
        files = ", ".join(quoted(str(parquet(folder, table.name))) for folder in shards)
        rows = f"read_parquet([{files}])" if files else f"next.{table.qualified} LIMIT 0"
        connection.execute(f"CREATE VIEW arrived.{table.name} AS FROM {rows}")


def fill(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Fill `main`: what is not replaced, what arrived, and the dimension rows that they use.

    What arrived is this run's, though a run that died may have written the shard.
    """
    for table in _DOCUMENTS_AND_FACTS:
        connection.execute(
            f"INSERT INTO {table.qualified} BY NAME "
            f"FROM before.{table.qualified} ANTI JOIN replaced USING (document_id)"
        )
    for table in DIMENSIONS:
        _see_candidates(connection, table)
    for table in FACTS:
        connection.execute(f"INSERT INTO {table.qualified} BY NAME FROM arrived.{table.name}")
    connection.execute(
        "INSERT INTO main.documents BY NAME "
        "SELECT documents.* REPLACE "
        "(coalesce(replaced.first_run_id, $run_id) AS first_run_id, $run_id AS run_id) "
        "FROM arrived.documents LEFT JOIN replaced USING (document_id)",
        {"run_id": run_id},
    )
    for table in DIMENSIONS:
        _fill_dimension(connection, table)


def rows_by_table(connection: duckdb.DuckDBPyConnection) -> str:
    """How many rows `main` should hold, as JSON, counted where they came from.

    The warehouse gate compares these with the tables themselves. Dimension rows have several
    sources each, so that only the table can tell.
    """
    counts = {table.name: _count(connection, table.qualified) for table in DIMENSIONS}
    for table in _DOCUMENTS_AND_FACTS:
        left = f"history.{table.name} SEMI JOIN replaced USING (document_id, known_to)"
        counts[table.name] = (
            _count(connection, f"before.{table.qualified}")
            - _count(connection, left)
            + _count(connection, f"arrived.{table.name}")
        )
    return json.dumps(counts)


def _see_candidates(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Rows that may stand for a key: those that arrived, and current ones that kept facts use.

    All are equal, so that the order in which documents come makes no difference.
    """
    (key,) = table.key
    before = f"before.{table.qualified}"
    connection.execute(
        f"CREATE TEMP TABLE candidate_{table.name} AS FROM arrived.{table.name} "
        f"UNION ALL BY NAME ({_used(table, before)} FROM {before} SEMI JOIN used USING ({key}))"
    )


def _fill_dimension(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    (key,) = table.key
    order = ", ".join(f"{name} NULLS LAST" for name in table.names)
    connection.execute(
        f"INSERT INTO {table.qualified} BY NAME {_used(table, f'candidate_{table.name}')} "
        f"FROM candidate_{table.name} SEMI JOIN used USING ({key}) "
        # The row that knows most comes first, then the least in the order of its values.
        f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {order}) = 1 ORDER BY {key}"
    )


def _used(table: Table, source: str) -> str:
    """A WITH clause `used`: keys that rows of `main` name, and keys that those rows name."""
    (key,) = table.key
    named = [
        f"SELECT {reference.column} FROM {fact.qualified} WHERE {reference.column} IS NOT NULL"
        for fact in _DOCUMENTS_AND_FACTS
        for reference in fact.references
        if reference.table == table.name
    ]
    onward = [
        f"SELECT {reference.column} FROM {source} SEMI JOIN used USING ({key}) "
        f"WHERE {reference.column} IS NOT NULL"
        for reference in table.references
        if reference.table == table.name
    ]
    return f"WITH RECURSIVE used({key}) AS ({' UNION '.join([*named, *onward])})"


def _place(table: Table) -> tuple[str, str]:
    return table.schema, table.name


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    ((count,),) = connection.execute(f"SELECT count(*) FROM {rows}").fetchall()
    return int(count)
