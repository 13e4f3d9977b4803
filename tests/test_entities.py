"""Entities are what the current documents tell of them, in whatever order they came."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.publications import publish_run, rows, table
from tests.small_shard import Frames, joined, small_shard
from warehouse.check import warehouse_gate


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


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
