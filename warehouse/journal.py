"""Runs that published nothing, kept beside the warehouse until the next version takes them in.

A version is not written for them: readers would be told of new data where there is none, and the
versions that are kept for undoing would soon be all alike. A schedule may find nothing new for
months: entries that only say so are merged, so that they stay quick to read.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from schemas.operations import RUNS
from schemas.to_polars import to_polars
from warehouse.arrival import Arrival
from warehouse.probe import attach
from warehouse.versions import folder_of

Entry = dict[str, pl.DataFrame]

_FOLDER = "unpublished"
_FRAMES = ("runs", "checks", "quarantine", "read_again")
_MOST = 40


def record_unpublished(warehouse: Path, arrival: Arrival) -> None:
    """Keep what a run that failed or found nothing new has to tell; its shards are left out."""
    folder = folder_of(warehouse) / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, arrival.run["run_id"], arrival.operations())
    if sum(1 for _ in folder.glob("*.runs.parquet")) > _MOST:
        _merge(folder)


def entries(warehouse: Path) -> list[Entry]:
    """What `Arrival.operations` gave of every run kept, oldest first."""
    return [
        entry
        for name in _names(folder_of(warehouse) / _FOLDER)
        for entry in _parted(_read(folder_of(warehouse) / _FOLDER, name))
    ]


def unpublished_runs(warehouse: Path) -> pl.DataFrame:
    """Rows of `ops.runs` that no version holds yet, oldest first."""
    rows = [entry["runs"] for entry in entries(warehouse)]
    runs = pl.concat(rows) if rows else to_polars(RUNS).to_frame()
    return runs.unique("run_id", keep="any").sort("started_at")


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


def _merge(folder: Path) -> None:
    """Make one entry, named like the last of them, of the oldest that changed nothing."""
    names, idle = _names(folder), []
    for name in names:
        entry = _read(folder, name)
        if not entry["checks"].is_empty() or not _changed_nothing(entry):
            break
        idle.append(entry)
    if len(idle) < 2:
        return
    held = pl.concat([entry["quarantine"] for entry in idle])
    latest = held.group_by("quarantine_id").agg(pl.col("last_run_id").last())
    last = idle[-1]
    merged = {
        "runs": pl.concat([entry["runs"] for entry in idle]).unique("run_id", maintain_order=True),
        "checks": last["checks"],
        "quarantine": held.unique("quarantine_id", keep="first", maintain_order=True)
        .drop("last_run_id")
        .join(latest, on="quarantine_id", maintain_order="left")
        .select(held.columns),
        "read_again": last["read_again"].clear(),
    }
    # Whatever ends this, the entries say the same: a run that two of them tell of is taken once.
    _write(folder, names[len(idle) - 1], merged)
    for name in names[: len(idle) - 1]:
        for frame in _FRAMES:
            (folder / f"{name}.{frame}.parquet").unlink(missing_ok=True)


def _changed_nothing(entry: Entry) -> bool:
    """Whether all that the run read again was set aside again."""
    left = entry["read_again"].join(entry["quarantine"], on="quarantine_id", how="anti")
    return left.is_empty()


def _parted(entry: Entry) -> Iterator[Entry]:
    """An entry a run; what a merged one holds for all of them goes with the last."""
    runs = entry["runs"]
    for place in range(runs.height - 1):
        yield {name: entry[name].clear() for name in _FRAMES} | {"runs": runs[place]}
    yield {**entry, "runs": runs[-1]}


def _names(folder: Path) -> list[str]:
    return [_run(file) for file in sorted(folder.glob("*.runs.parquet"))]


def _read(folder: Path, name: str) -> Entry:
    return {frame: pl.read_parquet(folder / f"{name}.{frame}.parquet") for frame in _FRAMES}


def _write(folder: Path, name: str, entry: Entry) -> None:
    # The run's own row comes last: an entry without it is not one.
    for frame in reversed(_FRAMES):
        beside = folder / f".{name}.{frame}"
        entry[frame].write_parquet(beside)
        beside.replace(folder / f"{name}.{frame}.parquet")


def _run(file: Path) -> str:
    return file.name.removesuffix(".parquet").rpartition(".")[0]
