"""Whatever happened in whatever order: the current rows are a rebuild's, and the past is told."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import polars as pl

from schemas.warehouse import DOCUMENTS, MAIN, OF_DOCUMENTS
from tests.publications import BEGIN, arrival, publish_run
from tests.small_shard import Frames, joined, small_shard
from warehouse.check import warehouse_gate
from warehouse.load import build
from warehouse.publish import publish
from warehouse.read import Reader

NAMES = ("d1", "d2", "d3")


@dataclass
class Run:
    """What one run finds, which documents are withdrawn, and on which day its clock stands."""

    found: dict[str, tuple[str, str]] = field(default_factory=dict)
    retracted: set[str] = field(default_factory=set)
    day: int = 0


def random_history(seed: int) -> list[Run]:
    """Runs that correct, read again, withdraw and bring back; the first has all documents."""
    chance = Random(seed)

    def arrived() -> tuple[str, str]:
        return chance.choice(("41", "42")), chance.choice(("test", "better"))

    runs = [Run({name: arrived() for name in NAMES})]
    for _ in range(3):
        found = {name: arrived() for name in chance.sample(NAMES, chance.randint(0, 2))}
        runs.append(Run(found, {chance.choice(NAMES)}))
    return runs


def perform(warehouse: Path, number: int, run: Run) -> Path:
    shards = [small_shard(name, *told) for name, told in run.found.items()]
    came = arrival(warehouse.parent / "s", number, *([joined(*shards)] if shards else []))
    moment = BEGIN + timedelta(days=run.day)
    row = {**came.run, "started_at": moment, "finished_at": moment}
    came = replace(came, run=row, retracted=sorted(run.retracted))
    return publish(build(warehouse, came), warehouse, keep=1)


def after(state: dict, run: Run) -> dict:
    """What is known after a run, in three lines."""
    kept = {name: told for name, told in state.items() if name not in run.retracted}
    return {**kept, **run.found}


def told(reader: Reader, source: str, columns: list[str]) -> pl.DataFrame:
    """Rows without what names the run."""
    kept = [name for name in columns if name not in ("run_id", "first_run_id")]
    return reader.frame(f"SELECT {', '.join(kept)} FROM {source} ORDER BY ALL")


def rebuilt(folder: Path, state: dict) -> dict[str, pl.DataFrame]:
    """The tables of a warehouse that only ever saw how things stand now, in another order."""
    shards = [small_shard(name, *told) for name, told in reversed([*state.items()])]
    publish_run(folder / "fresh.duckdb", 1, *shards)
    with Reader(folder / "fresh.duckdb") as reader:
        return {table.name: told(reader, table.name, table.names) for table in MAIN}


def test_a_clock_that_goes_wrong_changes_no_current_row(tmp_path: Path) -> None:
    warehouse, state = tmp_path / "w.duckdb", {}
    days = (3, 1, 4, 2)
    for number, (run, day) in enumerate(zip(random_history(3), days, strict=True), start=1):
        perform(warehouse, number, replace(run, day=day))
        state = after(state, run)
    fresh = rebuilt(tmp_path, state)
    with Reader(warehouse) as reader:
        for table in MAIN:
            assert told(reader, table.name, table.names).equals(fresh[table.name])


def believed(reader: Reader, moment: object, state: dict) -> None:
    """As of a moment, each document says what the last run before it found."""
    for table in (DOCUMENTS, *OF_DOCUMENTS):
        rows = reader.frame(f"SELECT document_id FROM {table.name}_as_of($m)", {"m": moment})
        assert set(rows["document_id"]) == set(state)
    figures = reader.query(
        "SELECT document_id, value / 10_000, rule FROM figures_as_of($m)", {"m": moment}
    ).rows
    assert {key: (f"{value:.0f}", rule) for key, value, rule in figures} == state


def test_what_was_believed_when(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    runs = [
        Run({"d1": ("41", "test"), "d2": ("41", "test")}, day=1),
        Run({"d1": ("42", "test")}, day=2),
        Run({"d2": ("41", "better")}, day=3),
        Run(retracted={"d1"}, day=4),
        Run({"d1": ("43", "better")}, {"d1"}, day=5),
    ]
    state: dict = {}
    states = [state := after(state, run) for run in runs]
    for number, run in enumerate(runs, start=1):
        perform(warehouse, number, run)
    warehouse_gate(warehouse.resolve(), "r5")
    with Reader(warehouse) as reader:
        believed(reader, BEGIN, {})
        for run, known in zip(runs, states, strict=True):
            moment = BEGIN + timedelta(days=run.day)
            believed(reader, moment, known)
            believed(reader, moment + timedelta(hours=23), known)
        because = reader.query(
            "SELECT document_id, superseded_because, date_diff('day', $b, known_from), "
            "date_diff('day', $b, known_to) FROM history.documents ORDER BY known_to", {"b": BEGIN}
        ).rows  # fmt: skip
        assert because == (
            ("d1", "correction", 1, 2),
            ("d2", "rereading", 1, 3),
            ("d1", "retraction", 2, 4),
        )
        now = reader.query("SELECT DISTINCT document_id, known_from, known_to FROM "
                           "events_as_of(TIMESTAMP '2030-01-01') ORDER BY ALL").rows  # fmt: skip
        assert now == (
            ("d1", BEGIN + timedelta(days=5), None),
            ("d2", BEGIN + timedelta(days=3), None),
        )


def test_another_stated_date_of_the_same_text_is_a_correction(tmp_path: Path) -> None:
    warehouse, shard = tmp_path / "w.duckdb", small_shard("d1")
    publish_run(warehouse, 1, shard)
    stated = shard["documents"].with_columns(published_basis=pl.lit("metadata"))
    publish_run(warehouse, 2, {**shard, "documents": stated})
    publish_run(warehouse, 3, {**small_shard("d1", rule="better"), "documents": stated})
    with Reader(warehouse) as reader:
        assert reader.query(
            "SELECT superseded_because FROM history.documents ORDER BY known_to"
        ).rows == (("correction",), ("rereading",))


def test_the_past_is_asked_by_three_clocks(tmp_path: Path) -> None:
    """What was believed when, about when, on which day's telling: each alone, and together."""
    warehouse = tmp_path / "w.duckdb"

    def told(name: str, number: str, day: date, about: date) -> Frames:
        shard = small_shard(name, number)
        shard["documents"] = shard["documents"].with_columns(
            published_start=pl.lit(day), published_end=pl.lit(day + timedelta(days=1))
        )
        shard["figures"] = shard["figures"].with_columns(
            period_start=pl.lit(about), period_end=pl.lit(about + timedelta(days=28))
        )
        return shard

    may, june = date(2012, 5, 1), date(2012, 6, 1)
    publish_run(warehouse, 1, told("d1", "41", date(2012, 6, 11), may))
    publish_run(warehouse, 2, told("d2", "42", date(2012, 7, 2), may))
    publish_run(warehouse, 3, told("d1", "43", date(2012, 7, 5), may))  # corrected, and its date
    publish_run(warehouse, 4, told("d3", "44", date(2012, 7, 9), june))

    def asked(believed: int, where: str) -> list[int]:
        with Reader(warehouse) as reader:
            rows = reader.query(
                f"SELECT value // 10_000 FROM figures_as_of($at) WHERE {where} ORDER BY ALL",
                {"at": BEGIN + timedelta(days=believed, hours=12)},
            ).rows
        return [int(value) for (value,) in rows]

    everything, in_may = "true", "period_start < DATE '2012-06-01'"
    by_june, by_july_3 = "published_end <= '2012-07-01'", "published_end <= '2012-07-04'"
    assert [asked(day, everything) for day in (0, 1, 2, 3, 4)] == [
        [], [41], [41, 42], [42, 43], [42, 43, 44]
    ]  # fmt: skip
    assert asked(4, in_may) == [42, 43]
    assert asked(2, by_june) == [41] and asked(3, by_june) == []
    assert asked(3, by_july_3) == [42]
    assert asked(2, f"{in_may} AND {by_july_3}") == [41, 42]
    assert asked(4, f"NOT {in_may} AND {by_july_3}") == []


def test_every_query_of_the_page_on_history_is_answered(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "history.md").read_text("utf-8")
    blocks = re.findall("```sql\n(.*?)```", page, re.DOTALL)
    queries = [query for block in blocks for query in block.split(";") if query.strip()]
    warehouse = tmp_path / "w.duckdb"
    publish_run(warehouse, 1, small_shard("d1"))
    publish_run(warehouse, 400, small_shard("d1", "42"))
    with Reader(warehouse) as reader:
        answers = [reader.query(query).rows for query in queries]
    assert [len(rows) for rows in answers] == [1, 0, 1, 2]
    assert answers[0][0][0] == "41余万人" and answers[0][0][-1] == "correction"
    assert {row[:2] for row in answers[3]} == {("41余万人", None), (None, "42余万人")}
