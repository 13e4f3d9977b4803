"""What is set aside, what people decided of it, and how the next version tells of both.

A version never changes, so a decision waits beside the warehouse, one empty file each named by the
row's key and what was decided, until a run has followed it and a version tells of it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.errors import WarehouseMissing
from warehouse.read import Reader
from warehouse.versions import folder_of

if TYPE_CHECKING:
    import duckdb
    import polars as pl

RELEASED, REJECTED = "released", "rejected"
_FOLDER = "decisions"
# Where a row comes from, as its payload tells: an input, or a document that has been read.
_SET_ASIDE = """
SELECT
    * EXCLUDE (payload),
    payload::VARCHAR AS payload,
    payload ->> '$.document_id' AS document_id
FROM ops.quarantine
ORDER BY run_id, quarantine_id
"""


def decide(warehouse: Path, key: str, state: str) -> None:
    """Let a row set aside be read again (`released`) by the next run, or stay out (`rejected`)."""
    folder = folder_of(warehouse) / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{key}.{state}").touch()
    withdraw(warehouse, [key], REJECTED if state == RELEASED else RELEASED)


def withdraw(warehouse: Path, keys: Sequence[str], state: str) -> None:
    """Forget decisions that were followed or that others took the place of."""
    for key in keys:
        (folder_of(warehouse) / _FOLDER / f"{key}.{state}").unlink(missing_ok=True)


def decisions(warehouse: Path) -> dict[str, str]:
    """What was decided and no version tells of, by key."""
    files = sorted((folder_of(warehouse) / _FOLDER).glob("q*.*"))
    return {file.stem: file.suffix[1:] for file in files}


def set_aside_rows(warehouse: Path) -> list[dict[str, Any]]:
    """Rows of `ops.quarantine` as they stand now, oldest first; empty without a warehouse.

    What the current version holds, what runs that published nothing added, and what people
    decided. `document_id` is the document that a row is of; `awaits_run` says that it was
    released and no run has read it yet.
    """
    rows = {row["quarantine_id"]: row for row in _published(warehouse)}
    _add_unpublished(warehouse, rows)
    decided = decisions(warehouse)
    for key, row in rows.items():
        row["state"] = decided.get(key, row["state"])
        row["awaits_run"] = decided.get(key) == RELEASED
    return [*rows.values()]


def _published(warehouse: Path) -> list[dict[str, Any]]:
    try:
        with Reader(warehouse) as reader:
            answer = reader.query(_SET_ASIDE)
    except WarehouseMissing:
        return []
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _add_unpublished(warehouse: Path, rows: dict[str, dict[str, Any]]) -> None:
    if not any(folder_of(warehouse).glob("unpublished/*")):
        return
    import json

    from warehouse.journal import entries  # imports Polars, seldom needed here

    for entry in entries(warehouse):
        for (key,) in entry["read_again"].rows():
            if key in rows:
                rows[key]["state"] = RELEASED
        for row in entry["quarantine"].to_dicts():
            known = rows.setdefault(row["quarantine_id"], row)
            known["last_run_id"] = row["last_run_id"]
            known["state"] = REJECTED if known["state"] == REJECTED else "held"
            known.setdefault("document_id", json.loads(row["payload"]).get("document_id"))


def insert_set_aside(
    connection: "duckdb.DuckDBPyConnection", rows: "pl.DataFrame", read_again: "pl.DataFrame"
) -> None:
    """Add what a run set aside to `ops.quarantine`, each thing once, however many runs met it.

    What the run read again is released, unless it was set aside again: then it is held, but for
    what a person rejected, which stays so.
    """
    connection.register("arrived_rows", rows)
    connection.register("read_again", read_again)
    for statement in _INSERT:
        connection.execute(statement)
    connection.unregister("arrived_rows")
    connection.unregister("read_again")


_INSERT = (
    "UPDATE ops.quarantine SET state = 'released' "
    "WHERE quarantine_id IN (SELECT quarantine_id FROM read_again)",
    "UPDATE ops.quarantine SET last_run_id = arrived.last_run_id, "
    "state = CASE quarantine.state WHEN 'rejected' THEN 'rejected' ELSE 'held' END "
    "FROM arrived_rows AS arrived WHERE quarantine.quarantine_id = arrived.quarantine_id",
    "INSERT INTO ops.quarantine BY NAME "
    "FROM arrived_rows ANTI JOIN ops.quarantine USING (quarantine_id)",
)


def mark_rejected(connection: "duckdb.DuckDBPyConnection", warehouse: Path) -> None:
    """Write into the version being built what people rejected."""
    keys = [key for key, state in decisions(warehouse).items() if state == REJECTED]
    connection.execute(
        "UPDATE ops.quarantine SET state = 'rejected' WHERE list_contains($keys, quarantine_id)",
        {"keys": keys},
    )


def forget_decisions(warehouse: Path, version: Path) -> None:
    """Drop what the version tells of: rows that were rejected when it was built."""
    keys = [key for key, state in decisions(warehouse).items() if state == REJECTED]
    if keys:
        told = {row["quarantine_id"] for row in _published(version) if row["state"] == REJECTED}
        withdraw(warehouse, [key for key in keys if key in told], REJECTED)
