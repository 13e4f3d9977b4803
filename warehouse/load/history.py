"""Rows that are no longer current, with when they were and why they are not."""

import duckdb

from schemas.table import Table
from schemas.to_duckdb import quoted
from schemas.warehouse import DOCUMENTS, HISTORY, OF_DOCUMENTS, RUN_STAMPS
from warehouse.arrival import Arrival

# A text, bytes or a stated date that differ are a correction by the source; what arrives as it was
# is read anew by us; what is withdrawn does not arrive. Time never runs backwards here, even where
# a machine's clock does.
_LEAVING = """
CREATE TEMP TABLE leaving AS
SELECT
    document.document_id,
    document.first_run_id,
    document.run_id,
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
    newer.document_id IS NOT NULL AND differing.document_id IS NULL AS says_the_same
FROM before.main.documents AS document
LEFT JOIN arrived.documents AS newer USING (document_id)
LEFT JOIN differing USING (document_id)
WHERE newer.document_id IS NOT NULL OR list_contains($retracted, document.document_id)
"""
_REPLACED = """
CREATE TEMP TABLE replaced AS
WITH known AS (
    SELECT
        leaving.document_id,
        leaving.superseded_because,
        greatest(
            coalesce(run.finished_at, run.started_at),
            (
                SELECT max(version.known_to)
                FROM before.history.documents AS version
                WHERE version.document_id = leaving.document_id
            )
        ) AS known_from
    FROM leaving
    LEFT JOIN before.ops.runs AS run USING (run_id)
    WHERE NOT leaving.says_the_same
)
SELECT
    *,
    greatest($finished_at::TIMESTAMP, known_from + INTERVAL 1 MICROSECOND) AS known_to,
    $run_id AS superseded_by_run
FROM known
"""


def find_replaced(connection: duckdb.DuckDBPyConnection, arrival: Arrival) -> None:
    """Make `leaving`, one row for each current document that arrived again or was withdrawn.

    `says_the_same` tells of those that arrived with the very rows that they had: nothing of them
    becomes history. `replaced` has one row for each of the others.
    """
    connection.execute(
        "CREATE TEMP TABLE met AS SELECT document_id "
        "FROM before.main.documents SEMI JOIN arrived.documents USING (document_id)"
    )
    differing = " UNION ".join(map(_differing, (DOCUMENTS, *OF_DOCUMENTS)))
    connection.execute(f"CREATE TEMP TABLE differing AS {differing}")
    connection.execute(_LEAVING, {"retracted": [*arrival.retracted]})
    told = {name: arrival.run[name] for name in ("finished_at", "run_id")}
    connection.execute(_REPLACED, told)


def _differing(table: Table) -> str:
    """A query for the documents of which a row went or came; the digest stands for the text."""
    kept = (name for name in table.names if name not in (*RUN_STAMPS, "text"))
    columns = ", ".join(kept)
    before, arrived = (
        f"SELECT {columns} FROM {source} SEMI JOIN met USING (document_id)"
        for source in (f"before.{table.qualified}", f"arrived.{table.name}")
    )
    return (
        f"SELECT document_id FROM (({before} EXCEPT ALL {arrived}) "
        f"UNION ALL ({arrived} EXCEPT ALL {before}))"
    )


def keep_replaced(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `history`: what it held, and the current rows of every replaced document."""
    for table in HISTORY:
        connection.execute(f"INSERT INTO {table.qualified} BY NAME FROM before.{table.qualified}")
    for table in (DOCUMENTS, *OF_DOCUMENTS):
        connection.execute(
            f"INSERT INTO history.{table.name} BY NAME "
            "SELECT rows.*, known_from, known_to, superseded_because, superseded_by_run "
            f"FROM before.{table.qualified} AS rows INNER JOIN replaced USING (document_id)"
        )


# One macro for each table that has a history: a document's rows hold from the run that loaded them,
# and no sooner than its last version ended. The day on which it was told stands beside each row.
_AS_OF = """
CREATE MACRO main.{name}_as_of(moment) AS TABLE
WITH current_documents AS (
    SELECT
        document.document_id,
        document.published_start,
        document.published_end,
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
    document.known_from,
    NULL::TIMESTAMP AS known_to,
    NULL::VARCHAR AS superseded_because
FROM main.{name} AS rows
INNER JOIN current_documents AS document USING (document_id)
WHERE document.known_from <= moment
UNION ALL
SELECT
    {columns},
    rows.known_from,
    rows.known_to,
    rows.superseded_because
FROM history.{name} AS rows
INNER JOIN history.documents AS document
    ON rows.document_id = document.document_id AND rows.known_to = document.known_to
WHERE rows.known_from <= moment AND moment < rows.known_to
"""
_TOLD = ("published_start", "published_end")
_ANSWERS = (
    "{grain}, as the warehouse told it at a moment (UTC): current rows and replaced ones alike. "
    "known_to is null where it still does; published_start and published_end are the day of its "
    "document's telling, as the warehouse had it then."
)


def create_as_of(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `<table>_as_of(moment)` in `main` for documents and for all that they say."""
    for table in (DOCUMENTS, *OF_DOCUMENTS):
        told = [f"document.{name}" for name in _TOLD if name not in table.names]
        columns = ", ".join([*(f"rows.{name}" for name in table.names), *told])
        connection.execute(_AS_OF.format(name=table.name, columns=columns))
        comment = quoted(_ANSWERS.format(grain=table.grain.capitalize()))
        connection.execute(f"COMMENT ON MACRO TABLE main.{table.name}_as_of IS {comment}")
