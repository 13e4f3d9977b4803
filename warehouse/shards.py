"""What one shard gave, on disk between the steps of a run."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from schemas.to_polars import conform
from schemas.warehouse import MAIN


def write_shard(frames: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write `<folder>/<table>.parquet` for each table of MAIN.

    The folder appears whole or not at all; one that is there already is replaced.
    """
    writing = folder.with_name(f".{folder.name}.{os.getpid()}.writing")
    writing.mkdir(parents=True)
    for table in MAIN:
        conform(frames[table.name], table).write_parquet(writing / f"{table.name}.parquet")
    if folder.exists():
        shutil.rmtree(folder)
    writing.rename(folder)


def read_shard(folder: Path) -> dict[str, pl.DataFrame]:
    """The frames of a shard by table name."""
    return {table.name: pl.read_parquet(parquet(folder, table.name)) for table in MAIN}


def parquet(folder: Path, table: str) -> Path:
    """Where a shard keeps a table."""
    return folder / f"{table}.parquet"
