"""The main flow on a real Prefect server: what it publishes, and what it does not."""

import asyncio
import json
import re
import shutil

import polars as pl
import pytest

from flows.work.outcome import account
from schemas.operations import CHECKS
from schemas.to_polars import to_polars
from tests.running import NEWS, contents, dashiji, write_documents
from warehouse.errors import GateFailed, RunInProgress
from warehouse.journal import unpublished_runs
from warehouse.lock import run_lock
from warehouse.read import Reader


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_documents(tmp_path_factory.mktemp("documents") / "documents")


@pytest.fixture(scope="module")
def published(run_flow, folder, tmp_path_factory):
    """A first run over four documents: the warehouse, and the outcome."""
    warehouse = tmp_path_factory.mktemp("published") / "warehouse.duckdb"
    return warehouse, run_flow(warehouse, folder)


@pytest.fixture
def copied(published, folder, tmp_path):
    """The same warehouse and the same documents, to be changed."""
    warehouse = published[0]
    shutil.copytree(warehouse.parent, tmp_path / "data", symlinks=True)
    shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path / "data" / warehouse.name, tmp_path / folder.name


def asked(warehouse, sql):
    with Reader(warehouse) as reader:
        return reader.query(sql).rows


def accounted(outcome):
    account(outcome)
    new, changed, unchanged = outcome.counts()
    row = outcome.row()
    assert row["documents_seen"] == new + changed + unchanged + row["documents_set_aside"]
    return new, changed, unchanged, outcome.set_aside


def test_a_first_run_publishes_what_the_documents_say(published):
    warehouse, outcome = published
    assert outcome.state == "published"
    assert accounted(outcome) == (4, 0, 0, 0)
    figures = asked(
        warehouse, "SELECT quote, value, lower, upper FROM figures WHERE metric LIKE '走访群众%'"
    )
    assert ("41余万人", 410_000, 410_000, 420_000) in figures
    assert asked(warehouse, "SELECT count(*) FROM events")[0][0] > 0


def test_a_run_is_recorded_with_its_checks(published):
    warehouse, _ = published
    ((state, seen, rows),) = asked(warehouse, "SELECT state, documents_seen, rows FROM ops.runs")
    assert (state, seen) == ("published", 4)
    assert json.loads(rows)["documents"] == 4
    suites = asked(warehouse, "SELECT DISTINCT suite FROM ops.checks WHERE success ORDER BY 1")
    assert suites == (("rows",), ("warehouse",))
    assert not asked(warehouse, "FROM ops.checks WHERE NOT success")


def test_the_cache_holds_nothing_after_a_run(published):
    warehouse, _ = published
    assert not list((warehouse.parent / "cache").rglob("*.parquet"))


def test_a_second_run_adds_nothing_and_is_remembered(run_flow, copied):
    warehouse, folder = copied
    before, version = contents(warehouse), warehouse.resolve()
    outcome = run_flow(warehouse, folder)
    assert outcome.state == "nothing_new"
    assert accounted(outcome) == (0, 0, 4, 0)
    assert (contents(warehouse), warehouse.resolve()) == (before, version)
    assert unpublished_runs(warehouse)["run_id"].to_list() == [outcome.run_id]
    (newest, *_) = json.loads(dashiji("status", "--json", "-w", warehouse).stdout)["runs"]
    assert (newest["run_id"], newest["state"]) == (outcome.run_id, "nothing_new")


def test_a_corrected_document_replaces_its_rows_and_no_others(run_flow, copied):
    warehouse, folder = copied
    idle = run_flow(warehouse, folder)
    before = asked(warehouse, "SELECT quote FROM figures ORDER BY quote")
    (folder / "news.txt").write_text(NEWS.replace("41余万", "43余万"), encoding="utf-8")
    outcome = run_flow(warehouse, folder)
    assert accounted(outcome) == (0, 1, 3, 0)
    after = asked(warehouse, "SELECT quote FROM figures ORDER BY quote")
    assert sorted([*after, ("41余万人",)]) == sorted([*before, ("43余万人",)])
    replaced = asked(warehouse, "SELECT quote, superseded_because FROM history.figures")
    assert ("41余万人", "correction") in replaced
    runs = asked(warehouse, "SELECT run_id FROM ops.runs ORDER BY started_at")
    assert [idle.run_id, outcome.run_id] == [run for (run,) in runs[1:]]


def test_another_stated_date_is_news(run_flow, copied):
    warehouse, folder = copied
    report = folder / "report.md"
    report.write_text(report.read_text("utf-8").replace("2020-01-10", "2020-01-11"), "utf-8")
    assert accounted(run_flow(warehouse, report)) == (0, 1, 0, 0)
    dated = asked(
        warehouse, "SELECT published_start::VARCHAR FROM documents WHERE path = 'report.md'"
    )
    assert dated == (("2020-01-11",),)


def test_reading_anew_gives_the_same_rows(run_flow, copied):
    warehouse, folder = copied
    before = contents(warehouse)
    outcome = run_flow(warehouse, folder, reread=True)
    assert outcome.state == "published"
    assert accounted(outcome) == (0, 0, 4, 0)
    assert contents(warehouse) == before
    assert asked(warehouse, "FROM history.documents") == ()
    assert asked(warehouse, "SELECT count(DISTINCT run_id) FROM documents") == ((1,),)


def test_what_cannot_be_read_is_set_aside_with_its_bytes(run_flow, copied):
    warehouse, folder = copied
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "twice.jsonl").write_text(
        '{"id": "n0", "source": "日报", "text": "另一篇文章。"}\n{broken\n'
        '{"id": "z", "text": "2013年1月2日，开工。"}\n',
        encoding="utf-8",
    )
    outcome = run_flow(warehouse, folder)
    assert accounted(outcome) == (1, 0, 4, 4)
    held = asked(warehouse, "SELECT path, rule, state, reason FROM ops.quarantine ORDER BY path")
    assert [row[:3] for row in held] == [
        ("binary.txt", "binary", "held"),
        ("empty.txt", "empty", "held"),
        ("twice.jsonl#line 2", "json_broken", "held"),
        ("twice.jsonl#n0", "double_identity", "held"),
    ]
    assert all(reason for *_, reason in held)
    kept = [file.read_bytes() for file in (warehouse.parent / "set_aside").iterdir()]
    assert bytes(range(256)) in kept


def test_a_run_that_can_read_nothing_makes_no_warehouse(run_flow, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").touch()
    outcome = run_flow(tmp_path / "warehouse.duckdb", tmp_path / "in")
    assert (outcome.state, accounted(outcome)) == ("nothing_new", (0, 0, 0, 1))
    assert not (tmp_path / "warehouse.duckdb").exists()


def test_what_the_gate_refuses_is_not_published(run_flow, copied, monkeypatch):
    warehouse, folder = copied
    before, version = contents(warehouse), warehouse.resolve()
    (folder / "news.txt").write_text(NEWS.replace("41余万", "43余万"), encoding="utf-8")

    def refuse(*_):
        raise GateFailed("figures: 1 row does not quote its document", to_polars(CHECKS).to_frame())

    monkeypatch.setattr("flows.steps.warehouse_gate", refuse)
    with pytest.raises(GateFailed, match="does not quote"):
        run_flow(warehouse, folder)
    assert (contents(warehouse), warehouse.resolve()) == (before, version)
    assert unpublished_runs(warehouse)["state"].to_list() == ["failed"]

    # What was read is still there: the next run begins where this one ended.
    (reading,) = (warehouse.parent / "cache").rglob("readings/*")
    monkeypatch.undo()
    figures = reading / "figures.parquet"
    pl.read_parquet(figures).with_columns(rule=pl.lit("kept")).write_parquet(figures)
    assert run_flow(warehouse, folder).state == "published"
    assert ("43余万人", "kept") in asked(warehouse, "SELECT quote, rule FROM figures")


def test_many_shards_say_what_one_says(run_flow, published, folder, tmp_path):
    warehouse = tmp_path / "warehouse.duckdb"
    outcome = run_flow(warehouse, folder, shard_mb=0.000_5)
    assert len(outcome.intake.shards) == 2
    assert contents(warehouse) == contents(published[0])


def test_a_second_run_at_once_is_refused(run_flow, copied):
    warehouse, folder = copied
    with run_lock(warehouse), pytest.raises(RunInProgress, match=str(warehouse)):
        run_flow(warehouse, folder)


def test_the_run_tells_itself_in_prefect(published):
    _, outcome = published
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    async def pages():
        async with get_client() as client:
            key = ArtifactFilter(key=ArtifactFilterKey(any_=["run"]))
            return await client.read_artifacts(artifact_filter=key)

    found = {page.description: page.data for page in asyncio.run(pages())}
    page = found[outcome.run_id]
    assert re.search(r"\| 4 \| 4 \| 0 \| 0 \| 0 \|", page)
    assert "| figures |" in page
