"""Rows that are no longer current, with when they were and why they are not."""

import duckdb

from schemas.to_duckdb import quoted
from schemas.warehouse import DOCUMENTS, FACTS, HISTORY
from warehouse.arrival import Arrival

# A text, bytes or a stated date that differ are a correction by the source; what arrives as it was
# is read anew by us; what is withdrawn does not arrive. Time never runs backwards here, even where
# a machine's clock does.
_REPLACED = """
CREATE TEMP TABLE replaced AS
WITH known AS (
    SELECT
        document.document_id,
        document.first_run_id,
        CASE
            WHEN newer.document_id IS NULL THEN 'retraction'
            WHEN document.text_sha256 <> newer.text_sha256 THEN 'correction'
            WHEN document.raw_sha256 <> newer.raw_sha256 THEN 'correction'
            WHEN
                'metadata' IN (document.published_basis, newer.published_basis)
                AND (document.published_basis, document.published_start, document.published_end)
                IS DISTINCT FROM (newer.published_basis, newer.published_start, newer.published_end)
                THEN 'correction'
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
    LEFT JOIN arrived.documents AS newer USING (document_id)
    LEFT JOIN before.ops.runs AS run ON document.run_id = run.run_id
    WHERE newer.document_id IS NOT NULL OR list_contains($retracted, document.document_id)
)
SELECT
    *,
    greatest($finished_at::TIMESTAMP, known_from + INTERVAL 1 MICROSECOND) AS known_to,
    $run_id AS superseded_by_run
FROM known
"""


def find_replaced(connection: duckdb.DuckDBPyConnection, arrival: Arrival) -> None:
    """Make `replaced`: one row for each current document that arrived again or was withdrawn."""
    told = {name: arrival.run[name] for name in ("finished_at", "run_id")}
    connection.execute(_REPLACED, {**told, "retracted": [*arrival.retracted]})


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


# One macro for each table that has a history: a document's rows hold from the run that loaded them,
# and no sooner than its last version ended.
_AS_OF = """
CREATE MACRO main.{name}_as_of(moment) AS TABLE
WITH known AS (
    SELECT
        document.document_id,
        greatest(
            coalesce(run.finished_at, run.started_at),
            (
                SELECT max(version.known_to)
                FROM history.documents AS version
                WHERE version.document_id = document.document_id
            )
        ) AS known_from
    FROM main.documents AS document
    LEFT JOIN ops.runs AS run ON document.run_id = run.run_id
)
SELECT
    {columns},
    known.known_from,
    NULL::TIMESTAMP AS known_to,
    NULL::VARCHAR AS superseded_because
FROM main.{name} AS rows
INNER JOIN known USING (document_id)
WHERE known.known_from <= moment
UNION ALL
SELECT
    {columns},
    rows.known_from,
    rows.known_to,
    rows.superseded_because
FROM history.{name} AS rows
WHERE rows.known_from <= moment AND moment < rows.known_to
"""
_ANSWERS = (
    "{grain}, as the warehouse told it at a moment (UTC): current rows and replaced ones alike. "
    "known_to is null where it still does."
)


def create_as_of(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `<table>_as_of(moment)` in `main` for documents and for every table of facts."""
    for table in (DOCUMENTS, *FACTS):
        columns = ", ".join(f"rows.{name}" for name in table.names)
        connection.execute(_AS_OF.format(name=table.name, columns=columns))
        told = quoted(_ANSWERS.format(grain=table.grain.capitalize()))
        connection.execute(f"COMMENT ON MACRO TABLE main.{table.name}_as_of IS {told}")
