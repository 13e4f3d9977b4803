"""The steps of building one version."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from schemas.operations import OPERATIONS
from schemas.to_duckdb import quoted, to_duckdb
from schemas.warehouse import ALL
from warehouse import journal
from warehouse.arrival import Arrival, add_up
from warehouse.errors import BuildFailed
from warehouse.load.copies import link_copies
from warehouse.load.drift import create_freshness, measure_drift
from warehouse.load.history import create_as_of, find_replaced, keep_replaced
from warehouse.load.merge import fill, rows_by_table, see_arrived, see_before
from warehouse.load.views import create_views
from warehouse.probe import attach
from warehouse.quarantine import insert_set_aside, mark_rejected
from warehouse.retractions import insert_retractions
from warehouse.rulings import insert_rulings
from warehouse.versions import building_file, current_version, remove

STORAGE_VERSION = "v1.0.0"
"""The oldest format that holds our types, so that every client since DuckDB 1.0 can read it."""

_MEMORY = "1GB"


def build(warehouse: Path, arrival: Arrival) -> Path:
    """Write the version that follows from the current one and what arrived; its file.

    Documents that arrived replace those of the same key, whose rows move to `history`. The file
    is closed, has no log beside it, and is not published. Raises BuildFailed, after which nothing
    has changed.
    """
    current = current_version(warehouse)
    built = building_file(warehouse, arrival.run["run_id"])
    failing = (
        f"The next version of {warehouse} could not be written",
        "The current version is untouched. Where the disk is full or the folder may not be "
        "written, mend that and run again.",
    )
    with whole_or_none(built, *failing), written(built) as connection:
        _write(connection, current, journal.entries(warehouse), arrival)
        insert_rulings(connection, warehouse)
        mark_rejected(connection, warehouse)
        insert_retractions(connection, warehouse)
    return built


def seal(built: Path, checks: pl.DataFrame) -> None:
    """Add the warehouse gate's rows to the `ops.checks` of a built file, and close it again."""
    with written(built) as connection:
        _insert(connection, "checks", add_up(checks))


@contextmanager
def whole_or_none(built: Path, what: str, so: str) -> Iterator[None]:
    """Nothing of the file is left where it cannot be written: BuildFailed says what, why and so."""
    try:
        built.parent.mkdir(parents=True, exist_ok=True)
        _remove(built)
        yield
    except (duckdb.Error, OSError) as error:
        _remove(built)
        raise BuildFailed(f"{what}: {error}\n{so}") from error


@contextmanager
def written(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose default database is the file; once closed, the file stands alone."""
    with duckdb.connect(config={"memory_limit": _MEMORY}) as connection:
        connection.execute(f"SET temp_directory = {quoted(f'{built}.spill')}")
        connection.execute(
            f"ATTACH {quoted(str(built))} AS next (STORAGE_VERSION '{STORAGE_VERSION}')"
        )
        connection.execute("USE next")
        yield connection
        connection.execute("CHECKPOINT next")
        connection.execute("USE memory")
        connection.execute("DETACH next")


def _write(
    connection: duckdb.DuckDBPyConnection,
    current: Path | None,
    unpublished: list[dict[str, pl.DataFrame]],
    arrival: Arrival,
) -> None:
    _create_tables(connection)
    if current:
        attach(connection, current, "current")
    see_before(connection)
    see_arrived(connection, arrival.shards)
    find_replaced(connection, arrival)
    fill(connection, arrival.run)
    link_copies(connection)
    keep_replaced(connection)
    for table in OPERATIONS:
        connection.execute(f"INSERT INTO {table.qualified} BY NAME FROM before.{table.qualified}")
    for operations in unpublished:
        _insert_run(connection, operations)
    _insert_run(connection, arrival.operations(rows_by_table(connection)))
    measure_drift(connection, arrival.run["run_id"])
    create_freshness(connection)
    create_as_of(connection)
    create_views(connection)


def _create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    statements = [statement for table in ALL for statement in to_duckdb(table)]
    # One transaction: each of the hundreds of comments would be written to the disk by itself.
    connection.execute("; ".join(["BEGIN", *statements, "COMMIT"]))


def _insert_run(connection: duckdb.DuckDBPyConnection, operations: dict[str, pl.DataFrame]) -> None:
    """Add a run, unless the current version already tells of it."""
    run_id = operations["runs"]["run_id"].item()
    known = connection.execute("SELECT count(*) FROM ops.runs WHERE run_id = ?", [run_id])
    if known.fetchall() == [(0,)]:
        for name in ("runs", "checks"):
            _insert(connection, name, operations[name])
        insert_set_aside(connection, operations["quarantine"], operations["read_again"])


def _insert(connection: duckdb.DuckDBPyConnection, name: str, rows: pl.DataFrame) -> None:
    connection.register("inserted", rows)
    connection.execute(f"INSERT INTO ops.{name} BY NAME FROM inserted")
    connection.unregister("inserted")


def _remove(built: Path) -> None:
    """Remove a file that was begun, with its log and what it spilled."""
    for path in built.parent.glob(f"{built.name}*"):
        remove(path)
