"""Current rows that still hold, and the rows that arrived."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from schemas.table import Table
from schemas.to_duckdb import TYPES, quoted
from schemas.warehouse import (
    ALL,
    DIMENSIONS,
    DOCUMENTS,
    ENTITIES,
    ENTITY_TELLINGS,
    FACTS,
    MAIN,
    METRICS,
    OF_DOCUMENTS,
)
from warehouse.shards import parquet

# Who, of what kind and under what name is in the key: all tellings of an entity agree on these.
_IN_THE_KEY = ("entity_id", "kind", "name")


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
    if found and not any(_place(ENTITY_TELLINGS) == tuple(place) for *place, _ in found):
        connection.execute(
            f"CREATE OR REPLACE VIEW before.{ENTITY_TELLINGS.qualified} AS {_told_before()}"
        )


def see_arrived(connection: duckdb.DuckDBPyConnection, shards: Sequence[Path]) -> None:
    """Make `arrived.<table>` for each table of MAIN: the shards' rows, read where they lie."""
    connection.execute("ATTACH ':memory:' AS arrived")
    for table in MAIN:
        files = ", ".join(quoted(str(parquet(folder, table.name))) for folder in shards)
        rows = f"read_parquet([{files}])" if files else f"next.{table.qualified} LIMIT 0"
        connection.execute(f"CREATE VIEW arrived.{table.name} AS FROM {rows}")


def fill(connection: duckdb.DuckDBPyConnection, run: Mapping[str, Any]) -> None:
    """Fill `main`: what does not leave, what arrived, and what stands across documents.

    What arrived is this run's, though a run that died may have written the shard; but a document
    that says what it said is still the run's that read it first so.
    """
    for table in (DOCUMENTS, *OF_DOCUMENTS):
        connection.execute(
            f"INSERT INTO {table.qualified} BY NAME "
            f"FROM before.{table.qualified} ANTI JOIN leaving USING (document_id)"
        )
    connection.execute(_METRICS_KEPT)
    for table in OF_DOCUMENTS:
        connection.execute(f"INSERT INTO {table.qualified} BY NAME FROM arrived.{table.name}")
    told = {"run_id": run["run_id"], "rules": run["rules_fingerprint"]}
    connection.execute(_DOCUMENTS_ARRIVED, told)
    connection.execute(_METRICS)
    connection.execute(_entities())


def rows_by_table(connection: duckdb.DuckDBPyConnection) -> str:
    """How many rows `main` should hold, as JSON, counted where they came from.

    The warehouse gate compares these with the tables themselves. Rows of `entities` and `metrics`
    have several sources each, so that only the table can tell.
    """
    counts = {table.name: _count(connection, table.qualified) for table in DIMENSIONS}
    for table in (DOCUMENTS, *OF_DOCUMENTS):
        before = f"before.{table.qualified}"
        counts[table.name] = (
            _count(connection, before)
            - _count(connection, f"{before} SEMI JOIN leaving USING (document_id)")
            + _count(connection, f"arrived.{table.name}")
        )
    return json.dumps(counts)


_DOCUMENTS_ARRIVED = """
INSERT INTO main.documents BY NAME
WITH earlier AS (
    SELECT document_id, arg_min(first_run_id, known_from) AS first_run_id
    FROM before.history.documents
    GROUP BY document_id
)
SELECT
    arrived.* REPLACE (
        coalesce(leaving.first_run_id, earlier.first_run_id, $run_id) AS first_run_id,
        CASE WHEN leaving.says_the_same THEN leaving.run_id ELSE $run_id END AS run_id,
        $rules AS rules_fingerprint
    )
FROM arrived.documents AS arrived
LEFT JOIN leaving USING (document_id)
LEFT JOIN earlier USING (document_id)
"""
# All rows of one key are equal, whatever document they come with.
_METRICS_KEPT = """
CREATE TEMP TABLE metrics_kept AS
FROM before.main.metrics SEMI JOIN main.figures USING (metric_id)
"""
_METRICS = f"""
INSERT INTO main.metrics BY NAME
FROM (FROM metrics_kept UNION ALL BY NAME FROM arrived.metrics)
SEMI JOIN main.figures USING (metric_id)
QUALIFY row_number() OVER (PARTITION BY metric_id ORDER BY {", ".join(METRICS.names)}) = 1
ORDER BY metric_id
"""


def _entities() -> str:
    """Fill `entities`: of each, what most documents tell, and of what as many tell the least.

    So it is a function of the current documents, whatever came before and in whatever order.
    """
    told = [name for name in ENTITIES.names if name not in _IN_THE_KEY]
    most = ", ".join(
        f"most_{name} AS (SELECT entity_id, {name} FROM main.entity_tellings "
        f"WHERE {name} IS NOT NULL GROUP BY entity_id, {name} QUALIFY "
        f"row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, {name}) = 1)"
        for name in told
    )
    joins = " ".join(f"LEFT JOIN most_{name} USING (entity_id)" for name in told)
    return (
        f"INSERT INTO main.entities BY NAME WITH {most} SELECT * "
        f"FROM (SELECT DISTINCT {', '.join(_IN_THE_KEY)} FROM main.entity_tellings) {joins} "
        "ORDER BY entity_id"
    )


def _told_before() -> str:
    """What documents tell of entities, for a version that keeps `entities` alone.

    Each document tells of those that its rows name, and of the wholes that these are part of, what
    the version knows of them.
    """
    named = [
        f"SELECT document_id, {reference.column} FROM before.{table.qualified} "
        f"WHERE {reference.column} IS NOT NULL"
        for table in (DOCUMENTS, *FACTS)
        for reference in table.references
        if reference.table == ENTITIES.name
    ]
    wholes = (
        "SELECT document_id, parent_id FROM named INNER JOIN before.main.entities "
        "USING (entity_id) WHERE parent_id IS NOT NULL"
    )
    return (
        f"WITH RECURSIVE named(document_id, entity_id) AS ({' UNION '.join([*named, wholes])}) "
        f"SELECT {', '.join(ENTITY_TELLINGS.names)} "
        "FROM named INNER JOIN before.main.entities USING (entity_id)"
    )


def _place(table: Table) -> tuple[str, str]:
    return table.schema, table.name


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    ((count,),) = connection.execute(f"SELECT count(*) FROM {rows}").fetchall()
    return int(count)
