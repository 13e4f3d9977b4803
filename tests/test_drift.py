"""A source that is not as it was turns the run amber, and says where; small samples never do."""

import json
import random
from datetime import date, datetime, timedelta

import duckdb
import pytest

from flows.work.outcome import begin
from flows.work.report import to_markdown
from tests.running import NEWS, dashiji
from warehouse.drift import drifting, told
from warehouse.load.drift import create_freshness, measure_drift
from warehouse.read import Reader

TABLES = """
CREATE SCHEMA ops;
CREATE TABLE ops.runs (run_id VARCHAR, started_at TIMESTAMP);
CREATE TABLE ops.drift (run_id VARCHAR, source VARCHAR, measure VARCHAR, documents BIGINT,
    past_documents BIGINT, value DECIMAL(38, 6), past_value DECIMAL(38, 6), state VARCHAR);
CREATE TABLE documents (document_id VARCHAR, source VARCHAR, first_run_id VARCHAR,
    char_count BIGINT, published_basis VARCHAR, published_start DATE, published_end DATE);
CREATE TABLE figures (document_id VARCHAR, lower DECIMAL(38, 6), upper DECIMAL(38, 6));
CREATE TABLE time_mentions (document_id VARCHAR, timex_type VARCHAR, start_at TIMESTAMP,
    end_at TIMESTAMP);
"""
BEGIN = datetime(2026, 1, 1, 2)


class Source:
    """Documents of one source as they come run by run, a day each, and what a run says of them."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.connection = duckdb.connect()
        self.connection.execute(TABLES)
        self.runs = self.documents = 0

    def run(self, documents: int, figures: int = 6, basis: str = "metadata", **given) -> dict:
        """Bring so many documents of about so many figures each; the states by measure."""
        self.runs += 1
        name, day = f"r{self.runs:03d}", BEGIN + timedelta(days=given.get("day", self.runs))
        self.connection.execute("INSERT INTO ops.runs VALUES (?, ?)", [name, day])
        for _ in range(documents):
            self._document(name, day.date(), figures, (basis, given.get("unresolved", 0.1)))
        measure_drift(self.connection, name)
        told = self.connection.execute(
            "SELECT measure, state FROM ops.drift WHERE run_id = ?", [name]
        )
        return dict(told.fetchall())

    def _document(self, run: str, day: date, figures: int, told: tuple[str, float]) -> None:
        self.documents += 1
        key, chance = f"d{self.documents}", self.chance
        count = 200 if chance.random() < 0.02 else max(0, round(chance.gauss(figures, figures / 2)))
        row = [key, "日报", run, 100 + 80 * count, told[0], day, day + timedelta(days=1)]
        self.connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        for _ in range(count):
            upper = 10 + (chance.random() < 0.2)
            self.connection.execute("INSERT INTO figures VALUES (?, 10, ?)", [key, upper])
        for _ in range(3):
            at = None if chance.random() < told[1] else BEGIN
            self.connection.execute(
                "INSERT INTO time_mentions VALUES (?, 'DATE', ?, ?)", [key, at, at]
            )


def amber(states: dict) -> set[str]:
    return {measure for measure, state in states.items() if state == "amber"}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"figures": 1}, {"figures", "characters"}),
        ({"unresolved": 0.7}, {"unresolved"}),
        ({"basis": "inferred"}, {"dated"}),
        ({"documents": 90}, {"documents"}),
        ({}, set()),
    ],
    ids=["text cut short", "dates unresolved", "date lost", "many more", "nothing"],
)
def test_a_change_of_the_template_is_told_by_its_measure(change, where):
    source = Source()
    for _ in range(10):
        assert not amber(source.run(14))
    assert amber(source.run(**{"documents": 14, **change})) == where


def test_chance_and_few_documents_raise_no_alarm():
    alarms = 0
    for seed in range(3):
        source = Source(seed)
        alarms += sum(len(amber(source.run(source.chance.randint(6, 16)))) for _ in range(14))
    assert alarms == 0
    source = Source()
    assert source.run(29) == {}
    assert set(source.run(40, figures=0, basis="inferred", unresolved=1).values()) == {"few"}
    source = Source()
    source.run(60)
    states = source.run(9, figures=0, basis="inferred", unresolved=1)
    assert set(states.values()) == {"few"}


def test_a_source_is_late_by_its_own_pace():
    source = Source()
    for day in (0, 1, 2, 4, 5):
        source.run(1, day=day)
    create_freshness(source.connection)
    due = "SELECT usual_gap, due_by FROM ops.freshness"
    assert source.connection.execute(due).fetchall() == [(1.0, None)]
    source.run(1, day=6)
    assert source.connection.execute(due).fetchall() == [(1.0, date(2026, 1, 10))]


def test_the_page_of_a_run_tells_what_is_odd_and_what_is_held():
    outcome = begin()
    outcome.state, outcome.held = "published", {"binary": 2, "empty": 1}
    assert "amber" not in to_markdown(outcome)
    outcome.drift = [{"source": "日报", "measure": "dated", "documents": 20,
                      "past_documents": 300, "value": 0, "past_value": 0.98}]  # fmt: skip
    outcome.late = [{"source": "晚报", "last_arrival": date(2026, 1, 6), "usual_gap": 1.0}]
    page = to_markdown(outcome)
    assert "published, amber" in page
    assert "日报: share of documents that state their date 98% before (300 documents), 0%" in page
    assert "晚报: nothing new since 2026-01-06" in page
    assert "| binary | 2 |" in page and "| all | 3 |" in page


def test_a_flow_turns_amber_and_status_shows_it(run_flow, tmp_path):
    folder, warehouse = tmp_path / "日报", tmp_path / "w.duckdb"
    folder.mkdir()
    stated = [
        {"id": n, "published": "2012-06-12", "text": f"{NEWS}第{n}次会议召开，到会{n + 9}人。"}
        for n in range(52)
    ]
    lost = [{"id": n, "text": "本报讯 会议召开，大家发言热烈。" + "甲" * n} for n in range(90, 102)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, stated[:40])), "utf-8")
    assert not run_flow(warehouse, folder).is_amber
    (folder / "b.jsonl").write_text("\n".join(map(json.dumps, stated[40:])), "utf-8")
    assert not run_flow(warehouse, folder).is_amber
    (folder / "c.jsonl").write_text("\n".join(map(json.dumps, lost)), "utf-8")
    outcome = run_flow(warehouse, folder)
    where = {row["measure"] for row in outcome.drift}
    assert outcome.is_amber and {"figures", "dated"} <= where
    with Reader(warehouse) as reader:
        assert [told(row) for row in drifting(reader)] == [*map(told, outcome.drift)]
    status = dashiji("status", "-w", warehouse).stdout
    assert "Amber       日报: figures a document" in status
