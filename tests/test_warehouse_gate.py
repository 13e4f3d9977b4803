"""The warehouse gate asks every table, and refuses each promise that is broken."""

from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.operations import CHECKS
from schemas.to_polars import to_polars
from schemas.warehouse import ALL
from tests.publications import arrival, publish_run
from tests.small_shard import joined, small_shard
from warehouse.check import warehouse_gate
from warehouse.errors import GateFailed
from warehouse.load import build


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


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
