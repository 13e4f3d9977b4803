"""A withdrawn document leaves, stays away while its source repeats it, and comes back whole."""

import json
import shutil

import pytest

from flows.commands.retract import list_withdrawn, restore_documents, withdraw_documents
from flows.terminal import Failure, Output
from tests.running import NEWS, contents, write_documents
from warehouse.read import Reader
from warehouse.retractions import RESTORED, WITHDRAWN, Retraction, retractions, write_down

SILENT = Output(quiet=True)


@pytest.fixture(scope="module")
def published(run_flow, tmp_path_factory):
    home = tmp_path_factory.mktemp("retract")
    write_documents(home / "inbox")
    run_flow(home / "data" / "w.duckdb", home / "inbox")
    return home


@pytest.fixture
def home(published, tmp_path):
    """A warehouse and the folder that it was read from, to be changed."""
    shutil.copytree(published, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path


def asked(home, sql):
    with Reader(home / "data" / "w.duckdb") as reader:
        return reader.query(sql).rows


def test_withdrawn_document_leaves_stays_away_and_comes_back(home, run_flow):
    warehouse, inbox = home / "data" / "w.duckdb", home / "inbox"
    before = contents(warehouse)
    figures = (
        "SELECT count(*) FROM figures JOIN documents USING (document_id) WHERE path = 'news.txt'"
    )
    ((had,),) = asked(home, figures)
    assert had > 0

    assert withdraw_documents(SILENT, ["inbox/news.txt"], "来源\x1b[2J撤回", warehouse) == 0
    assert asked(home, figures) == ((0,),)
    kept = "FROM history.figures WHERE superseded_because = 'retraction' AND known_to > known_from"
    assert asked(home, f"SELECT count(*) {kept}") == ((had,),)
    assert asked(home, "SELECT path, because, state FROM ops.retractions") == (
        ("news.txt", "来源[2J撤回", "withdrawn"),
    )

    again = run_flow(warehouse, inbox)
    assert again.state == "nothing_new" and again.counts() == (0, 0, 4)
    (note,) = [note for note in again.intake.notes if "withdrawn" in note]
    assert note.startswith("news.txt") and "dashiji retract --undo d" in note
    assert asked(home, figures) == ((0,),)

    shutil.rmtree(inbox)  # the archive alone has it
    assert restore_documents(SILENT, ["news.txt"], warehouse) == 0
    assert contents(warehouse) == before
    assert asked(home, "SELECT state FROM ops.retractions") == (("restored",),)
    assert asked(home, f"SELECT count(*) {kept}") == ((had,),)
    with pytest.raises(Failure, match="no document is called"):
        restore_documents(SILENT, ["news.txt"], warehouse)


def test_another_text_of_a_withdrawn_document_is_news(home, run_flow):
    warehouse, inbox = home / "data" / "w.duckdb", home / "inbox"
    withdraw_documents(SILENT, ["news.txt"], "wrong", warehouse)
    (inbox / "news.txt").write_text(NEWS.replace("41余万", "43余万"), "utf-8")
    assert run_flow(warehouse, inbox).counts() == (1, 0, 3)
    assert run_flow(warehouse, inbox).state == "nothing_new"
    (inbox / "news.txt").write_text(NEWS, "utf-8")
    assert run_flow(warehouse, inbox).state == "nothing_new"
    quotes = "SELECT quote FROM figures WHERE quote LIKE '4%余万人' AND document_id = (SELECT "
    assert asked(home, f"{quotes} document_id FROM documents WHERE path = 'news.txt')") == (
        ("43余万人",),
    )


def test_what_is_written_down_is_followed_by_the_next_run(home, run_flow):
    warehouse, inbox = home / "data" / "w.duckdb", home / "inbox"
    names = "document_id, text_sha256, raw_sha256, source, path, title"
    (row,) = asked(home, f"SELECT {names} FROM documents WHERE path = 'report.md'")
    entry = Retraction(*row, because="died here", state=WITHDRAWN, at="2026-11-24T08:00:00")
    write_down(warehouse, [entry])
    assert run_flow(warehouse, inbox / "news.txt").state == "published"
    assert asked(home, "SELECT count(*) FROM documents WHERE path = 'report.md'") == ((0,),)


@pytest.mark.parametrize(
    ("names", "because", "message", "code"),
    [
        (["nowhere.txt"], "why", "no document is called nowhere.txt", 1),
        (["日报"], "why", r"2 documents are meant by 日报: d\w+ untitled \(more.jsonl#n0\)", 1),
        ([], "why", "no document is named", 2),
        (["news.txt"], " \x1b ", "no reason is given", 2),
        (["d"], "why", "no document is called d", 1),
    ],
    ids=["none", "many", "nothing named", "no reason", "too short for a key"],
)
def test_only_one_document_may_be_meant_and_for_a_reason(published, names, because, message, code):
    warehouse = published / "data" / "w.duckdb"
    with pytest.raises(Failure, match=message) as told:
        withdraw_documents(SILENT, names, because, warehouse)
    assert told.value.code == code and told.value.hint
    assert retractions(warehouse) == []


@pytest.mark.parametrize("column", ["document_id", "raw_sha256", "text_sha256", "source", "path"])
def test_document_is_named_in_many_ways(published, tmp_path, column, monkeypatch):
    from flows.commands import retract

    warehouse = published / "data" / "w.duckdb"
    with Reader(warehouse) as reader:
        sql = f"SELECT document_id, {column} FROM documents WHERE path = 'report.md'"
        ((key, name),) = reader.query(sql).rows
    followed = []
    monkeypatch.setattr(retract, "_follow", lambda *given: followed.extend(given[2]) or [][0])
    with pytest.raises(IndexError):
        withdraw_documents(SILENT, [name[:12]], "why", warehouse)
    assert [entry.document_id for entry in followed] == [key]


def test_ledger_survives_a_line_that_was_cut_off(tmp_path, capsys):
    warehouse = tmp_path / "w.duckdb"
    one = Retraction("d1", "t", "r", "s", "a.txt", None, "why", WITHDRAWN, "2026-11-24T08:00:00")
    two = Retraction("d2", "t", "r", "s", "b.txt", "题", "为何", RESTORED, "2026-11-24T09:00:00")
    write_down(warehouse, [one])
    (ledger,) = tmp_path.glob("w.archive/*.jsonl")
    whole = ledger.read_bytes()
    ledger.write_bytes(whole + whole[:40])
    write_down(warehouse, [two])
    assert retractions(warehouse) == [one, two]
    list_withdrawn(Output(json=True), warehouse)
    assert [entry["path"] for entry in json.loads(capsys.readouterr().out)] == ["a.txt"]
