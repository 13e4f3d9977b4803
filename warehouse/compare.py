"""What one version says that another does not: rows added, changed and lost, by table and rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from schemas.table import Table
from schemas.warehouse import DOCUMENTS, MAIN, RUN_STAMPS
from warehouse.probe import attach

ADDED, CHANGED, LOST = "added", "changed", "lost"
# What only a run says, and what other columns stand for.
_LEFT_OUT = (*RUN_STAMPS, "text")


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that differs: whose it is, what it quotes, and each changed column, old and new."""

    what: str
    rule: str | None
    path: str | None
    quote: str | None
    values: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableDifferences:
    """A table's differences: how many by what and rule, how many rows before and after, some."""

    table: str
    before: int
    after: int
    counts: Mapping[tuple[str, str | None], int]
    some: tuple[Difference, ...]

    def total(self, what: str) -> int:
        """How many rows were added, changed or lost, whatever their rules."""
        return sum(count for (kind, _), count in self.counts.items() if kind == what)


def compare(before: Path, after: Path, shown: int) -> list[TableDifferences]:
    """The differences in each table of MAIN, with at most `shown` rows of each kind."""
    with duckdb.connect() as connection:
        attach(connection, before, "before")
        attach(connection, after, "after")
        return [_compared(connection, table, shown) for table in MAIN]


def _compared(connection: duckdb.DuckDBPyConnection, table: Table, shown: int) -> TableDifferences:
    columns = _columns(connection, table)
    connection.execute(_differing(table, columns, _has_table(connection, table)))
    counted = connection.execute(
        "SELECT what, rule, count(*) FROM differing GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    some = connection.execute(
        "FROM differing QUALIFY row_number() OVER (PARTITION BY what ORDER BY path, place) <= ? "
        "ORDER BY what, path, place",
        [shown],
    ).fetchall()
    sides = [
        f"(SELECT count(*) FROM {side}.{table.qualified})" if there else "0"
        for side, there in (("before", _has_table(connection, table)), ("after", True))
    ]
    ((old, new),) = connection.execute(f"SELECT {', '.join(sides)}").fetchall()
    return TableDifferences(
        *(table.name, old, new),
        {(what, rule): count for what, rule, count in counted},
        tuple(_difference(columns, row) for row in some),
    )


def _difference(columns: list[str], row: tuple[Any, ...]) -> Difference:
    what, rule, path, _, quote, old, new = row
    pairs = zip(columns, old, new, strict=True) if what == CHANGED else ()
    values = {name: (a, b) for name, a, b in pairs if a != b}
    return Difference(what, rule, path, quote, values)


def _has_table(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    return bool(_found(connection, "before", table))


def _columns(connection: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    """What is compared: values that the table had before, too."""
    there = _found(connection, "before", table) or set(table.names)
    left_out = {*table.key, *_LEFT_OUT}
    return [name for name in table.names if name in there and name not in left_out]


def _found(connection: duckdb.DuckDBPyConnection, side: str, table: Table) -> set[str]:
    rows = connection.execute(
        "SELECT column_name FROM duckdb_columns() "
        "WHERE database_name = ? AND schema_name = ? AND table_name = ?",
        [side, table.schema, table.name],
    ).fetchall()
    return {name for (name,) in rows}


def _differing(table: Table, columns: list[str], is_there: bool) -> str:
    """Rows of `differing`: what, rule, path, place in the document, quote, values old and new.

    Rows are one and the same by their key, which stands for the document and the characters.
    """
    key = ", ".join(table.key)
    old, new = (
        f"[{', '.join(f'{side}.{name}::VARCHAR' for name in columns)}]" for side in ("a", "b")
    )
    rule, quote, place = (
        f"coalesce(b.{name}, a.{name})" if name in table.names else "NULL"
        for name in ("rule", _shown(table), "start_char")
    )
    document = "coalesce(b.document_id, a.document_id)" if "document_id" in table.names else "NULL"
    first = table.key[0]
    path = (
        f"coalesce((SELECT path FROM after.main.documents AS d WHERE d.document_id = {document}),"
        f" (SELECT path FROM before.main.documents AS d WHERE d.document_id = {document}))"
    )
    before = f"before.{table.qualified}" if is_there else f"after.{table.qualified} LIMIT 0"
    return f"""
        CREATE OR REPLACE TEMP TABLE differing AS
        WITH a AS (FROM {before}), b AS (FROM after.{table.qualified})
        SELECT
            CASE
                WHEN a.{first} IS NULL THEN '{ADDED}' WHEN b.{first} IS NULL THEN '{LOST}'
                ELSE '{CHANGED}'
            END AS what,
            {rule} AS rule, {path} AS path, {place} AS place, {quote} AS quote,
            {old} AS old, {new} AS new
        FROM a FULL JOIN b USING ({key})
        WHERE a.{first} IS NULL OR b.{first} IS NULL OR {old} IS DISTINCT FROM {new}
    """


def _shown(table: Table) -> str:
    if table.evidence:
        return "quote"
    return "title" if table is DOCUMENTS else "name"
