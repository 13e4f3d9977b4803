"""The main flow on a schedule: on time, one at a time, killed and started again."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from flows.commands.schedule import _own_home, _runs_of, _served
from flows.server import _shrink
from flows.settings import load_settings
from flows.terminal import Failure
from flows.work.folder_watch import changes
from tests.running import COMMAND, NEWS, dashiji, environment
from warehouse.errors import WarehouseMissing
from warehouse.journal import unpublished_runs
from warehouse.read import Reader

PATIENCE = 240
LATEST = timedelta(seconds=60)


@contextmanager
def serving(folder, warehouse):
    """The schedule as people start it, with a server of its own and all it starts."""
    asked = ("schedule", "--every", "10s", folder, "-w", warehouse, "--port", "0")
    log = (warehouse.parent / "log").open("ab")
    process = subprocess.Popen(
        [*COMMAND, *map(str, asked)], stdout=log, stderr=log, env=environment(DASHIJI_WORKERS="1")
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        log.close()


def wait_for(seen, process, warehouse):
    deadline = time.monotonic() + PATIENCE
    while not seen():
        log = (warehouse.parent / "log").read_text("utf-8")
        assert process.poll() is None and time.monotonic() < deadline, log
        time.sleep(0.2)


def quotes(warehouse):
    try:
        with Reader(warehouse) as reader:
            return {quote for (quote,) in reader.query("SELECT quote FROM figures").rows}
    except WarehouseMissing:
        return set()


def on_time(warehouse):
    """Runs that began when they were due and ended well; one that makes good is due at once."""
    told = _served(_own_home(load_settings(warehouse)))
    runs = _runs_of(told, later=False) if told else []
    return [
        run
        for run in runs
        if run["state"] == "Completed"
        and run["due"].endswith("0")
        and moment(run["started"]) - moment(run["due"].replace(" ", "T") + "Z") < LATEST
    ]


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def test_it_runs_on_time_and_after_it_was_killed(tmp_path):
    folder, warehouse = tmp_path / "in", tmp_path / "data" / "warehouse.duckdb"
    folder.mkdir()
    warehouse.parent.mkdir()
    (folder / "news.txt").write_text(NEWS, encoding="utf-8")
    with serving(folder, warehouse) as first:
        wait_for(lambda: "41余万人" in quotes(warehouse), first, warehouse)
        second_one = dashiji("schedule", "--every", "1h", folder, "-w", warehouse)
        assert second_one.returncode == 3 and str(first.pid) in second_one.stderr
        first.send_signal(signal.SIGKILL)
        first.wait()
    nobody = dashiji("schedule", "--show", "-w", warehouse)
    assert nobody.returncode == 1 and "no schedule" in nobody.stderr

    with serving(folder, warehouse) as again:
        wait_for(lambda: len(on_time(warehouse)) >= 2, again, warehouse)
        told = json.loads(dashiji("schedule", "--show", "--json", "-w", warehouse).stdout)
        again.send_signal(signal.SIGTERM)
        assert again.wait(timeout=60) == 0
    assert "Traceback" not in (warehouse.parent / "log").read_text("utf-8")
    assert {run["due"][-1] for run in told["next"]} == {"0"}
    assert set(unpublished_runs(warehouse)["state"]) == {"nothing_new"}


def test_what_was_missed_is_made_good_once(server, tmp_path):
    from prefect.client.orchestration import get_client
    from prefect.states import Running, Scheduled

    from flows import schedule

    settings = load_settings(tmp_path / "missed.duckdb")

    async def left_behind():
        given = {"paths": [], "warehouse": ""}
        deployment = await schedule.scheduled.ato_deployment(
            schedule.name_of(settings), parameters=given
        )
        key = await deployment.aapply()
        async with get_client() as client:
            assert await schedule._clear_missed(client, settings) == 0
            for minutes in (3, 2, 1, -60):
                due = datetime.now(UTC) - timedelta(minutes=minutes)
                await client.create_flow_run_from_deployment(
                    key, state=Scheduled(scheduled_time=due)
                )
            waits = await schedule._overdue(client, key, timedelta(seconds=10))
            assert [run.expected_start_time for run in waits] == sorted(
                run.expected_start_time for run in waits
            )
            begun = await client.create_flow_run_from_deployment(key, state=Running())
            missed = await schedule._clear_missed(client, settings)
            state = (await client.read_flow_run(begun.id)).state_name
            left = await schedule._runs(client, key, [*schedule._BEGUN, "SCHEDULED"])
            return missed, len(waits), state, len(left)

    assert asyncio.run(left_behind()) == (4, 3, "Crashed", 1)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--every", "sometimes"), "sometimes"),
        (("--cron", "0 2 * * *", "--every", "1h"), "--cron"),
        ((), "--every"),
    ],
    ids=["every", "both", "neither"],
)
def test_a_schedule_that_is_none_is_refused(arguments, word, tmp_path):
    (tmp_path / "in").mkdir()
    ended = dashiji("schedule", *arguments, tmp_path / "in", "-w", tmp_path / "w.duckdb")
    assert ended.returncode == 2, ended.stderr
    assert word in ended.stderr and "hint: " in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("cron", "zone"), [("25 o'clock", "Asia/Shanghai"), ("0 2 * * *", "Nowhere/Else")]
)
def test_a_cron_line_or_zone_that_is_none_is_named(server, cron, zone):
    from flows.commands.schedule import _check
    from flows.schedule import Plan

    with pytest.raises(Failure, match=zone if "/E" in zone else cron) as refused:
        _check(Plan([], cron, None, zone))
    assert refused.value.hint


def test_a_change_is_told_once_it_rests(tmp_path):
    file = tmp_path / "sub" / "news.txt"
    file.parent.mkdir()
    told, looks = [], []

    def look(seconds):
        """What others do between the looks: write, write on, rest, and so on."""
        looks.append(len(told))
        steps = {1: "begun", 2: "begun and ended", 6: None}
        if len(looks) in steps and steps[len(looks)]:
            file.write_text(steps[len(looks)], "utf-8")
        elif len(looks) in steps:
            file.unlink()
        if len(looks) == 10:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("flows.work.folder_watch.time.sleep", look)
        for _ in changes([tmp_path, tmp_path / "none"], 1):
            told.append(len(looks))
    assert told == [0, 3, 7]


def test_a_watched_folder_is_read_whenever_it_changes(server, tmp_path):
    folder, warehouse = tmp_path / "in", tmp_path / "data" / "warehouse.duckdb"
    folder.mkdir()
    warehouse.parent.mkdir()
    log = (warehouse.parent / "log").open("wb")
    process = subprocess.Popen(
        [*COMMAND, "run", str(folder), "--watch", "-w", str(warehouse)],
        stdout=log,
        stderr=log,
        env=environment(DASHIJI_WORKERS="1", PREFECT_API_URL=server),
    )
    try:
        for number in ("41", "43"):
            text = NEWS.replace("41余万", f"{number}余万")
            (folder / "news.txt").write_text(text, encoding="utf-8")
            said = f"{number}余万人"
            wait_for(lambda said=said: said in quotes(warehouse), process, warehouse)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
    finally:
        process.kill()
        process.wait()
        log.close()


def test_the_database_gives_back_its_room(tmp_path):
    database = tmp_path / "prefect.db"
    with sqlite3.connect(database) as opened:
        opened.execute("CREATE TABLE log (line TEXT)")
        opened.executemany("INSERT INTO log VALUES (?)", [("x" * 1_000,)] * 2_000)
    full = os.path.getsize(database)
    _shrink(database)
    assert os.path.getsize(database) == full
    with sqlite3.connect(database) as opened:
        opened.execute("DELETE FROM log")
    _shrink(database)
    assert os.path.getsize(database) < full / 10
