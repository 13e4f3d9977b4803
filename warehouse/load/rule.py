"""A new version that differs from the current one in an editor's rulings alone."""

import shutil
from pathlib import Path

import duckdb

from schemas.operations import METRIC_RULINGS
from schemas.to_duckdb import to_duckdb
from warehouse.load.build import whole_or_none, written
from warehouse.publish import publish
from warehouse.rulings import insert_rulings, read_rulings, settled
from warehouse.versions import building_file, current_version


def rulings_differ(warehouse: Path) -> bool:
    """Whether the file of rulings says something else than the current version.

    Raises RulingsUnreadable where the file cannot be read.
    """
    wanted = settled(read_rulings(warehouse))
    current = current_version(warehouse)
    if current is None:
        return False
    with duckdb.connect(str(current), read_only=True) as connection:
        try:
            held = connection.execute("SELECT phrase, name FROM main.metric_rulings").fetchall()
        except duckdb.CatalogException:  # a version from before there were any
            return bool(wanted)
    return dict(held) != wanted


def apply_rulings(warehouse: Path, version_id: str, keep: int) -> bool:
    """Publish a version with today's rulings, where the current one has others; whether it did.

    To be called under the lock. Raises BuildFailed and RulingsUnreadable, after which nothing has
    changed.
    """
    current = current_version(warehouse)
    if current is None or not rulings_differ(warehouse):
        return False
    publish(build_ruled(warehouse, current, version_id), warehouse, keep)
    return True


def build_ruled(warehouse: Path, current: Path, version_id: str) -> Path:
    """Write the current version again with today's rulings; its file, closed and unpublished.

    Raises BuildFailed, after which nothing has changed.
    """
    built = building_file(warehouse, version_id)
    failing = (
        f"The rulings could not be brought into {warehouse}",
        "The current version is untouched, and the rulings are kept for the next run.",
    )
    with whole_or_none(built, *failing):
        shutil.copyfile(current, built)
        with written(built) as connection:
            _create_table(connection)
            insert_rulings(connection, warehouse)
    return built


def _create_table(connection: duckdb.DuckDBPyConnection) -> None:
    """A version from before there were any rulings has no place for them."""
    there = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = 'next' AND table_name = $name",
        {"name": METRIC_RULINGS.name},
    ).fetchall()
    for statement in [] if there else to_duckdb(METRIC_RULINGS):
        connection.execute(statement)
