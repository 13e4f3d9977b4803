"""Planted faults: each kind of promise is broken once, and exactly that row is set aside."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.operations import CHECKS, QUARANTINE
from schemas.to_expectations import row_expectations
from schemas.to_polars import to_polars
from schemas.warehouse import MAIN
from tests.small_shard import Frames, joined, small_shard
from warehouse.check import RowGate, row_gate, set_aside
from warehouse.check.quoted import with_quoted
from warehouse.errors import CheckBroken


@dataclass(frozen=True)
class Fault:
    """One cell of a document's first row of a table, and the rules that must name that row."""

    table: str
    column: str
    value: object
    rule: str
    # Rows of other tables that cannot stand without it.
    with_it: tuple[str, ...] = ()
    # What the reason speaks of, where that is not the column.
    about: str = ""


FAULTS = {
    "a required value is missing": Fault(
        "figures", "statistic", None, "expect_column_values_to_not_be_null: statistic"
    ),
    "a required list is missing": Fault(
        "events", "flags", None, "expect_column_values_to_not_be_null: flags"
    ),
    "a code is not in its list": Fault(
        "figures", "kind", "sum", "expect_column_values_to_be_in_set: kind"
    ),
    "an optional code is not in its list": Fault(
        "events", "precision", "fortnight", "expect_column_values_to_be_in_set: precision"
    ),
    "a number is below its least": Fault(
        "documents",
        "char_count",
        0,
        "expect_column_values_to_be_between: char_count",
        ("passages",) * 3
        + ("time_mentions",) * 2
        + ("figures", "events", "entity_mentions", "entity_tellings"),
    ),
    "the bounds are crossed": Fault(
        "figures",
        "lower",
        "999999.000000",
        "expect_column_pair_values_a_to_be_greater_than_b: lower, value; "
        "expect_column_pair_values_a_to_be_greater_than_b: lower, upper",
    ),
    "the value is above its upper bound by the last decimal": Fault(
        "figures",
        "upper",
        "409999.999999",
        "expect_column_pair_values_a_to_be_greater_than_b: value, upper; "
        "expect_column_pair_values_a_to_be_greater_than_b: lower, upper",
    ),
    "an interval is empty": Fault(
        "events",
        "end_at",
        datetime(2012, 6, 1),
        "expect_column_pair_values_a_to_be_greater_than_b: start_at, end_at",
    ),
    "a period ends before it begins": Fault(
        "figures",
        "period_end",
        date(2012, 5, 1),
        "expect_column_pair_values_a_to_be_greater_than_b: period_start, period_end",
    ),
    "the quote is another text": Fault(
        "figures", "quote", "41万人", "expect_column_pair_values_to_be_equal: quote"
    ),
    "the offsets are one too far": Fault(
        "entity_mentions",
        "start_char",
        1,
        "expect_column_pair_values_to_be_equal: quote",
        about="quote",
    ),
    "the offsets leave the text": Fault(
        "events",
        "end_char",
        999,
        "expect_column_pair_values_to_be_equal: quote",
        about="quote",
    ),
    "the offsets begin before the text": Fault(
        "figures",
        "start_char",
        -1,
        "expect_column_values_to_be_between: start_char; "
        "expect_column_pair_values_to_be_equal: quote",
    ),
}
DOCUMENTS = {name: f"d{place:02}" for place, name in enumerate(FAULTS)}
EVIDENCE = [table.name for table in MAIN if "document_id" in table.names]


def plant(frames: Frames, fault: Fault, document_id: str = "d1") -> Frames:
    """The frames with the fault in the first row that is the document's."""
    frame = frames[fault.table]
    dtype = frame.schema[fault.column]
    value = pl.Series([fault.value]) if fault.value is not None else pl.Series([None], dtype=dtype)
    ours = pl.col("document_id") == document_id
    planted = (
        pl.when(ours & ours.cum_sum().eq(1)).then(pl.lit(value.cast(dtype))).otherwise(fault.column)
    )
    return {**frames, fault.table: frame.with_columns(planted.alias(fault.column))}


@pytest.fixture(scope="module")
def planted() -> Frames:
    frames = joined(*(small_shard(document_id) for document_id in DOCUMENTS.values()))
    for name, fault in FAULTS.items():
        frames = plant(frames, fault, DOCUMENTS[name])
    return frames


@pytest.fixture(scope="module")
def gate(planted: Frames) -> RowGate:
    """All faults at once, each in a document of its own."""
    return row_gate(planted, "r1")


@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault_is_set_aside_and_nothing_else(
    name: str, planted: Frames, gate: RowGate
) -> None:
    fault, path = FAULTS[name], f"{DOCUMENTS[name]}.txt"
    ours = gate.quarantine.filter(pl.col("path") == path)
    (held,) = ours.filter(pl.col("rule") == fault.rule).to_dicts()
    assert held["table_name"] == fault.table
    assert held["stage"] == "check" and held["state"] == "held" and held["run_id"] == "r1"
    assert f"`{fault.about or fault.column}`" in held["reason"] and "run again" in held["reason"]
    assert json.loads(held["payload"])[fault.column] == _as_json(fault.value)
    hanging = ours.filter(pl.col("rule") != fault.rule)
    assert sorted(hanging["table_name"]) == sorted(fault.with_it)
    assert hanging["rule"].str.contains("reference_set_aside").all()
    for table in EVIDENCE:
        given = planted[table].filter(pl.col("document_id") == DOCUMENTS[name])
        kept = gate.frames[table].filter(pl.col("document_id") == DOCUMENTS[name])
        assert given.height - kept.height == (table == fault.table) + fault.with_it.count(table)


def test_every_rule_of_the_suites_is_planted() -> None:
    asked = {expectation.type for table in MAIN for expectation in row_expectations(table)}
    named = {rule.partition(":")[0] for f in FAULTS.values() for rule in f.rule.split("; ")}
    keys = {"expect_column_values_to_be_unique", "expect_compound_columns_to_be_unique"}
    assert asked - keys == named


def test_key_that_stands_twice_names_neither_row() -> None:
    frames = joined(*(small_shard(f"d-{table}") for table in EVIDENCE))
    for table in EVIDENCE:
        row = frames[table].filter(pl.col("document_id") == f"d-{table}").head(1)
        frames[table] = pl.concat([frames[table], row])
    frames["metrics"] = pl.concat([frames["metrics"]] * 2)
    gate = row_gate(frames, "r1")
    broken = gate.checks.filter(~pl.col("success"))
    assert sorted(broken["table_name"]) == sorted([*EVIDENCE, "metrics"])
    assert broken["unexpected"].to_list() == [2] * broken.height
    for table in EVIDENCE:
        rows = gate.quarantine.filter(path=f"d-{table}.txt", table_name=table)
        assert rows["rule"].str.contains("to_be_unique").all()
        assert "same key" in rows["reason"][0]
    assert gate.frames["metrics"].height == 0
    assert gate.frames["figures"]["metric_id"].null_count() == gate.frames["figures"].height


def test_dimension_row_set_aside_takes_its_namings_with_it() -> None:
    frames = small_shard()
    frames["entities"] = frames["entities"].with_columns(kind=pl.lit("person"))
    gate = row_gate(frames, "r1")
    with_it = ["entity_mentions", "entity_tellings", "entities"]
    assert gate.quarantine["table_name"].to_list() == with_it
    assert gate.quarantine["path"].to_list() == ["d1.txt", "d1.txt", None]
    (figure,) = gate.frames["figures"].to_dicts()
    assert figure["programme_id"] is None and figure["flags"] == ["programme_id_set_aside"]


def test_good_rows_pass_unchanged_and_every_expectation_is_told() -> None:
    frames = joined(small_shard("d1"), small_shard("d2"))
    gate = row_gate(frames, "r1")
    assert gate.quarantine.schema == to_polars(QUARANTINE) and gate.quarantine.height == 0
    assert gate.checks.schema == to_polars(CHECKS)
    assert gate.checks.height == sum(len(row_expectations(table)) for table in MAIN)
    assert gate.checks["success"].all() and gate.checks["unexpected"].sum() == 0
    for table in MAIN:
        assert gate.frames[table.name].schema == to_polars(table)
        given = frames[table.name]
        assert gate.frames[table.name].select(given.columns).equals(given)
    assert gate.frames["documents"]["run_id"].to_list() == ["r1", "r1"]


def test_reference_to_a_row_set_aside_becomes_null_and_is_flagged() -> None:
    month = Fault(
        "time_mentions", "precision", "moon", "expect_column_values_to_be_in_set: precision"
    )
    gate = row_gate(plant(joined(small_shard("d1"), small_shard("d2")), month), "r1")
    assert gate.quarantine["rule"].to_list() == [month.rule]
    hanging = {"time_mentions": "anchor_time_id", "figures": "period_time_id"}
    for table, column in hanging.items():
        rows = gate.frames[table].select("document_id", column, "flags").rows_by_key("document_id")
        assert rows["d1"] == [(None, [f"{column}_set_aside"])]
        assert all(reference and not flags for reference, flags in rows["d2"] if reference)


def test_reference_that_never_had_a_row_is_left_for_the_warehouse_gate() -> None:
    nowhere = Fault("figures", "metric_id", "m-nowhere", "")
    gate = row_gate(plant(small_shard(), nowhere), "r1")
    assert gate.quarantine.height == 0
    assert gate.frames["figures"]["metric_id"].to_list() == ["m-nowhere"]


def test_rows_of_a_passage_set_aside_go_with_it() -> None:
    title = Fault("passages", "kind", "banner", "expect_column_values_to_be_in_set: kind")
    gate = row_gate(plant(small_shard(), title), "r1")
    assert sorted(gate.quarantine["table_name"]) == ["entity_mentions", "passages"]
    assert gate.frames["documents"].height == 1


def test_document_without_a_passage_is_set_aside_with_all_its_rows() -> None:
    frames = joined(small_shard("d1"), small_shard("d2"))
    banners = pl.when(document_id="d1").then(pl.lit("banner")).otherwise("kind")
    frames["passages"] = frames["passages"].with_columns(kind=banners)
    gate = row_gate(frames, "r1")
    for table in MAIN:
        if "document_id" in table.names:
            assert set(gate.frames[table.name]["document_id"]) == {"d2"}
    documents = gate.quarantine.filter(pl.col("table_name") == "documents")
    assert documents["rule"].to_list() == ["no_passage_left: document_id"]


def test_expectation_that_cannot_be_evaluated_is_no_row_s_fault() -> None:
    from warehouse.check.suite import ROW, check_frame

    figures = small_shard()["figures"].with_row_index(ROW)
    (table,) = (table for table in MAIN if table.name == "figures")
    with pytest.raises(CheckBroken, match="quoted"):
        check_frame(figures, row_expectations(table))


def test_long_values_are_cut_in_the_payload() -> None:
    frames = small_shard()
    text = frames["documents"]["text"].item() + "长" * 100_000
    frames["documents"] = frames["documents"].with_columns(text=pl.lit(text), genre=pl.lit("poem"))
    held = row_gate(frames, "r1").quarantine.filter(pl.col("table_name") == "documents")
    assert 1_000 < len(held["payload"].item()) < 10_000


def test_frames_without_rows_pass() -> None:
    gate = row_gate({name: frame.clear() for name, frame in small_shard().items()}, "r1")
    assert gate.checks["success"].all() and gate.quarantine.height == 0


BOTH_GATES = """
import sys
from pathlib import Path
from tests.publications import arrival
from tests.small_shard import small_shard
from warehouse.check import row_gate, warehouse_gate
from warehouse.load import build
assert "great_expectations" not in sys.modules
warehouse = Path(sys.argv[1])
row_gate(small_shard(), "r1")
warehouse_gate(build(warehouse, arrival(warehouse.parent, 1, small_shard())), "r1")
"""


def test_gates_say_nothing_on_the_terminal_and_come_late(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", BOTH_GATES, str(tmp_path / "warehouse.duckdb")],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        check=True,
    )
    assert (ran.stdout, ran.stderr) == (b"", b"")


def test_inputs_are_set_aside_under_keys_that_content_gives() -> None:
    rows = pl.DataFrame(
        {
            "run_id": ["r1", "r1", "r1"],
            "stage": ["ingest"] * 3,
            "path": ["a.txt", "b.txt", "a.txt"],
            "rule": ["empty"] * 3,
            "reason": ["It is empty."] * 3,
            "payload": ["{}"] * 3,
        }
    )
    held = set_aside(rows)
    assert held.schema == to_polars(QUARANTINE)
    assert held["path"].to_list() == ["a.txt", "b.txt"]
    assert held.equals(set_aside(rows))


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.sampled_from("警民亲\n 𠀀a\u0301\r"), max_size=900),
    spans=st.lists(st.tuples(st.integers(-3, 900), st.integers(-3, 905)), max_size=8),
)
def test_quoted_is_the_slice_of_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    documents = pl.DataFrame({"document_id": ["d1"], "text": [text]})
    schema = {"start_char": pl.Int64, "end_char": pl.Int64}
    rows = pl.DataFrame(spans, schema=schema, orient="row").with_columns(document_id=pl.lit("d1"))
    expected = [text[a:b] if 0 <= a < b <= len(text) else None for a, b in spans]
    assert with_quoted(rows, documents)["quoted"].to_list() == expected


def _as_json(value: object) -> object:
    return str(value) if isinstance(value, date) else value
