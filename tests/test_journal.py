"""Runs that published nothing: kept, merged where they say the same, and taken in later."""

from dataclasses import replace

import polars as pl

from tests.publications import arrival, publish_run
from tests.small_shard import small_shard
from tests.test_quarantine import held
from warehouse.journal import entries, record_unpublished, unpublished_runs
from warehouse.quarantine import set_aside_rows
from warehouse.read import Reader
from warehouse.versions import folder_of


def idle(warehouse, number, *paths, read_again=()):
    """Run r<number> finds nothing new and sets these inputs aside."""
    came = arrival(warehouse.parent / "s", number, state="nothing_new")
    quarantine = held(f"r{number}", *paths)
    record_unpublished(warehouse, replace(came, quarantine=quarantine, read_again=read_again))
    return tuple(quarantine["quarantine_id"])


def files(warehouse):
    return len([*(folder_of(warehouse) / "unpublished").iterdir()])


def test_months_without_news_stay_a_few_files_and_lose_nothing(tmp_path):
    warehouse = tmp_path / "w.duckdb"
    publish_run(warehouse, 100, small_shard("d1"))
    keys = idle(warehouse, 101, "a.txt")
    for number in range(102, 190):
        keys = idle(warehouse, number, "a.txt", "b.txt", read_again=keys)
    assert files(warehouse) < 200
    told = unpublished_runs(warehouse)["run_id"].to_list()
    assert told == [f"r{number}" for number in range(101, 190)]
    rows = {row["path"]: row for row in set_aside_rows(warehouse)}
    assert {path: (row["run_id"], row["last_run_id"]) for path, row in rows.items()} == {
        "a.txt": ("r101", "r189"),
        "b.txt": ("r102", "r189"),
    }
    publish_run(warehouse, 200, small_shard("d2"))
    with Reader(warehouse) as reader:
        assert reader.query("SELECT count(*) FROM ops.runs").rows == ((91,),)
        states = reader.query("SELECT path, run_id, state FROM ops.quarantine ORDER BY path").rows
    assert states == (("a.txt", "r101", "held"), ("b.txt", "r102", "held"))
    assert files(warehouse) == 0


def test_a_run_that_released_something_is_not_merged_with_those_before(tmp_path):
    warehouse = tmp_path / "w.duckdb"
    publish_run(warehouse, 100, small_shard("d1"))
    keys = idle(warehouse, 101, "a.txt")
    idle(warehouse, 102, read_again=keys)
    for number in range(103, 160):
        idle(warehouse, number)
    assert [row["state"] for row in set_aside_rows(warehouse)] == ["released"]
    assert len(entries(warehouse)) == 59
    publish_run(warehouse, 200, small_shard("d2"))
    with Reader(warehouse) as reader:
        assert reader.query("SELECT state FROM ops.quarantine").rows == (("released",),)


def test_a_merge_that_was_cut_short_tells_each_run_once(tmp_path, monkeypatch):
    warehouse = tmp_path / "w.duckdb"
    publish_run(warehouse, 100, small_shard("d1"))
    monkeypatch.setattr("pathlib.Path.unlink", lambda *_, **__: None)
    for number in range(101, 150):
        idle(warehouse, number, "a.txt")
    monkeypatch.undo()
    assert unpublished_runs(warehouse).height == 49
    publish_run(warehouse, 200, small_shard("d2"))
    with Reader(warehouse) as reader:
        runs = reader.query("SELECT count(*), count(DISTINCT run_id) FROM ops.runs").rows
    assert runs == ((51, 51),)
    assert isinstance(unpublished_runs(warehouse), pl.DataFrame)
