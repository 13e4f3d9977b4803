"""The row gate: every row of a shard keeps its promises, or is set aside and says why."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from schemas.table import Table
from schemas.to_expectations import row_expectations
from schemas.to_polars import conform
from schemas.warehouse import MAIN, RUN_STAMPS
from warehouse.check.orphans import Frames, with_orphans, without_dangling
from warehouse.check.quarantine import set_aside
from warehouse.check.quoted import with_quoted
from warehouse.check.reasons import faults_of
from warehouse.check.suite import ROW, check_frame, to_checks

# A payload shows what a document was; the document itself is where it came from.
_PAYLOAD_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class RowGate:
    """What came of one shard.

    `frames` holds the good rows by table name, each a whole frame of its table. `checks` and
    `quarantine` are rows of `ops.checks` and `ops.quarantine`.
    """

    frames: dict[str, pl.DataFrame]
    checks: pl.DataFrame
    quarantine: pl.DataFrame


def row_gate(frames: Mapping[str, pl.DataFrame], run_id: str) -> RowGate:
    """Part a shard's rows into those that keep every promise and those that are set aside.

    One frame for each table of MAIN; documents may lack `copy_of`, `first_run_id` and `run_id`,
    which the gate fills. A row that hangs on a row set aside goes with it where it cannot do
    without; else the reference becomes null and `flags` says `<column>_set_aside`. A document of
    which no passage remains is set aside. Raises CheckBroken where a promise cannot be evaluated.
    """
    asked = _asked(frames, run_id)
    outcomes = {
        table.name: check_frame(asked[table.name], row_expectations(table)) for table in MAIN
    }
    broken = {
        table.name: faults_of(table, asked[table.name], outcomes[table.name]) for table in MAIN
    }
    found = with_orphans(asked, broken)
    return RowGate(
        frames={
            table.name: without_dangling(table, asked, found).pipe(conform, table) for table in MAIN
        },
        checks=to_checks([o for table in MAIN for o in outcomes[table.name]], run_id, "rows"),
        quarantine=pl.concat(
            [_held(table, asked, found).pipe(_quarantined, run_id) for table in MAIN]
        ),
    )


def _asked(frames: Mapping[str, pl.DataFrame], run_id: str) -> dict[str, pl.DataFrame]:
    """The frames as their tables declare them, rows numbered, with what stands at the offsets."""
    documents = _stamped(frames["documents"], run_id)
    numbered = {
        table.name: (documents if table.name == "documents" else frames[table.name])
        .pipe(conform, table)
        .with_row_index(ROW)
        for table in MAIN
    }
    return {
        table.name: numbered[table.name].pipe(with_quoted, documents)
        if table.evidence
        else numbered[table.name]
        for table in MAIN
    }


def _stamped(documents: pl.DataFrame, run_id: str) -> pl.DataFrame:
    stamps = {name: None for name in RUN_STAMPS} | {"first_run_id": run_id, "run_id": run_id}
    return documents.with_columns(
        pl.lit(value, pl.String).alias(name)
        for name, value in stamps.items()
        if name not in documents.columns
    )


def _held(table: Table, asked: Frames, found: Frames) -> pl.DataFrame:
    """One row a row set aside: all its rules and reasons, its path and itself."""
    faults = (
        found[table.name]
        .group_by(ROW, maintain_order=True)
        .agg(pl.col("rule").str.join("; "), pl.col("reason").str.join("\n"))
    )
    shown = [
        pl.col(c.name).str.slice(0, _PAYLOAD_CHARACTERS) if c.kind == "text" else pl.col(c.name)
        for c in table.columns
        # The same row is set aside again under the same key, whatever run it is.
        if c.name not in RUN_STAMPS
    ]
    document = "document_id" if "document_id" in table.names else pl.lit(None, pl.String)
    paths = asked["documents"].select("document_id", "path").unique("document_id", keep="any")
    return (
        asked[table.name]
        .join(faults.select(ROW), on=ROW, how="semi")
        .select(ROW, pl.struct(shown).struct.json_encode().alias("payload"), document_id=document)
        .join(faults, on=ROW, maintain_order="left")
        .join(paths, on="document_id", how="left", maintain_order="left")
        .with_columns(table_name=pl.lit(table.name))
    )


def _quarantined(held: pl.DataFrame, run_id: str) -> pl.DataFrame:
    return held.with_columns(run_id=pl.lit(run_id), stage=pl.lit("check")).pipe(set_aside)
