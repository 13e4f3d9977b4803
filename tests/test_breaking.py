"""What a run survives: being killed, being started twice, having no room and no place to write."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.running import COMMAND, NEWS, ROOT, contents, dashiji, environment, write_documents
from warehouse.journal import unpublished_runs
from warehouse.versions import folder_of

PATIENCE = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_documents(tmp_path_factory.mktemp("breaking") / "documents", count=40)


@pytest.fixture(scope="module")
def undisturbed(run_flow, folder, tmp_path_factory):
    warehouse = tmp_path_factory.mktemp("undisturbed") / "warehouse.duckdb"
    run_flow(warehouse, folder)
    return warehouse


@pytest.fixture
def copied(undisturbed, folder, tmp_path):
    shutil.copytree(undisturbed.parent, tmp_path / "data", symlinks=True)
    shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path / "data" / undisturbed.name, tmp_path / folder.name


@contextmanager
def started(*arguments, **given):
    """A command that is still running, with all it starts in a process group of its own."""
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**given),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(seen, process):
    """Wait until something is seen; the process must not end before."""
    deadline = time.monotonic() + PATIENCE
    while not seen():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < deadline
        time.sleep(0.005)


def processes_below(parent):
    """Everything that the process has started, and what that has."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    found = {parent}
    for _ in pairs:
        found |= {child for child, above in pairs if above in found}
    return found - {parent}


def alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def extracting(data):
    return lambda: any(data.glob("cache/*/readings/.*")) or any(data.glob("cache/*/readings/*"))


def loading(data):
    return lambda: any(data.glob("*.versions/.*building*"))


@pytest.mark.parametrize("moment", [extracting, loading], ids=lambda moment: moment.__name__)
def test_a_killed_run_leaves_nothing_broken_and_is_made_good(
    server, run_flow, undisturbed, folder, tmp_path, moment
):
    warehouse = tmp_path / "data" / "warehouse.duckdb"
    with started("run", folder, "-w", warehouse, PREFECT_API_URL=server) as run:
        wait_for(moment(warehouse.parent), run)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    assert not warehouse.exists()
    outcome = run_flow(warehouse, folder)
    assert outcome.state == "published"
    assert contents(warehouse) == contents(undisturbed)
    assert [file.name for file in folder_of(warehouse).glob("*.duckdb*")] == [
        f"{outcome.run_id}.duckdb"
    ]


def test_a_killed_run_leaves_the_published_rows_and_no_process_behind(copied):
    """Without a server in the environment the run has one of its own, which goes as well."""
    warehouse, folder = copied
    before, version = contents(warehouse), warehouse.resolve()
    (folder / "news.txt").write_text(NEWS.replace("41余万", "43余万"), encoding="utf-8")
    with started("run", folder, "-w", warehouse) as run:
        wait_for(extracting(warehouse.parent), run)
        below = processes_below(run.pid)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    assert len(below) >= 2
    deadline = time.monotonic() + 20
    while any(map(alive, below)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [process for process in below if alive(process)]
    assert (contents(warehouse), warehouse.resolve()) == (before, version)


def test_an_interrupted_run_says_so(server, folder, tmp_path):
    warehouse = tmp_path / "data" / "warehouse.duckdb"
    with started("run", folder, "-w", warehouse, PREFECT_API_URL=server) as run:
        wait_for(lambda: any(warehouse.parent.glob("cache/*/shards/*")), run)
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "error: interrupted" in told
    assert "Traceback" not in told
    assert not warehouse.exists()


HOLD = """
import sys, time
from pathlib import Path
from warehouse.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(120)
"""


def test_of_two_runs_at_once_the_second_is_refused_at_once(folder, tmp_path):
    warehouse = tmp_path / "warehouse.duckdb"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(warehouse)],
        stdout=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        ended = dashiji("run", folder, "-w", warehouse)
        assert ended.returncode == 3
        assert str(holder.pid) in ended.stderr
        assert "Another run" in ended.stderr
    finally:
        holder.kill()
        holder.communicate()


def limited(size):
    """No file may grow beyond so many bytes: what a full disk does to whoever writes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_leaves_the_warehouse_as_it_was(server, copied):
    warehouse, folder = copied
    before, version = contents(warehouse), warehouse.resolve()
    (folder / "news.txt").write_text(NEWS.replace("41余万", "43余万"), encoding="utf-8")
    ended = subprocess.run(
        [*COMMAND, "run", str(folder), "-w", str(warehouse)],
        capture_output=True,
        text=True,
        env=environment(PREFECT_API_URL=server),
        preexec_fn=limited(300_000),
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 2, ended.stderr
    assert "error: " in ended.stderr
    assert "untouched" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert (contents(warehouse), warehouse.resolve()) == (before, version)
    assert not list(folder_of(warehouse).glob("*building*"))
    assert unpublished_runs(warehouse)["state"].to_list() == ["failed"]


def test_places_that_cannot_be_written(folder, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    below_a_file = dashiji("run", folder, "-w", tmp_path / "file" / "warehouse.duckdb")
    assert below_a_file.returncode == 2
    assert "Not a directory" in below_a_file.stderr
    assert "hint: " in below_a_file.stderr
    (tmp_path / "directory.duckdb").mkdir()
    a_directory = dashiji("run", folder, "-w", tmp_path / "directory.duckdb")
    assert a_directory.returncode == 2
    assert "directory.duckdb" in a_directory.stderr
    assert not list((tmp_path / "directory.duckdb").iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable for root")
def test_a_folder_without_permission(folder, tmp_path):
    tmp_path.chmod(0o500)
    ended = dashiji("run", folder, "-w", tmp_path / "warehouse.duckdb")
    tmp_path.chmod(0o700)
    assert ended.returncode == 2
    assert "Permission denied" in ended.stderr


def test_folders_that_hold_nothing_to_read(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden").touch()
    for path in ("empty", "nowhere"):
        ended = dashiji("run", tmp_path / path, "-w", tmp_path / "warehouse.duckdb")
        assert ended.returncode == 2
        assert path in ended.stderr
    assert not (tmp_path / "warehouse.duckdb").exists()


def test_a_server_that_does_not_answer_is_named(folder, tmp_path):
    ended = dashiji(
        *("run", folder, "-w", tmp_path / "warehouse.duckdb"),
        PREFECT_API_URL="http://127.0.0.1:9/api",
    )
    assert ended.returncode == 2
    assert "127.0.0.1:9" in ended.stderr
    assert not (tmp_path / "warehouse.duckdb").exists()
