"""`dashiji schedule`: the main flow on a schedule, for as long as the command runs."""

import asyncio
import json
import os
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from flows.commands.run import SEEDS, look_first
from flows.server import start_server
from flows.settings import Settings, load_settings, silence_telemetry, use_prefect_server
from flows.terminal import Failure, Output, one_line, plain_table

_SERVED = "schedule.json"
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_RUNS = 5
_CRON = 'a cron line has five fields, "0 2 * * *" is two o\'clock each night; or --every 30m'


@dataclass(frozen=True, slots=True)
class Asked:
    """When to run, over what; `port` is where Prefect's page is wanted."""

    paths: list[Path]
    cron: str | None
    every: str | None
    timezone: str
    port: int


def serve_schedule(output: Output, warehouse: Path | None, asked: Asked) -> int:
    """Serve until somebody ends it. Code 3 where another process serves the same warehouse."""
    settings = _own_home(load_settings(warehouse))
    if (asked.cron is None) == (asked.every is None):
        raise Failure("when to run is not clear", f"name one of --cron and --every: {_CRON}")
    seconds = _seconds(asked.every) if asked.every else None
    paths = asked.paths or [SEEDS]
    look_first(settings, paths, is_served=True)
    silence_telemetry()
    with _alone(settings):
        server = start_server(settings, asked.port)
        console = "CRITICAL" if output.quiet or output.json else "INFO"
        use_prefect_server(settings, server.api_url, console)
        from flows.schedule import Plan, serve

        plan = Plan(paths, asked.cron, seconds, asked.timezone)
        _check(plan)
        server.wait()
        try:
            asyncio.run(serve(settings, plan, _teller(output, settings, asked, server.api_url)))
        except (KeyboardInterrupt, asyncio.CancelledError):
            output.say("Stopped; the published warehouse is as it was")
    return 0


def show_schedule(output: Output, warehouse: Path | None) -> int:
    """Print the next and the last runs; 1 where nobody serves this warehouse."""
    settings = _own_home(load_settings(warehouse))
    told = _served(settings)
    if told is None:
        hint = 'serve it: dashiji schedule --cron "0 2 * * *" PATH; what ran: dashiji status'
        raise Failure(f"no schedule of {settings.warehouse} is being served", hint, code=1)
    told |= {"next": _runs_of(told, later=True), "last": _runs_of(told, later=False)}
    if output.json:
        output.give(told)
        return 0
    output.say(f"Schedule    {told['when']}, served by process {told['process']}")
    output.say(f"Reads       {one_line(', '.join(told['paths']))}")
    output.say(f"Page        {told['api_url'].removesuffix('/api')}\n")
    table = plain_table("due (UTC)", "run", "state")
    for run in [*told["next"][::-1], *told["last"]]:
        table.add_row(run["due"], run["name"], run["state"])
    output.say(table)
    return 0


def _own_home(settings: Settings) -> Settings:
    """A database of its own: two servers must not write one."""
    return replace(settings, prefect_home=settings.prefect_home / "schedule")


def _seconds(every: str) -> float:
    found = re.fullmatch(r"(\d{1,6})\s*([smhd])", every.strip())
    if not found or int(found[1]) == 0:
        raise Failure(f"--every takes a number and s, m, h or d, not {every!r}", "say 30m, or 1d")
    return int(found[1]) * _UNITS[found[2]]


def _check(plan: Any) -> None:
    try:
        plan.schedule()
    except ValueError as error:
        what = f"the schedule {plan.cron or plan.seconds} in {plan.timezone} cannot be used"
        raise Failure(what, _CRON) from error


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Hold the schedule of the warehouse; what is told of it goes with the block."""
    settings.prefect_home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.prefect_home / ".schedule.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        told = _told(settings)
        who = f"process {told['process']}" if told else "a process that has only just begun"
        raise Failure(f"{who} serves {settings.warehouse}", "end it first", code=3) from None
    (settings.prefect_home / _SERVED).unlink(missing_ok=True)  # of one that was killed
    try:
        yield
    finally:
        (settings.prefect_home / _SERVED).unlink(missing_ok=True)
        lock.release()


def _teller(output: Output, settings: Settings, asked: Asked, api_url: str) -> Any:
    """What is called once the schedule stands: it tells people and `--show`."""
    when = f"every {asked.every}" if asked.every else f"{asked.cron} {asked.timezone}"

    def tell(deployment: Any) -> None:
        told = {
            "process": os.getpid(),
            "api_url": api_url,
            "deployment_id": str(deployment),
            "when": when,
            "paths": [str(path) for path in asked.paths or [SEEDS]],
            "warehouse": str(settings.warehouse),
        }
        (settings.prefect_home / _SERVED).write_text(json.dumps(told), "utf-8")
        if output.json:
            output.give(told)
        output.say(f"Serving     {when}   Ctrl-C to stop")
        output.say(f"Page        {api_url.removesuffix('/api')}")
        output.say("Runs        dashiji schedule --show")

    return tell


def _served(settings: Settings) -> dict[str, Any] | None:
    """What the process that serves told of itself; None where it has ended."""
    if not settings.prefect_home.is_dir():
        return None
    lock = FileLock(settings.prefect_home / ".schedule.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return _told(settings)
    lock.release()
    return None


def _told(settings: Settings) -> dict[str, Any] | None:
    try:
        told = json.loads((settings.prefect_home / _SERVED).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _runs_of(told: dict[str, Any], later: bool) -> list[dict[str, Any]]:
    """The next runs, the nearest first, or the last, the latest first."""
    states = {"any_": ["SCHEDULED"]} if later else {"not_any_": ["SCHEDULED"]}
    question = {
        "flow_runs": {
            "deployment_id": {"any_": [told["deployment_id"]]},
            "state": {"type": states},
        },
        "sort": f"EXPECTED_START_TIME_{'ASC' if later else 'DESC'}",
        "limit": 3 if later else _RUNS,
    }
    asked = urllib.request.Request(
        f"{told['api_url']}/flow_runs/filter",
        json.dumps(question).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            runs = json.load(answer)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise Failure(f"the schedule's server does not answer: {error}", "try again") from None
    return [
        {
            "name": run["name"],
            "state": run["state_name"],
            "due": run["expected_start_time"][:19].replace("T", " "),
            "started": run["start_time"],
            "ended": run["end_time"],
        }
        for run in runs
    ]
