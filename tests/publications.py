"""Whole runs on a warehouse, for tests that need one or many."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from schemas.operations import CHECKS, QUARANTINE
from schemas.to_polars import to_polars
from schemas.warehouse import RUN_STAMPS
from tests.small_shard import Frames
from warehouse.arrival import Arrival
from warehouse.load import build
from warehouse.publish import publish
from warehouse.read import Reader
from warehouse.shards import write_shard

BEGIN = datetime(2026, 1, 1)


def run_row(number: int, documents: int = 1, **changes: Any) -> dict[str, Any]:
    """A row of `ops.runs`: run r<number> on day <number>, all its documents new."""
    started = BEGIN + timedelta(days=number)
    return {
        "run_id": f"r{number}",
        "started_at": started,
        "finished_at": started + timedelta(seconds=3),
        "state": "published",
        "code_version": "0.1.0",
        "rules_fingerprint": "rules",
        "documents_seen": documents,
        "documents_new": documents,
        "documents_changed": 0,
        "documents_unchanged": 0,
        "documents_set_aside": 0,
        **changes,
    }


def arrival(folder: Path, number: int, *shards: Frames, **changes: Any) -> Arrival:
    """What run r<number> brings; its shards lie in `folder`, and the row gate passed them."""
    folders = [folder / f"r{number}-{place}" for place in range(len(shards))]
    for shard, there in zip(shards, folders, strict=True):
        documents = shard["documents"].with_columns(
            pl.lit(None if stamp == "copy_of" else "unset", pl.String).alias(stamp)
            for stamp in RUN_STAMPS
        )
        write_shard({**shard, "documents": documents}, there)
    documents = sum(shard["documents"].height for shard in shards)
    checks, quarantine = to_polars(CHECKS).to_frame(), to_polars(QUARANTINE).to_frame()
    return Arrival(run_row(number, documents, **changes), folders, checks, quarantine)


def publish_run(warehouse: Path, number: int, *shards: Frames, keep: int = 3) -> Path:
    """Build and publish run r<number> without its gates; the version file."""
    shard_folder = warehouse.parent / "shards"
    return publish(build(warehouse, arrival(shard_folder, number, *shards)), warehouse, keep)


def rows(warehouse: Path, sql: str) -> list[tuple]:
    """What the published version answers."""
    with Reader(warehouse) as reader:
        return list(reader.query(sql).rows)


def table(warehouse: Path, name: str) -> pl.DataFrame:
    """A table of the published version, in the order of its columns."""
    with Reader(warehouse) as reader:
        return reader.frame(f"FROM {name} ORDER BY ALL")
