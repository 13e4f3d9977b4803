"""Rows that are no longer current, with when they were and why they are not."""

from typing import Any

import duckdb

from schemas.warehouse import DOCUMENTS, FACTS, HISTORY
from warehouse.load.merge import is_held, keep

# A text or bytes that differ are a correction by the source; otherwise it is we who read anew.
# Time never runs backwards here, even where a machine's clock does.
_REPLACED = """
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
                FROM current.history.documents AS version
                WHERE version.document_id = document.document_id
            )
        ) AS known_from
    FROM current.main.documents AS document
    INNER JOIN arrived.documents AS newer USING (document_id)
    LEFT JOIN current.ops.runs AS run ON document.run_id = run.run_id
)
SELECT
    *,
    greatest(?::TIMESTAMP, known_from + INTERVAL 1 MICROSECOND) AS known_to,
    ? AS superseded_by_run
FROM known
"""
_NONE = """
SELECT
    NULL::VARCHAR AS document_id,
    NULL::VARCHAR AS first_run_id,
    NULL::TIMESTAMP AS known_to
WHERE false
"""


def find_replaced(connection: duckdb.DuckDBPyConnection, run: dict[str, Any]) -> None:
    """Make `replaced`: one row for each current document that arrived again."""
    if is_held(connection, DOCUMENTS):
        connection.execute(
            f"CREATE TEMP TABLE replaced AS {_REPLACED}", [run["finished_at"], run["run_id"]]
        )
    else:
        connection.execute(f"CREATE TEMP TABLE replaced AS {_NONE}")


def keep_replaced(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `history`: what it held, and the current rows of every replaced document."""
    for table in HISTORY:
        keep(connection, table)
    for table in (DOCUMENTS, *FACTS):
        if is_held(connection, table):
            connection.execute(
                f"INSERT INTO history.{table.name} BY NAME "
                "SELECT rows.*, known_from, known_to, superseded_because, superseded_by_run "
                f"FROM current.{table.qualified} AS rows "
                "INNER JOIN replaced USING (document_id)"
            )
