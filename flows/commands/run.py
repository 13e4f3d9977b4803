"""`dashiji run`: the main flow, watched by a person or by a program."""

import contextlib
import logging
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands.watch import watched
from flows.server import PrefectServer, start_server
from flows.settings import Settings, load_settings, silence_telemetry, use_prefect_server
from flows.sources.discover import NoInput, discover
from flows.sources.registry import READ
from flows.terminal import Output, one_line
from warehouse.drift import told, told_late
from warehouse.lock import run_lock
from warehouse.versions import current_version

if TYPE_CHECKING:
    from flows.work.outcome import Outcome

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds" / "documents"
_SHOWN = 10
_COUNTED = ("events", "figures", "time_mentions")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is to read: what is new below the paths; with `reread`, known documents again,
    without paths those that other rules have read; with `rebuild`, all that was kept.
    """

    paths: list[Path] = field(default_factory=list)
    reread: bool = False
    rebuild: bool = False


def run_documents(output: Output, warehouse: Path | None, asked: Asked) -> int:
    """Run the flow; 1 where there is no warehouse after it, since nothing could be read."""
    settings = load_settings(warehouse)
    if not (asked.paths or asked.reread or asked.rebuild):
        asked = Asked([SEEDS])
    look_first(settings, asked.paths)
    return _run_once(output, settings, _server(output, settings), asked)


def perform(output: Output, settings: Settings, asked: Asked) -> "Outcome":
    """One run for another command, which tells what came of it."""
    server = _server(output, settings)
    with watched(output):
        return _perform(settings, server, asked, output.verbose)


def watch_documents(output: Output, paths: list[Path], warehouse: Path | None) -> int:
    """Run the flow now and whenever something below the paths has changed, until ended.

    A run that fails is told like one that is called by hand; the next change is waited for.
    """
    from flows.failures import failure_of
    from flows.work.folder_watch import changes
    from flows.work.interrupts import stop_if_interrupted

    settings = load_settings(warehouse)
    look_first(settings, paths or [SEEDS], is_served=True)
    server = _server(output, settings)
    for _ in changes(paths or [SEEDS], settings.watch_seconds):
        try:
            _run_once(output, settings, server, Asked(paths or [SEEDS]))
        except Exception as error:
            failure = failure_of(error)
            output.fail(str(failure), failure.hint)
        stop_if_interrupted()
        output.say("Watching    Ctrl-C to stop")
    return 0


def _server(output: Output, settings: Settings) -> PrefectServer:
    silence_telemetry()
    _log_to(output)
    return start_server(settings)


def _run_once(output: Output, settings: Settings, server: PrefectServer, asked: Asked) -> int:
    began = time.monotonic()
    with watched(output):
        outcome = _perform(settings, server, asked, output.verbose)
    if output.json:
        output.give(_as_json(outcome, settings))
    else:
        _tell(output, outcome, settings, time.monotonic() - began)
    return 0 if settings.warehouse.exists() else 1


def look_first(settings: Settings, paths: list[Path], is_served: bool = False) -> None:
    """Refuse at once what would fail after seconds of starting: no input, no place, another run.

    What is served may begin before its first document is there, and beside another run; what is
    kept needs no path.
    """
    if paths and next(discover(paths), None) is None and not is_served:
        raise NoInput(
            f"there is no document in {', '.join(map(str, paths))}; "
            f"name a folder that holds files of these: {READ}"
        )
    with contextlib.nullcontext() if is_served else run_lock(settings.warehouse):
        current_version(settings.warehouse)


def _perform(settings: Settings, server: PrefectServer, asked: Asked, verbose: bool) -> "Outcome":
    use_prefect_server(settings, server.api_url, "INFO" if verbose else "CRITICAL")
    from flows.run import run_all  # imports Prefect, while the server starts
    from flows.work.warming import warming

    warming()
    server.wait()
    return run_all(settings, asked.paths, asked.reread, asked.rebuild)


def _log_to(output: Output) -> None:
    """Log lines go to standard error where no person watches a progress bar, or asks for them."""
    logger = logging.getLogger("dashiji")
    logger.setLevel(logging.INFO)
    if output.verbose or not (sys.stderr.isatty() or output.quiet):
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logger.addHandler(handler)


def _tell(output: Output, outcome: "Outcome", settings: Settings, seconds: float) -> None:
    new, changed, unchanged = outcome.counts()
    output.say(
        f"Read        {outcome.intake.seen} documents: {new} new, {changed} changed, "
        f"{unchanged} unchanged, {outcome.set_aside} set aside{_again(outcome)}"
    )
    if outcome.state == "published":
        held = sum(outcome.quarantined.values())
        output.say(f"Checked     {outcome.expectations} expectations, {held} rows set aside")
        rows = ", ".join(f"{outcome.rows[name]:,} {name}" for name in _COUNTED)
        output.say(f"Published   {_short(settings.warehouse)}: {rows} read in {seconds:.1f} s")
    elif settings.warehouse.exists():
        output.say(f"Nothing new {_short(settings.warehouse)} stays as it is ({seconds:.1f} s)")
    for odd in (*map(told, outcome.drift), *map(told_late, outcome.late)):
        output.say(f"Amber       {one_line(odd)}")
    _list(output, outcome)
    if not settings.warehouse.exists():
        output.fail("nothing was published: no input could be read", "mend what was set aside")
    if outcome.state == "published":
        output.say("Next        dashiji sql   lists the tables;   dashiji explain KEY   a sentence")


def _again(outcome: "Outcome") -> str:
    count = list(outcome.intake.read.values()).count("unchanged")
    return f"; {count} of the unchanged read again" if count else ""


def _list(output: Output, outcome: "Outcome") -> None:
    rejections = [(r["path"], r["reason"]) for r in outcome.intake.rejections]
    for path, reason in rejections[:_SHOWN]:
        output.say(f"  set aside   {one_line(path)}: {one_line(reason)}")
    for note in outcome.intake.notes[:_SHOWN]:
        output.say(f"  note        {one_line(note)}")
    more = max(0, len(rejections) - _SHOWN) + max(0, len(outcome.intake.notes) - _SHOWN)
    if more:
        output.say(f"  and {more} more: dashiji quarantine list")


def _as_json(outcome: "Outcome", settings: Settings) -> dict[str, object]:
    return {
        **outcome.row(),
        "warehouse": str(settings.warehouse),
        "rows_read": outcome.rows,
        "rows_set_aside": outcome.quarantined,
        "inputs_set_aside": outcome.intake.rejections,
        "notes": outcome.intake.notes,
        "drift": outcome.drift,
        "late": outcome.late,
    }


def _short(path: Path) -> str:
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)
