"""Taking documents in without a flow: what was read is known the next time."""

from pathlib import Path

import polars as pl

from flows.settings import Settings, load_settings
from flows.work.fingerprint import rules_fingerprint
from flows.work.intake import Intake, take_in
from flows.work.known import Known, Waiting, Withdrawn, known
from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars


class Desk:
    """Runs over folders, each of which reads everything that it finds new."""

    def __init__(self, home: Path) -> None:
        self.settings: Settings = load_settings(home / "data" / "warehouse.duckdb", {})
        self.documents = to_polars(DOCUMENT).to_frame()
        self._columns = known(self.settings.warehouse).documents.columns

    def run(self, *paths: Path, waiting: Waiting | None = None, reread: bool = False) -> Intake:
        told = Known(
            self.settings.warehouse,
            self.documents.with_columns(rules_fingerprint=pl.lit(rules_fingerprint())).select(
                self._columns
            ),
            waiting or Waiting(),
            Withdrawn(),
        )
        empty = to_polars(DOCUMENT).to_frame()
        intake = take_in(paths, told, self.settings, reread)
        read = pl.concat([empty, *map(pl.read_parquet, intake.shards)])
        left = self.documents.join(read, on="document_id", how="anti")
        self.documents = pl.concat([left, read])
        return intake


def counts(intake: Intake) -> tuple[int, int, int, int, int]:
    """New, changed, unchanged, set aside and files opened; what was seen is the first four."""
    told = (intake.new, intake.changed, intake.unchanged, intake.set_aside)
    assert intake.seen == sum(told)
    return (*told, intake.opened)
