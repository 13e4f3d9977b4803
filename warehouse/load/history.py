"""Rows that are no longer current, with when they were and why they are not."""

from typing import Any

import duckdb

from schemas.warehouse import DOCUMENTS, FACTS, HISTORY

# A text or bytes that differ are a correction by the source; otherwise it is we who read anew.
# Time never runs backwards here, even where a machine's clock does.
_REPLACED = """
CREATE TEMP TABLE replaced AS
WITH known AS (
    SELECT
        document.document_id,
        document.first_run_id,
        CASE
            WHEN document.text_sha256 <> newer.text_sha256 THEN 'correction'
            WHEN document.raw_sha256 <> newer.raw_sha256 THEN 'correction'
            ELSE 'rereading'
        END AS superseded_because,
        greatest(
            coalesce(run.finished_at, run.started_at),
            (
                SELECT max(version.known_to)
                FROM before.history.documents AS version
                WHERE version.document_id = document.document_id
            )
        ) AS known_from
    FROM before.main.documents AS document
    INNER JOIN arrived.documents AS newer USING (document_id)
    LEFT JOIN before.ops.runs AS run ON document.run_id = run.run_id
)
SELECT
    *,
    greatest($finished_at::TIMESTAMP, known_from + INTERVAL 1 MICROSECOND) AS known_to,
    $run_id AS superseded_by_run
FROM known
"""


def find_replaced(connection: duckdb.DuckDBPyConnection, run: dict[str, Any]) -> None:
    """Make `replaced`: one row for each current document that arrived again."""
    names = ("finished_at", "run_id")
    connection.execute(_REPLACED, {name: run[name] for name in names})


def keep_replaced(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `history`: what it held, and the current rows of every replaced document."""
    for table in HISTORY:
        connection.execute(f"INSERT INTO {table.qualified} BY NAME FROM before.{table.qualified}")
    for table in (DOCUMENTS, *FACTS):
        connection.execute(
            f"INSERT INTO history.{table.name} BY NAME "
            "SELECT rows.*, known_from, known_to, superseded_because, superseded_by_run "
            f"FROM before.{table.qualified} AS rows INNER JOIN replaced USING (document_id)"
        )
