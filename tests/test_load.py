"""The next version follows from the current one and what arrived."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.operations import CHECKS
from schemas.to_polars import to_polars
from schemas.warehouse import MAIN
from tests.publications import arrival, publish_run, rows, run_row, table
from tests.small_shard import joined, small_shard
from warehouse.arrival import Arrival
from warehouse.check import row_gate, set_aside, warehouse_gate
from warehouse.errors import BuildFailed
from warehouse.journal import record_unpublished, unpublished_runs
from warehouse.load import build, seal
from warehouse.publish import publish
from warehouse.shards import read_shard, write_shard


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


def test_rows_are_loaded_as_they_are(warehouse: Path) -> None:
    shard = joined(small_shard("d1"), small_shard("d2"))
    publish_run(warehouse, 1, shard)
    for of in MAIN:
        loaded = table(warehouse, of.name)
        assert loaded.schema == to_polars(of)
        given = shard[of.name]
        assert loaded.select(given.columns).equals(given.sort(given.columns))
    assert rows(warehouse, "SELECT DISTINCT value FROM figures") == [(Decimal("410000.000000"),)]


def test_documents_arrive_in_several_shards_and_share_their_dimensions(warehouse: Path) -> None:
    publish_run(warehouse, 1, small_shard("d1"), small_shard("d2"))
    assert rows(warehouse, "SELECT count(*) FROM documents") == [(2,)]
    assert rows(warehouse, "SELECT count(*) FROM entities") == [(1,)]


def test_new_documents_join_those_already_there(warehouse: Path) -> None:
    publish_run(warehouse, 1, small_shard("d1"))
    before = {of.name: table(warehouse, of.name) for of in MAIN}
    publish_run(warehouse, 2, small_shard("d2"))
    assert rows(warehouse, "SELECT document_id, first_run_id, run_id FROM documents") == [
        ("d1", "r1", "r1"),
        ("d2", "r2", "r2"),
    ]
    assert rows(warehouse, "SELECT count(*) FROM history.documents") == [(0,)]
    for of in MAIN:
        kept = table(warehouse, of.name).join(before[of.name], on=of.key, how="semi")
        assert kept.equals(before[of.name])


def test_corrected_document_replaces_its_rows_which_move_to_history(warehouse: Path) -> None:
    publish_run(warehouse, 1, joined(small_shard("d1"), small_shard("d2")))
    before = {of.name: table(warehouse, of.name) for of in MAIN}
    publish_run(warehouse, 2, small_shard("d1", number="42"))
    assert rows(warehouse, "SELECT figure_id FROM figures ORDER BY ALL") == [
        ("d1-42余万人",),
        ("d2-41余万人",),
    ]
    assert rows(warehouse, "SELECT first_run_id, run_id FROM documents ORDER BY document_id") == [
        ("r1", "r2"),
        ("r1", "r1"),
    ]
    known = (datetime(2026, 1, 2, 0, 0, 3), datetime(2026, 1, 3, 0, 0, 3), "correction", "r2")
    for of in MAIN:
        if "document_id" in of.names:
            replaced = table(warehouse, f"history.{of.name}")
            ours = before[of.name].filter(document_id="d1")
            assert replaced.select(of.names).sort(of.names).equals(ours.sort(of.names))
            assert set(replaced.drop(of.names).rows()) == {known}


def test_same_text_read_anew_is_a_rereading(warehouse: Path) -> None:
    publish_run(warehouse, 1, small_shard("d1"))
    publish_run(warehouse, 2, small_shard("d1", rule="better"))
    assert rows(warehouse, "SELECT DISTINCT rule FROM figures") == [("better",)]
    assert rows(warehouse, "SELECT superseded_because, rule FROM history.figures") == [
        ("rereading", "test")
    ]


def test_what_is_read_again_and_says_the_same_stays_as_it_was(warehouse: Path) -> None:
    publish_run(warehouse, 1, joined(small_shard("d1"), small_shard("d2")))
    before = {of.name: table(warehouse, of.name) for of in MAIN}
    publish_run(warehouse, 2, small_shard("d1"), small_shard("d2", rule="better"))
    documents = table(warehouse, "documents")
    assert documents.filter(document_id="d1").equals(before["documents"].filter(document_id="d1"))
    assert rows(warehouse, "SELECT document_id, superseded_because FROM history.documents") == [
        ("d2", "rereading")
    ]


def test_one_row_less_is_another_reading(warehouse: Path) -> None:
    publish_run(warehouse, 1, small_shard("d1"))
    shard = small_shard("d1")
    publish_run(warehouse, 2, {**shard, "entity_mentions": shard["entity_mentions"].clear()})
    assert rows(warehouse, "SELECT quote FROM history.entity_mentions") == [("警民亲活动",)]
    assert rows(warehouse, "SELECT run_id FROM documents") == [("r2",)]


def test_other_bytes_of_the_same_text_are_a_correction(warehouse: Path) -> None:
    publish_run(warehouse, 1, small_shard("d1"))
    shard = small_shard("d1")
    shard["documents"] = shard["documents"].with_columns(raw_sha256=pl.lit("other bytes"))
    publish_run(warehouse, 2, shard)
    assert rows(warehouse, "SELECT superseded_because FROM history.documents") == [("correction",)]


def test_history_grows_and_its_intervals_meet(warehouse: Path) -> None:
    for number in (1, 2, 3, 4):
        publish_run(warehouse, number, small_shard("d1", number=str(40 + number)))
    versions = rows(warehouse, "SELECT known_from, known_to FROM history.documents ORDER BY ALL")
    assert len(versions) == 3
    assert [end for _, end in versions[:-1]] == [start for start, _ in versions[1:]]


def test_clock_set_back_does_not_turn_history_around(warehouse: Path) -> None:
    publish_run(warehouse, 5, small_shard("d1"))
    for number, text in ((3, "42"), (4, "43"), (1, "44")):
        publish_run(warehouse, number, small_shard("d1", text))
    warehouse_gate(warehouse.resolve(), "r1")
    versions = rows(warehouse, "SELECT known_from, known_to FROM history.documents ORDER BY ALL")
    assert all(start < end for start, end in versions)
    assert [end for _, end in versions[:-1]] == [start for start, _ in versions[1:]]


def test_run_tells_how_many_rows_there_are(warehouse: Path) -> None:
    publish_run(warehouse, 1, joined(small_shard("d1"), small_shard("d2")))
    publish_run(warehouse, 2, small_shard("d1", "42"))
    ((told,),) = rows(warehouse, "SELECT rows FROM ops.runs WHERE run_id = 'r2'")
    counts = {of.name: table(warehouse, of.name).height for of in MAIN}
    assert json.loads(told) == counts and counts["figures"] == 2


def test_checks_of_shards_are_added_up(warehouse: Path, tmp_path: Path) -> None:
    came = arrival(tmp_path / "s", 1, small_shard("d1"))
    check = {"run_id": "r1", "suite": "rows", "expectation": "e", "table_name": "figures"}
    checks = [
        {**check, "column_name": None, "success": good, "evaluated": 10, "unexpected": bad}
        for good, bad in ((True, 0), (False, 2))
    ]
    frame = pl.DataFrame(checks, schema=to_polars(CHECKS))
    publish(build(warehouse, Arrival(came.run, came.shards, frame, came.quarantine)), warehouse)
    told = rows(warehouse, "SELECT success, evaluated, unexpected FROM ops.checks")
    assert told == [(False, 20, 2)]


def test_whole_way_from_frames_to_a_sealed_file(warehouse: Path, tmp_path: Path) -> None:
    shard = joined(small_shard("d1"), small_shard("d2"))
    shard["figures"] = shard["figures"].with_columns(quote=pl.lit("41余万人"), kind=pl.lit("sum"))
    gate = row_gate(shard, "r1")
    write_shard(gate.frames, tmp_path / "s")
    assert read_shard(tmp_path / "s").keys() == gate.frames.keys()
    came = Arrival(run_row(1, 2), [tmp_path / "s"], gate.checks, gate.quarantine)
    built = build(warehouse, came)
    checks = warehouse_gate(built, "r1")
    seal(built, checks)
    publish(built, warehouse)
    suites = "SELECT suite, count(*), bool_and(success) FROM ops.checks GROUP BY ALL ORDER BY ALL"
    assert rows(warehouse, suites) == [
        ("rows", gate.checks.height, False),
        ("warehouse", checks.height, True),
    ]
    assert rows(warehouse, "SELECT count(*), any_value(path) FROM ops.quarantine") == [
        (2, "d1.txt")
    ]


def test_runs_that_published_nothing_are_told_by_the_next_version(
    warehouse: Path, tmp_path: Path
) -> None:
    publish_run(warehouse, 1, small_shard("d1"))
    held = pl.DataFrame(
        {"run_id": ["r2"], "stage": ["ingest"], "path": ["a.bin"], "rule": ["binary"],
         "reason": ["It is not text."], "payload": ["{}"]}
    )  # fmt: skip
    nothing = run_row(2, 0, state="nothing_new")
    empty = to_polars(CHECKS).to_frame()
    record_unpublished(warehouse, Arrival(nothing, [], empty, set_aside(held)))
    assert rows(warehouse, "SELECT run_id FROM ops.runs") == [("r1",)]
    assert unpublished_runs(warehouse)["run_id"].to_list() == ["r2"]
    publish_run(warehouse, 3, small_shard("d3"))
    told = rows(warehouse, "SELECT run_id, state FROM ops.runs ORDER BY started_at")
    assert told == [("r1", "published"), ("r2", "nothing_new"), ("r3", "published")]
    assert rows(warehouse, "SELECT path FROM ops.quarantine") == [("a.bin",)]
    assert unpublished_runs(warehouse).height == 0
    publish_run(warehouse, 4, small_shard("d4"))
    assert rows(warehouse, "SELECT count(*) FROM ops.quarantine") == [(1,)]


def test_build_that_fails_leaves_nothing_behind(warehouse: Path, tmp_path: Path) -> None:
    publish_run(warehouse, 1, small_shard("d1"))
    came = arrival(tmp_path / "s", 2, small_shard("d2"))
    (came.shards[0] / "figures.parquet").write_bytes(b"half a file")
    before = sorted(warehouse.parent.rglob("*"))
    with pytest.raises(BuildFailed, match="current version is untouched"):
        build(warehouse, came)
    assert sorted(warehouse.parent.rglob("*")) == before
    assert rows(warehouse, "SELECT count(*) FROM documents") == [(1,)]


def test_full_disk_is_a_build_that_failed(warehouse: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    publish_run(warehouse, 1, small_shard("d1"))
    came = arrival(tmp_path / "s", 2, small_shard("d2"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))
    try:
        with pytest.raises(BuildFailed, match="disk"):
            build(warehouse, came)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert rows(warehouse, "SELECT count(*) FROM documents") == [(1,)]
    publish_run(warehouse, 3, small_shard("d2"))
    assert rows(warehouse, "SELECT count(*) FROM documents") == [(2,)]


def test_older_version_without_a_table_or_column_is_carried_on(
    warehouse: Path, tmp_path: Path
) -> None:
    version = publish_run(warehouse, 1, small_shard("d1"))
    version.chmod(0o644)
    with duckdb.connect(str(version)) as connection:
        connection.execute("DROP VIEW ledger")
        connection.execute("ALTER TABLE figures DROP COLUMN hedge")
        connection.execute("ALTER TABLE figures ADD COLUMN forgotten INTEGER")
        connection.execute("DROP TABLE history.events")
    publish_run(warehouse, 2, small_shard("d2"))
    hedges = rows(warehouse, "SELECT hedge FROM figures ORDER BY document_id")
    assert hedges == [(None,), ("余",)]


def test_rebuild_gives_the_same_rows_in_the_same_file_size(tmp_path: Path) -> None:
    """A version is written from nothing, so what was replaced leaves no holes behind."""
    once, often = tmp_path / "once" / "w.duckdb", tmp_path / "often" / "w.duckdb"
    publish_run(once, 1, small_shard("d1", "43"))
    for number, text in enumerate(("41", "42", "43"), start=1):
        publish_run(often, number, small_shard("d1", text))
    for of in MAIN:
        stamps = [name for name in of.names if name in ("run_id", "first_run_id")]
        assert table(once, of.name).drop(stamps).equals(table(often, of.name).drop(stamps))
