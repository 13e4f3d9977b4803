"""`dashiji doctor`: what would stop a run or a reader, and what mends it."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.settings import Settings, load_settings
from flows.terminal import Output, safe
from warehouse.errors import RunInProgress, WarehouseError, WarehouseMissing
from warehouse.lock import run_lock
from warehouse.read import Reader
from warehouse.versions import current_version, folder_of

Finding = tuple[str, str, str]
_LIBRARIES = ("prefect", "polars", "duckdb", "great_expectations", "rjieba", "opencc")
# A run writes the next version beside the current one, and the shards beside that.
_ROOM_BYTES = 500_000_000
_MARKS = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def examine(output: Output, warehouse: Path | None) -> int:
    """Print one finding a line, each with its remedy; 1 where one of them is a failure."""
    settings = load_settings(warehouse)
    findings = [finding for look in _LOOKS for finding in look(settings)]
    failures = sum(state == "fail" for state, _, _ in findings)
    warnings = sum(state == "warn" for state, _, _ in findings)
    if output.json:
        output.give([dict(zip(("state", "about", "finding"), f, strict=True)) for f in findings])
    else:
        _print(output, findings)
        output.say(f"{failures} problems, {warnings} warnings")
    return 1 if failures else 0


def _print(output: Output, findings: list[Finding]) -> None:
    from rich.text import Text

    for state, about, finding in findings:
        output.say(Text.assemble((f"{state:<5}", _MARKS[state]), f"{about:<12} ", safe(finding)))


def _python(settings: Settings) -> Iterator[Finding]:
    fits = sys.version_info >= (3, 11)
    text = f"Python {platform.python_version()}"
    yield ("ok", "python", text) if fits else ("fail", "python", f"{text}; install 3.11 or later")


def _libraries(settings: Settings) -> Iterator[Finding]:
    found, missing = [], []
    for library in _LIBRARIES:
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            missing.append(library)
    if found:
        yield "ok", "packages", ", ".join(found)
    if missing:
        yield "fail", "packages", f"{', '.join(missing)} not installed; run make"


def _place(settings: Settings) -> Iterator[Finding]:
    folder = settings.data
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        yield "fail", "folder", f"{folder} is a file; name a warehouse elsewhere"
    elif not os.access(folder, os.W_OK):
        yield "fail", "folder", f"{folder} may not be written; a run needs that, readers do not"
    else:
        free = shutil.disk_usage(folder).free
        state = "ok" if free > _ROOM_BYTES else "warn"
        advice = "" if free > _ROOM_BYTES else "; make room, or a run may fail"
        yield state, "disk", f"{free / 1e9:.1f} GB free at {folder}{advice}"


def _warehouse(settings: Settings) -> Iterator[Finding]:
    file = settings.warehouse
    log = file.with_name(f"{file.name}.wal")
    if log.exists():
        yield "fail", "log", f"{log} was left by another program; move it away, or nobody can read"
    try:
        current_version(file)
        with Reader(file) as reader:
            documents = reader.query("SELECT count(*) FROM documents").rows[0][0]
        yield "ok", "warehouse", f"{file}: {documents:,} documents, readable"
    except WarehouseMissing:
        yield "warn", "warehouse", f"{file} is not there yet; make it with: dashiji run"
    except WarehouseError as error:
        yield "fail", "warehouse", str(error)


def _lock(settings: Settings) -> Iterator[Finding]:
    if not folder_of(settings.warehouse).is_dir():
        return  # no run has been here; looking leaves nothing behind
    try:
        with run_lock(settings.warehouse):
            yield "ok", "lock", "no run is under way"
    except RunInProgress as error:
        yield "warn", "lock", str(error)
    except OSError as error:
        yield "fail", "lock", f"cannot be taken: {error.strerror}"


def _server(settings: Settings) -> Iterator[Finding]:
    named = settings.prefect_api_url
    yield "ok", "prefect", f"server {named}" if named else "a server of our own, for each run"


_LOOKS = (_python, _libraries, _place, _warehouse, _lock, _server)
