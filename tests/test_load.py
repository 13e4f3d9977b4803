"""The next version follows from the current one and what arrived."""

import json
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.operations import CHECKS
from schemas.to_polars import to_polars
from schemas.warehouse import ALL, MAIN
from tests.publications import arrival, publish_run, run_row
from tests.small_shard import Frames, joined, small_shard
from warehouse.arrival import Arrival
from warehouse.check import row_gate, set_aside, warehouse_gate
from warehouse.errors import BuildFailed, GateFailed
from warehouse.journal import record_unpublished, unpublished_runs
from warehouse.load import build, seal
from warehouse.publish import publish
from warehouse.read import Reader
from warehouse.shards import read_shard, write_shard


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


def rows(warehouse: Path, sql: str) -> list[tuple]:
    with Reader(warehouse) as reader:
        return list(reader.query(sql).rows)


def table(warehouse: Path, name: str) -> pl.DataFrame:
    with Reader(warehouse) as reader:
        return reader.frame(f"FROM {name} ORDER BY ALL")


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


def test_dimension_rows_that_no_fact_uses_leave(warehouse: Path) -> None:
    publish_run(warehouse, 1, joined(small_shard("d1"), small_shard("d2")))
    shard = small_shard("d1")
    lonely = shard["metrics"].with_columns(metric_id=pl.lit("m-lonely"))
    shard["metrics"] = pl.concat([shard["metrics"], lonely])
    shard["figures"] = shard["figures"].clear()
    publish_run(warehouse, 2, shard)
    assert rows(warehouse, "SELECT metric_id FROM metrics") == [("m-走访群众",)]
    empty = {name: shard[name] if name in ("documents", "passages") else shard[name].clear()
             for name in shard}  # fmt: skip
    other = small_shard("d2")
    publish_run(warehouse, 3, empty, {**other, "figures": other["figures"].clear()})
    assert rows(warehouse, "SELECT count(*) FROM metrics") == [(0,)]
    assert rows(warehouse, "SELECT count(*) FROM entities") == [(1,)]


def tells(shard: Frames, entities: list[dict]) -> Frames:
    """The shard of one document that tells these of its entities."""
    document = shard["documents"]["document_id"].item()
    named = [{**entity, "document_id": document} for entity in entities]
    told = pl.DataFrame(named, schema=shard["entity_tellings"].schema)
    entities = told.drop("document_id").select(shard["entities"].columns)
    return {**shard, "entity_tellings": told, "entities": entities}


def test_entities_leave_with_the_last_document_that_tells_of_them(warehouse: Path) -> None:
    (entity,) = small_shard("d1")["entities"].to_dicts()
    family = [
        {**entity, "parent_id": "e-parent"},
        {**entity, "entity_id": "e-parent", "parent_id": "e-grandparent", "name": "parent"},
        {**entity, "entity_id": "e-grandparent", "parent_id": "e-parent", "name": "grandparent"},
    ]
    publish_run(warehouse, 1, tells(small_shard("d1"), family))
    publish_run(warehouse, 2, small_shard("d2"))
    names = "SELECT name, parent_id FROM entities ORDER BY ALL"
    assert rows(warehouse, names) == [
        ("grandparent", "e-parent"),
        ("parent", "e-grandparent"),
        ("警民亲活动", "e-parent"),
    ]
    publish_run(warehouse, 3, small_shard("d1"))
    assert rows(warehouse, names) == [("警民亲活动", None)]


@pytest.mark.parametrize("order", [("d1", "d2", "d3"), ("d3", "d2", "d1"), ("d2", "d3", "d1")])
def test_entities_do_not_hang_on_the_order_of_documents(
    warehouse: Path, order: tuple[str, ...]
) -> None:
    kinds = {"d1": None, "d2": "campaign", "d3": "activity"}
    for number, document in enumerate(order, start=1):
        shard = small_shard(document)
        (entity,) = shard["entities"].to_dicts()
        publish_run(warehouse, number, tells(shard, [{**entity, "subkind": kinds[document]}]))
    assert rows(warehouse, "SELECT subkind FROM entities") == [("activity",)]


def test_entity_is_what_most_current_documents_tell(warehouse: Path) -> None:
    (entity,) = small_shard("d1")["entities"].to_dicts()
    codes = {"d1": "510100", "d2": "510200", "d3": "510200"}
    shards = [
        tells(small_shard(document), [{**entity, "admin_code": code}])
        for document, code in codes.items()
    ]
    told = "SELECT subkind, admin_code FROM entities"
    publish_run(warehouse, 1, joined(*shards))
    assert rows(warehouse, told) == [("activity", "510200")]
    for number, document in ((2, "d2"), (3, "d3")):
        publish_run(warehouse, number, small_shard(document))
    assert rows(warehouse, told) == [("activity", "510100")]


def test_document_of_a_place_that_no_sentence_names_keeps_it(warehouse: Path) -> None:
    shard = small_shard("d1")
    (entity,) = shard["entities"].to_dicts()
    place = {**entity, "entity_id": "e-成都市", "kind": "place", "subkind": None, "name": "成都市"}
    shard = tells(shard, [entity, place])
    shard["documents"] = shard["documents"].with_columns(place_id=pl.lit("e-成都市"))
    publish_run(warehouse, 1, shard)
    warehouse_gate(publish_run(warehouse, 2, small_shard("d2")), "r2")
    assert rows(warehouse, "SELECT name FROM entities WHERE kind = 'place'") == [("成都市",)]


def test_older_version_without_tellings_keeps_what_it_knows_of_entities(warehouse: Path) -> None:
    shard = small_shard("d1")
    (entity,) = shard["entities"].to_dicts()
    whole = {**entity, "entity_id": "e-whole", "name": "whole", "admin_code": "510000"}
    version = publish_run(warehouse, 1, tells(shard, [{**entity, "parent_id": "e-whole"}, whole]))
    version.chmod(0o644)
    before = table(warehouse, "entities")
    with duckdb.connect(str(version)) as connection:
        connection.execute("DROP TABLE entity_tellings")
        connection.execute("DROP TABLE history.entity_tellings")
    warehouse_gate(publish_run(warehouse, 2, small_shard("d2", rule="other")), "r2")
    assert table(warehouse, "entities").equals(before)
    told = rows(warehouse, "SELECT document_id, name FROM entity_tellings ORDER BY ALL")
    assert told == [("d1", "whole"), ("d1", "警民亲活动"), ("d2", "警民亲活动")]


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


BROKEN = {
    "expect_column_values_to_be_unique": "INSERT INTO figures FROM figures LIMIT 1",
    "expect_column_values_to_be_in_set": "UPDATE events SET status = 'rumoured'",
    "expect_columns_in_order": "UPDATE figures SET lower = upper + 0.000001",
    "expect_references_to_be_found": "DELETE FROM metrics",
    "expect_quotes_at_their_offsets": "UPDATE events SET quote = quote || '。'",
    "expect_passage_in_the_same_document": "UPDATE events SET document_id = 'd2', quote = 'x'",
    "expect_passages": "DELETE FROM passages WHERE document_id = 'd2'",
    "expect_digest_and_length_of_the_text": "UPDATE documents SET text = text || ' '",
    "expect_copies_of_what_is_none": "UPDATE documents SET copy_of = 'd1'",
    "expect_known_runs": "UPDATE documents SET run_id = 'r0'",
    "expect_one_version_at_a_time": "INSERT INTO history.documents SELECT * REPLACE "
    "(known_from - INTERVAL 1 SECOND AS known_from, known_to + INTERVAL 1 SECOND AS known_to) "
    "FROM history.documents",
    "expect_documents_to_add_up": "UPDATE ops.runs SET documents_seen = 9",
    "expect_loaded_documents_as_counted": "UPDATE documents SET run_id = 'r1', text = text",
    "expect_rows_as_counted": "DELETE FROM entity_mentions WHERE document_id = 'd2'",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built file with history that passes the gate."""
    folder = tmp_path_factory.mktemp("sound")
    warehouse = folder / "warehouse.duckdb"
    publish_run(warehouse, 1, joined(small_shard("d1"), small_shard("d2")))
    return build(warehouse, arrival(folder / "s", 2, small_shard("d1", "42")))


def test_warehouse_gate_asks_every_table(sound: Path) -> None:
    checks = warehouse_gate(sound, "r2")
    assert checks.schema == to_polars(CHECKS)
    assert checks["success"].all() and checks["unexpected"].sum() == 0
    assert set(checks["table_name"]) == {of.short for of in ALL}
    assert checks.filter(table_name="figures")["evaluated"].to_list()[0] == 2
    assert checks.select(CHECKS.key).is_unique().all()


@pytest.mark.parametrize("promise", BROKEN)
def test_warehouse_gate_refuses_a_broken_promise(promise: str, sound: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(sound.read_bytes())
    with duckdb.connect(str(broken)) as connection:
        connection.execute(BROKEN[promise])
    with pytest.raises(GateFailed, match="Not published") as refused:
        warehouse_gate(broken, "r2")
    failed = refused.value.checks.filter(~pl.col("success"))
    assert promise in failed["expectation"].to_list()
    assert failed.filter(expectation=promise)["unexpected"].min() > 0
    assert promise in str(refused.value)


@pytest.mark.parametrize("spoilt", [None, 0, 255, 256, 700, 1_039])
def test_long_quotes_are_compared_to_their_last_character(
    spoilt: int | None, warehouse: Path, tmp_path: Path
) -> None:
    long = "𠀀一二三四五六七八九十" * 94 + "末尾。字\r\U0001f600"
    shard = small_shard("d1")
    text = shard["documents"]["text"].item() + "\n" + long
    told = {"text": text, "char_count": len(text), "text_sha256": sha256(text.encode()).hexdigest()}
    shard["documents"] = shard["documents"].with_columns(**{n: pl.lit(v) for n, v in told.items()})
    said = long if spoilt is None else f"{long[:spoilt]}错{long[spoilt + 1 :]}"
    span = {"start_char": len(text) - len(long), "end_char": len(text), "quote": said}
    passage = {**shard["passages"].row(-1, named=True), **span, "passage_id": "d1-3", "ordinal": 3}
    schema = shard["passages"].schema
    shard["passages"] = pl.concat([shard["passages"], pl.DataFrame([passage], schema=schema)])
    built = build(warehouse, arrival(tmp_path / "s", 1, shard))
    if spoilt is None:
        assert warehouse_gate(built, "r1")["success"].all()
    else:
        with pytest.raises(GateFailed, match=r"expect_quotes.* on passages .* 1 rows"):
            warehouse_gate(built, "r1")


def test_every_written_promise_is_broken_once() -> None:
    folder = Path(__file__).parent.parent / "warehouse" / "check" / "promises"
    assert {file.stem for file in folder.glob("*/*.sql")} <= BROKEN.keys()


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
