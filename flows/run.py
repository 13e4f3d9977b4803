"""The main flow: ingest, extract, check, load, publish."""

import contextlib
import logging
import shutil
from collections import Counter
from pathlib import Path

import polars as pl
from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from flows import steps
from flows.settings import Settings, load_settings
from flows.sources.discover import NoInput
from flows.work.known import known
from flows.work.outcome import Outcome, account, begin
from flows.work.progress import progress
from flows.work.report import log_run, to_markdown
from flows.work.warming import warming
from flows.work.workers import workers
from schemas.operations import CHECKS
from schemas.to_polars import to_polars
from warehouse.arrival import Arrival
from warehouse.check import set_aside
from warehouse.drift import drifting, late
from warehouse.errors import WarehouseError
from warehouse.lock import run_lock
from warehouse.quarantine import RELEASED, set_aside_rows, withdraw
from warehouse.read import Reader
from warehouse.versions import sweep

_LOGGER = logging.getLogger("dashiji.run")


def run_all(
    settings: Settings, paths: list[Path], reread: bool = False, rebuild: bool = False
) -> Outcome:
    """The flow, with as many shards under way as there are workers."""
    runner = ThreadPoolTaskRunner(max_workers=settings.workers)
    there = [str(path) for path in paths]
    return run.with_options(task_runner=runner)(there, str(settings.warehouse), reread, rebuild)


@flow(name="run", validate_parameters=False, persist_result=False)
def run(
    paths: list[str], warehouse: str | None = None, reread: bool = False, rebuild: bool = False
) -> Outcome:
    """Read the documents below the paths and publish the warehouse anew.

    With `reread`, known ones too, and without paths those that other rules have read; with
    `rebuild`, all that the archive holds.

    Nothing is published where nothing is new or where the warehouse gate refuses; the run is then
    kept in the journal beside the warehouse. Raises RunInProgress while another run holds it.
    """
    settings = load_settings(Path(warehouse) if warehouse else None)
    with run_lock(settings.warehouse):
        sweep(settings.warehouse)
        outcome = begin()
        try:
            before = known(settings.warehouse, rebuild)
            progress().step("Reading")
            warming()
            there = [Path(path) for path in paths]
            outcome.intake = steps.ingest(there, before, settings, reread or rebuild)
            _perform(outcome, settings, there)
        except BaseException as error:
            _keep_failure(outcome, settings, error)
            raise
        finally:
            log_run(outcome)
            _show(outcome)
    return outcome


def _show(outcome: Outcome) -> None:
    """Leave the run's page in Prefect; what is published stays so without it."""
    try:
        create_markdown_artifact(to_markdown(outcome), key="run", description=outcome.run_id)
    except Exception as error:
        _LOGGER.warning("run=%s Prefect did not take its page: %s", outcome.run_id, error)


def _perform(outcome: Outcome, settings: Settings, paths: list[Path]) -> None:
    if not outcome.intake.seen and paths:
        raise NoInput(f"there is no document in {', '.join(map(str, paths))}; nothing to read")
    if outcome.intake.shards or outcome.intake.retracted:
        arrival = _read_all(outcome, settings)
        _publish(outcome, settings, arrival)
        shutil.rmtree(settings.cache, ignore_errors=True)  # all that it held is in the warehouse
    else:
        outcome.state = "nothing_new"
        account(outcome)
        _record(outcome, settings)
        steps.rule(settings.warehouse, outcome.run_id, settings.keep_versions)
    withdraw(settings.warehouse, outcome.intake.read_again, RELEASED)
    try:
        _look_at_sources(outcome, settings)
    except (WarehouseError, OSError) as error:  # what is published stays so without it
        _LOGGER.warning("run=%s its sources were not looked at: %s", outcome.run_id, error)


def _look_at_sources(outcome: Outcome, settings: Settings) -> None:
    """Fill in what is odd about the sources, and what is held by now."""
    held = (row["rule"] for row in set_aside_rows(settings.warehouse) if row["state"] == "held")
    outcome.held = dict(Counter(held).most_common())
    if settings.warehouse.exists():
        with Reader(settings.warehouse) as reader:
            if outcome.state == "published":
                outcome.drift = drifting(reader, outcome.run_id)
            outcome.late = late(reader, outcome.started_at.date())


def _read_all(outcome: Outcome, settings: Settings) -> Arrival:
    """Extract and check every shard; what comes of it, in the order of the shards."""
    shards = outcome.intake.shards
    progress().step("Extracting", len(shards))
    folders = {shard: settings.cache / "checked" / shard.stem for shard in shards}
    gates = []
    with workers(min(settings.workers, len(shards) or 1)) as pool:
        submitted = {steps.extract.submit(shard, pool): shard for shard in shards}
        for future in as_completed(list(submitted)):
            reading = future.result()
            progress().advance()
            warming().join()
            folder = folders[submitted[future]]
            gates.append(steps.check(reading, folder, outcome.run_id))
            _count(outcome, gates[-1].frames)
    progress().step("Checking")
    quarantine = pl.concat([_rejected(outcome), *(gate.quarantine for gate in gates)])
    _find_lost(outcome, [gate.frames["documents"] for gate in gates], quarantine)
    account(outcome)
    outcome.quarantined = _by_table(quarantine)
    checks = pl.concat([to_polars(CHECKS).to_frame(), *(gate.checks for gate in gates)])
    outcome.expectations = checks.select("expectation", "table_name", "column_name").n_unique()
    outcome.state = "published"
    intake = outcome.intake
    return Arrival(
        *(outcome.row(), [*folders.values()], checks, quarantine),
        read_again=intake.read_again,
        retracted=intake.retracted,
    )


def _publish(outcome: Outcome, settings: Settings, arrival: Arrival) -> None:
    built = steps.load(settings.warehouse, arrival)
    if outcome.intake.archive:
        outcome.intake.archive.close(arrival.run, {*outcome.loaded})
    progress().step("Publishing")
    steps.release(built, settings.warehouse, settings.keep_versions)


def _record(outcome: Outcome, settings: Settings) -> None:
    """Keep a run that publishes nothing, with the inputs that it set aside."""
    checks = to_polars(CHECKS).to_frame()
    # A run that failed read to no end: what it was asked to read again still waits.
    again = [] if outcome.state == "failed" else outcome.intake.read_again
    arrival = Arrival(outcome.row(), [], checks, _rejected(outcome), again)
    steps.record(settings.warehouse, arrival)


def _keep_failure(outcome: Outcome, settings: Settings, error: BaseException) -> None:
    outcome.state = "failed"
    if isinstance(error, NoInput):
        return
    # Where the disk is full this fails too; what is wrong is told by the first error.
    with contextlib.suppress(Exception):
        _record(outcome, settings)


def _rejected(outcome: Outcome) -> pl.DataFrame:
    """The inputs that could not be read, as rows of `ops.quarantine`."""
    columns = ("stage", "path", "rule", "reason", "payload")
    rows = pl.DataFrame(outcome.intake.rejections, schema=dict.fromkeys(columns, pl.String))
    return set_aside(rows.with_columns(run_id=pl.lit(outcome.run_id)))


def _count(outcome: Outcome, frames: dict[str, pl.DataFrame]) -> None:
    for name, frame in frames.items():
        outcome.rows[name] = outcome.rows.get(name, 0) + frame.height


def _find_lost(outcome: Outcome, documents: list[pl.DataFrame], quarantine: pl.DataFrame) -> None:
    """The documents that were read, of which nothing is left, and of which the gate says why."""
    good = {key for frame in documents for key in frame["document_id"].to_list()}
    told = quarantine.filter(table_name="documents").select(
        pl.col("payload").str.json_path_match("$.document_id")
    )
    why = set(told.to_series())
    outcome.loaded = [key for key in outcome.intake.read if key in good]
    outcome.documents_set_aside = [k for k in outcome.intake.read if k in why and k not in good]


def _by_table(quarantine: pl.DataFrame) -> dict[str, int]:
    counted = quarantine.drop_nulls("table_name").group_by("table_name").len().sort("table_name")
    return dict(counted.rows())
