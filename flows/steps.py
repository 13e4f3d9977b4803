"""The steps of a run as Prefect tasks: coarse ones, a shard or more at a time.

Their inputs and results are paths and frames that only this process sees, so Prefect neither
hashes nor stores them: what lets a killed run go on is the content-named files of `shards.py`.
"""

import errno
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.settings import Settings
from flows.work.intake import Intake, take_in
from flows.work.known import Known
from flows.work.shards import frames_of
from flows.work.workers import Workers
from warehouse.arrival import Arrival
from warehouse.check import RowGate, row_gate, warehouse_gate
from warehouse.journal import record_unpublished
from warehouse.load import build, seal
from warehouse.load.rule import apply_rulings
from warehouse.publish import publish
from warehouse.shards import write_shard

# What stays as it is, however often it is tried.
_LASTING = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EISDIR,
}


def _passing(task: Any, run: Any, state: Any) -> bool:
    """Whether trying again may help: a worker died, or the file system hiccuped."""
    error = state.result(raise_on_failure=False)
    if isinstance(error, BrokenProcessPool):
        return True
    return isinstance(error, OSError) and error.errno not in _LASTING


_TRIED_AGAIN = {
    "cache_policy": NO_CACHE,
    "persist_result": False,
    "retries": 2,
    "retry_delay_seconds": 1,
    "retry_condition_fn": _passing,
}


@task(name="ingest", **_TRIED_AGAIN)
def ingest(paths: list[Path], known: Known, settings: Settings, reread: bool) -> Intake:
    """Bytes to shards of documents, and to rejections."""
    return take_in(paths, known, settings, reread)


@task(name="extract", task_run_name="extract {shard.stem}", **_TRIED_AGAIN)
def extract(shard: Path, workers: Workers) -> Path:
    """One shard to the folder of what it says."""
    return workers.read(shard)


@task(name="check", **_TRIED_AGAIN)
def check(reading: Path, checked: Path, run_id: str) -> RowGate:
    """What one shard says to its good rows, in the folder `checked`, and to those set aside."""
    gate = row_gate(frames_of(reading), run_id)
    write_shard(gate.frames, checked)
    return gate


@task(name="load", **_TRIED_AGAIN)
def load(warehouse: Path, arrival: Arrival) -> Path:
    """All that arrived to the next version of the warehouse, unpublished and checked."""
    built = build(warehouse, arrival)
    seal(built, warehouse_gate(built, arrival.run["run_id"]))
    return built


@task(name="publish", **_TRIED_AGAIN)
def release(built: Path, warehouse: Path, keep: int) -> None:
    """The checked version to the one that readers find."""
    publish(built, warehouse, keep)


@task(name="record", **_TRIED_AGAIN)
def record(warehouse: Path, arrival: Arrival) -> None:
    """A run that publishes nothing to the journal, which the next version takes over."""
    record_unpublished(warehouse, arrival)


@task(name="rule", **_TRIED_AGAIN)
def rule(warehouse: Path, version_id: str, keep: int) -> None:
    """What an editor ruled since the current version was built, to a version of its own."""
    apply_rulings(warehouse, version_id, keep)
