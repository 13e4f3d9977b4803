"""Shards read in processes of their own; each result is a folder of Parquet files.

A result is named by the digest of the documents and of the rules: whatever ended an earlier run,
what it had read is not read again. This module is all that a worker process imports: no Prefect.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from flows.work.files import write_whole
from flows.work.fingerprint import rules_fingerprint
from schemas.warehouse import MAIN


def reading_of(shard: Path) -> Path:
    """The folder that holds, or will hold, what today's rules read in the shard."""
    return shard.parent.parent / "readings" / f"{shard.stem}-{rules_fingerprint()[:16]}"


def read_shard(shard: Path) -> Path:
    """Read every document of the shard, unless these rules have read it before.

    DOCUMENT rows in a Parquet file -> one Parquet file a table of MAIN, in the folder returned.
    """
    target = reading_of(shard)
    if target.exists():
        return target
    from transforms.lexicon import load_lexicon
    from transforms.pipeline import extract

    frames = extract(pl.read_parquet(shard), load_lexicon())
    return write_whole(target, lambda folder: _write(frames, folder))


def frames_of(reading: Path) -> dict[str, pl.DataFrame]:
    """What `read_shard` left, by table name."""
    return {table.name: pl.read_parquet(reading / f"{table.name}.parquet") for table in MAIN}


def _write(frames: Mapping[str, pl.DataFrame], folder: Path) -> None:
    folder.mkdir()
    for table in MAIN:
        frames[table.name].write_parquet(folder / f"{table.name}.parquet")
