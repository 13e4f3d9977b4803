"""One rename publishes: readers meet the old version or the new one, whole, whatever dies."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.publications import arrival, publish_run
from tests.small_shard import joined, small_shard
from warehouse.errors import ForeignFile, RunInProgress, StrayLog
from warehouse.load import build
from warehouse.lock import run_lock
from warehouse.publish import publish
from warehouse.versions import current_version, sweep, versions

ROOT = Path(__file__).parent.parent


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process that runs the code in the root of the project."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def documents(file: Path) -> list[str]:
    with duckdb.connect(str(file), read_only=True) as connection:
        found = connection.execute("SELECT document_id FROM documents ORDER BY ALL").fetchall()
    return [document for (document,) in found]


def test_name_is_a_relative_link_to_an_immutable_version(warehouse: Path) -> None:
    version = publish_run(warehouse, 1, small_shard("d1"))
    assert os.readlink(warehouse) == "warehouse.versions/r1.duckdb"
    assert version == warehouse.resolve() and version.stat().st_mode & 0o222 == 0
    assert not list(warehouse.parent.rglob("*.wal"))
    moved = warehouse.parent.rename(warehouse.parent.with_name("elsewhere"))
    assert documents(moved / warehouse.name) == ["d1"]


def test_last_versions_are_kept(warehouse: Path) -> None:
    for number in range(1, 6):
        publish_run(warehouse, number, small_shard(f"d{number}"))
    assert [file.stem for file in versions(warehouse)] == ["r3", "r4", "r5"]
    publish_run(warehouse, 6, small_shard("d6"), keep=1)
    assert [file.stem for file in versions(warehouse)] == ["r6"]
    assert documents(warehouse) == [f"d{number}" for number in range(1, 7)]


def test_current_version_stays_when_the_name_is_set_back(warehouse: Path) -> None:
    """Whoever undoes a run by linking an older version keeps it through the next runs."""
    for number in (1, 2, 3):
        publish_run(warehouse, number, small_shard(f"d{number}"))
    warehouse.unlink()
    warehouse.symlink_to("warehouse.versions/r1.duckdb")
    publish_run(warehouse, 4, small_shard("d4"))
    assert documents(warehouse) == ["d1", "d4"]


def test_publishing_again_after_dying_half_way_goes_on(warehouse: Path, tmp_path: Path) -> None:
    publish_run(warehouse, 1, small_shard("d1"))
    built = build(warehouse, arrival(tmp_path / "s", 2, small_shard("d2")))
    built.rename(built.with_name("r2.duckdb"))
    assert documents(warehouse) == ["d1"]
    publish(built, warehouse)
    publish(built, warehouse)
    assert documents(warehouse) == ["d1", "d2"]


FOREIGN = {
    "a text file": lambda name: name.write_text("notes", "utf-8"),
    "an empty file": lambda name: name.touch(),
    "a folder": lambda name: name.mkdir(),
    "another DuckDB file": lambda name: duckdb.connect(str(name)).execute("CREATE TABLE t(a INT)"),
    "somebody's link": lambda name: name.symlink_to("elsewhere.duckdb"),
    "a link to a version that is gone": lambda name: name.symlink_to(
        "warehouse.versions/r9.duckdb"
    ),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_not_ours_is_never_overwritten(kind: str, warehouse: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "warehouse.duckdb"
    publish_run(other, 1, small_shard("d1"))
    FOREIGN[kind](warehouse)
    before = (warehouse.lstat().st_ino, warehouse.lstat().st_size)
    with pytest.raises(ForeignFile, match=r"warehouse\.duckdb"):
        build(warehouse, arrival(tmp_path / "s", 2, small_shard("d2")))
    with pytest.raises(ForeignFile, match=r"warehouse\.duckdb"):
        publish(tmp_path / ".r2.duckdb.building", warehouse)
    assert (warehouse.lstat().st_ino, warehouse.lstat().st_size) == before


def test_warehouse_that_lies_at_the_name_is_adopted(warehouse: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "warehouse.duckdb"
    publish_run(other, 1, small_shard("d1"))
    shutil.copy(other, warehouse)
    assert current_version(warehouse) == warehouse
    publish_run(warehouse, 2, small_shard("d2"))
    assert warehouse.is_symlink() and documents(warehouse) == ["d1", "d2"]
    adopted, version = versions(warehouse)
    assert adopted.name.startswith("adopted-") and version.name == "r2.duckdb"
    assert documents(adopted) == ["d1"]


def test_log_beside_the_name_is_moved_out_of_the_readers_way(warehouse: Path) -> None:
    publish_run(warehouse, 1, small_shard("d1"))
    log = warehouse.with_name("warehouse.duckdb.wal")
    log.write_bytes(b"somebody's log")
    publish_run(warehouse, 2, small_shard("d2"))
    assert not log.exists() and documents(warehouse) == ["d1", "d2"]
    (kept,) = warehouse.parent.glob("warehouse.versions/stray-*.wal")
    assert kept.read_bytes() == b"somebody's log"


def test_log_beside_the_current_version_stops_the_run(warehouse: Path, tmp_path: Path) -> None:
    """DuckDB would replay it: rows that no run loaded would be taken for rows of the warehouse."""
    version = publish_run(warehouse, 1, small_shard("d1"))
    version.with_name(f"{version.name}.wal").write_bytes(b"somebody's log")
    with pytest.raises(StrayLog, match=r"r1\.duckdb\.wal"):
        build(warehouse, arrival(tmp_path / "s", 2, small_shard("d2")))


HOLD = """
import sys, time
from pathlib import Path
from warehouse.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_second_run_is_told_who_holds_the_lock(warehouse: Path) -> None:
    holder = child(HOLD, warehouse)
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(RunInProgress, match=f"process {holder.pid} on "), run_lock(warehouse):
        pass
    holder.kill()
    holder.wait()
    with run_lock(warehouse):
        pass


READ = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
def count():
    print(connection.execute("SELECT count(*) FROM figures").fetchall()[0][0], flush=True)
count()
sys.stdin.readline()
count()
sys.stdin.readline()
"""


def test_reader_in_another_process_keeps_what_it_opened(warehouse: Path) -> None:
    publish_run(warehouse, 1, small_shard("d1"))
    reader = child(READ, warehouse)
    assert reader.stdout.readline() == "1\n"
    for number in range(2, 7):
        publish_run(warehouse, number, small_shard(f"d{number}"), keep=1)
    reader.stdin.write("\n")
    reader.stdin.flush()
    assert reader.stdout.readline() == "1\n"
    reader.kill()
    reader.wait()
    assert len(documents(warehouse)) == 6


BUILD = """
import sys
from pathlib import Path
from tests.publications import arrival
from tests.small_shard import joined, small_shard
from warehouse.load import build
from warehouse.lock import run_lock
from warehouse.publish import publish
warehouse = Path(sys.argv[1])
shard = joined(*(small_shard(f"d{n}") for n in range(200)))
with run_lock(warehouse):
    came = arrival(warehouse.parent / "killed", 2, shard)
    print("building", flush=True)
    publish(build(warehouse, came), warehouse)
    print("published", flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.15, 0.3, 0.5])
def test_builder_killed_leaves_the_old_version_or_the_new_one(
    delay: float, warehouse: Path
) -> None:
    publish_run(warehouse, 1, joined(small_shard("a"), small_shard("b")))
    builder = child(BUILD, warehouse)
    assert builder.stdout.readline() == "building\n"
    time.sleep(delay)
    os.kill(builder.pid, signal.SIGKILL)
    builder.wait()
    published = builder.stdout.read() == "published\n"
    known = documents(warehouse)
    assert len(known) in ((202,) if published else (2, 202))
    with run_lock(warehouse):
        sweep(warehouse)
        names = {file.name for file in (warehouse.parent / "warehouse.versions").iterdir()}
        assert not [name for name in names if "building" in name]
        publish_run(warehouse, 3, small_shard("c"))
    assert len(documents(warehouse)) == len(known) + 1


def test_sweep_takes_what_dead_builds_left_and_nothing_else(warehouse: Path) -> None:
    publish_run(warehouse, 1, small_shard("d1"))
    folder = warehouse.parent / "warehouse.versions"
    left = [
        folder / ".r2.duckdb.building",
        folder / ".r2.duckdb.building.wal",
        folder / ".adopted-1.duckdb.writing",
        warehouse.with_name(".warehouse.duckdb.4121.link"),
    ]
    for file in left:
        file.touch()
    spill = folder / ".r2.duckdb.building.spill"
    spill.mkdir()
    (spill / "block").touch()
    before = {file for file in folder.iterdir() if not file.name.startswith(".r2")} - {*left}
    assert set(sweep(warehouse)) == {*left, spill}
    assert {*folder.iterdir()} == before
    assert documents(warehouse) == ["d1"]
