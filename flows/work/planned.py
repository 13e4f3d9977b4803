"""The version that a rereading would publish: built, compared, and thrown away."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.settings import Settings
from flows.work.intake import Intake, take_in
from flows.work.known import known
from flows.work.outcome import begin
from flows.work.progress import progress
from flows.work.shards import frames_of
from flows.work.warming import warming
from flows.work.workers import workers
from schemas.operations import CHECKS, QUARANTINE
from schemas.to_polars import to_polars
from warehouse.arrival import Arrival
from warehouse.check import RowGate, row_gate, warehouse_gate
from warehouse.errors import GateFailed
from warehouse.load import build
from warehouse.lock import run_lock
from warehouse.shards import write_shard
from warehouse.versions import remove, sweep


@dataclass(frozen=True, slots=True)
class Planned:
    """What a rereading comes to: what was read again, the file, the rows that it would set aside.

    `built` is None where no document needs to be read again; `refused` is what the warehouse gate
    has against it.
    """

    intake: Intake
    built: Path | None
    set_aside: int = 0
    refused: str | None = None


@contextmanager
def planned(settings: Settings, everything: bool) -> Iterator[Planned]:
    """Read again what other rules have read, or everything, and build what would be published.

    The file is gone when the block ends; nothing is published and no run is told of. What was read
    stays in the cache, where `dashiji run --reread` finds it. Raises RunInProgress.
    """
    with run_lock(settings.warehouse):
        sweep(settings.warehouse)
        outcome = begin()
        progress().step("Reading")
        intake = outcome.intake = take_in([], known(settings.warehouse, everything), settings, True)
        if not intake.shards:
            yield Planned(intake, None)
            return
        folder = settings.cache / "planned" / outcome.run_id
        gates = _read(intake, settings, folder, outcome.run_id)
        outcome.state = "published"
        quarantine = pl.concat([to_polars(QUARANTINE).to_frame(), *(g.quarantine for g in gates)])
        arrival = Arrival(
            {**outcome.row(), "documents_seen": sum(outcome.counts())},
            sorted(folder.iterdir()),
            to_polars(CHECKS).to_frame(),
            quarantine,
        )
        progress().step("Building")
        built = build(settings.warehouse, arrival)
        try:
            yield Planned(intake, built, quarantine.height, _refused(built, outcome.run_id))
        finally:
            remove(built)
            remove(folder)


def _refused(built: Path, run_id: str) -> str | None:
    try:
        warehouse_gate(built, run_id)
    except GateFailed as error:
        return str(error)
    return None


def _read(intake: Intake, settings: Settings, folder: Path, run_id: str) -> list[RowGate]:
    """Every shard through the grammar and the row gate, into folders of its good rows."""
    warming()
    progress().step("Extracting", len(intake.shards))
    count = min(settings.workers, len(intake.shards))
    gates = []
    folder.mkdir(parents=True)
    with workers(count) as pool, ThreadPoolExecutor(count) as threads:
        readings = threads.map(pool.read, intake.shards)
        for shard, reading in zip(intake.shards, readings, strict=True):
            warming().join()
            gates.append(row_gate(frames_of(reading), run_id))
            write_shard(gates[-1].frames, folder / shard.stem)
            progress().advance()
    return gates
