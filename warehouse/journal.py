"""Runs that published nothing, kept beside the warehouse until the next version takes them in.

A version is not written for them: readers would be told of new data where there is none, and the
versions that are kept for undoing would soon be all alike.
"""

from pathlib import Path

import duckdb
import polars as pl

from schemas.to_polars import to_polars
from schemas.warehouse import RUNS
from warehouse.arrival import Arrival
from warehouse.probe import attach
from warehouse.versions import folder_of

_FOLDER = "unpublished"


def record_unpublished(warehouse: Path, arrival: Arrival) -> None:
    """Keep what a run that failed or found nothing new has to tell; its shards are left out."""
    folder = folder_of(warehouse) / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    operations, run_id = arrival.operations(), arrival.run["run_id"]
    # The run's own row comes last: an entry without it is not one.
    for name in reversed(operations):
        operations[name].write_parquet(folder / f"{run_id}.{name}.parquet")


def entries(warehouse: Path) -> list[dict[str, pl.DataFrame]]:
    """What `Arrival.operations` gave of every run kept, oldest first."""
    runs = sorted((folder_of(warehouse) / _FOLDER).glob("*.runs.parquet"))
    names = ["runs", "checks", "quarantine", "read_again"]
    return [
        {name: pl.read_parquet(file.with_name(f"{_run(file)}.{name}.parquet")) for name in names}
        for file in runs
    ]


def unpublished_runs(warehouse: Path) -> pl.DataFrame:
    """Rows of `ops.runs` that no version holds yet, oldest first."""
    rows = [entry["runs"] for entry in entries(warehouse)]
    return pl.concat(rows).sort("started_at") if rows else to_polars(RUNS).to_frame()


def forget(warehouse: Path, version: Path) -> None:
    """Drop the runs that the version tells of."""
    files = sorted((folder_of(warehouse) / _FOLDER).glob("*.parquet"))
    if not files:
        return
    with duckdb.connect() as connection:
        attach(connection, version, "published")
        told = connection.execute("SELECT run_id FROM published.ops.runs").fetchall()
    for file in files:
        if (_run(file),) in told:
            file.unlink()


def _run(file: Path) -> str:
    return file.name.removesuffix(".parquet").rpartition(".")[0]
