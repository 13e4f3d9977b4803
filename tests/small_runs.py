"""Whole runs over a folder in milliseconds: the real intake, archive, ledger and loader, with
documents of three lines that are read by hand and not by the grammar."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl

from flows.settings import load_settings
from flows.work.intake import Intake, take_in
from flows.work.known import known
from schemas.warehouse import MAIN
from tests.publications import BEGIN, arrival
from tests.small_shard import TEXT, Frames, joined, small_shard
from warehouse.load import build
from warehouse.publish import publish
from warehouse.read import Reader

RUN_COLUMNS = ("run_id", "first_run_id", "rules_fingerprint")


def write(folder: Path, name: str, number: str) -> Path:
    """A document that states the number."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(TEXT.replace("41", number), encoding="utf-8")
    return file


def read_by_hand(row: dict[str, Any], rule: str) -> Frames:
    """What a document of `write` says, as a rule of that name would read it.

    By its number it tells of its programme another kind, so that documents differ in that.
    """
    number = row["text"].partition("群众")[2][:2]
    frames = small_shard(row["document_id"], number, rule)
    stated = {n: row[n] for n in ("raw_sha256", "source", "path", "format", "encoding")}
    frames["documents"] = frames["documents"].with_columns(
        **{name: pl.lit(value) for name, value in stated.items()}
    )
    kind = {"42": "campaign", "43": None}.get(number, "activity")
    for table in ("entity_tellings", "entities"):
        frames[table] = frames[table].with_columns(subkind=pl.lit(kind, pl.String))
    return frames


def small_run(
    warehouse: Path, paths: list[Path], number: int, rule: str = "test", reread: bool = False
) -> Intake:
    """Run r<number> on day <number> of 2026; nothing is published where nothing is new."""
    settings = load_settings(warehouse, {})
    intake = take_in(paths, known(warehouse), settings, reread)
    documents = [row for shard in intake.shards for row in pl.read_parquet(shard).to_dicts()]
    if documents or intake.retracted:
        frames = [joined(*(read_by_hand(row, rule) for row in documents))] if documents else []
        counts = {f"documents_{name}": getattr(intake, name) for name in ("seen", "new", "changed")}
        came = arrival(
            *(settings.cache / "checked", number, *frames),
            **counts,
            documents_unchanged=intake.unchanged,
            finished_at=BEGIN + timedelta(days=number),
            started_at=BEGIN + timedelta(days=number),
        )
        came = replace(came, retracted=intake.retracted, read_again=intake.read_again)
        publish(build(warehouse, came), warehouse, keep=1)
        assert intake.archive
        intake.archive.close(came.run, {*intake.read})
    return intake


def rows(warehouse: Path) -> dict[str, pl.DataFrame]:
    """The tables that people query, without what names runs."""
    with Reader(warehouse) as reader:
        return {
            table.name: reader.frame(
                f"SELECT {', '.join(n for n in table.names if n not in RUN_COLUMNS)} "
                f"FROM {table.name} ORDER BY ALL"
            )
            for table in MAIN
        }
