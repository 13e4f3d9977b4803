"""What one run brings to the warehouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from schemas.operations import CHECKS, QUARANTINE, RUNS
from schemas.to_polars import conform, to_polars

_KEYS = {"quarantine_id": pl.String()}


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one run brings.

    `run` is a row of `ops.runs` without `rows`; its times are UTC, without zone. `shards` are
    folders of `write_shard`, after the row gate. `checks` and `quarantine` are rows of those
    tables, of all shards together. `read_again` are keys of `ops.quarantine`: what was set aside
    once and this run read anew, whatever came of it. `retracted` are keys of documents that their
    source withdrew; what arrives is not withdrawn.
    """

    run: dict[str, Any]
    shards: Sequence[Path]
    checks: pl.DataFrame
    quarantine: pl.DataFrame
    read_again: Sequence[str] = ()
    retracted: Sequence[str] = ()

    def operations(self, rows: str = "{}") -> dict[str, pl.DataFrame]:
        """The run's rows of each table of `ops`, and the keys in `read_again`.

        `rows` is JSON, the rows in the file by table.
        """
        run = pl.DataFrame([{**self.run, "rows": rows}], schema=to_polars(RUNS))
        return {
            "runs": run.pipe(conform, RUNS),
            "checks": add_up(self.checks),
            "quarantine": self.quarantine.pipe(conform, QUARANTINE).unique(
                QUARANTINE.key, keep="first", maintain_order=True
            ),
            "read_again": pl.DataFrame({"quarantine_id": [*self.read_again]}, schema=_KEYS),
        }


def add_up(checks: pl.DataFrame) -> pl.DataFrame:
    """One row of `ops.checks` an expectation and run, however many shards were asked."""
    return (
        checks.group_by(CHECKS.key, maintain_order=True)
        .agg(pl.col("success").all(), pl.col("evaluated", "unexpected").sum())
        .pipe(conform, CHECKS)
    )
