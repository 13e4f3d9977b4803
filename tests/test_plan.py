"""`dashiji plan` tells what a rereading would change, and changes nothing."""

import json
import shutil

import duckdb
import pytest

from flows.commands.plan import Asked, show_plan
from flows.terminal import Failure, Output
from tests.publications import publish_run
from tests.running import contents, write_documents
from tests.small_shard import small_shard
from warehouse.compare import compare
from warehouse.read import Reader

HOSTILE = "41余\x1b[31m\u202e万人"
SCORER = """
import json, sys
print(json.dumps({"figures.right": {"f1": 0.5}, "figures.kind": {"mean": 1.0},
                  "documents": {"gold": 2, "absent": 1}}))
sys.exit(1)
"""


@pytest.fixture(scope="module")
def read_by_older_rules(run_flow, tmp_path_factory):
    """Rules that knew a figure less, one otherwise and one more; and what today's rules read."""
    home = tmp_path_factory.mktemp("plan")
    warehouse = home / "w.duckdb"
    run_flow(warehouse, write_documents(home / "inbox"))
    today = contents(warehouse)
    version = warehouse.resolve()
    version.chmod(0o644)
    with duckdb.connect(str(version)) as connection:
        for statement in (
            "UPDATE documents SET rules_fingerprint = 'older' "
            "WHERE path IN ('news.txt', 'report.md')",
            "CREATE TEMP TABLE ours AS FROM figures WHERE document_id = (SELECT document_id FROM "
            "documents WHERE path = 'news.txt')",
            "DELETE FROM figures WHERE figure_id = "
            "(SELECT figure_id FROM ours WHERE quote = '34%')",
            "UPDATE figures SET hedge = 'about', rule = 'older_rule' WHERE figure_id = "
            "(SELECT figure_id FROM ours WHERE quote LIKE '41%')",
            f"INSERT INTO figures SELECT * REPLACE ('f-false' AS figure_id, '{HOSTILE}' AS quote, "
            "'false_rule' AS rule) FROM ours WHERE quote LIKE '41%'",
        ):
            connection.execute(statement)
    version.chmod(0o444)
    return home, today


def planned(home, capsys, as_json=True, **asked):
    how = {"everything": False, "gold": None, "shown": 3} | asked
    code = show_plan(Output(json=as_json), home / "w.duckdb", Asked(**how))
    assert code == 0
    told = capsys.readouterr().out
    return json.loads(told) if as_json else told


def test_plan_tells_what_is_added_changed_and_lost(read_by_older_rules, capsys):
    home, _ = read_by_older_rules
    before = contents(home / "w.duckdb")
    told = planned(home, capsys)
    assert (told["documents"], told["documents_read_again"]) == (4, 2)
    differ = {name for name, table in told["tables"].items() if table["by_rule"]}
    assert differ == {"figures"}
    figures = told["tables"]["figures"]
    assert (figures["added"], figures["changed"], figures["lost"]) == (1, 1, 1)
    assert figures["before"] == figures["after"]
    by_kind = {row["what"]: row for row in figures["rows"]}
    assert by_kind["added"]["quote"] == "34%" and by_kind["added"]["path"] == "news.txt"
    assert by_kind["lost"]["rule"] == "false_rule"
    assert by_kind["changed"]["values"]["hedge"] == ["about", "余"]
    assert by_kind["changed"]["values"]["rule"][0] == "older_rule"
    assert told["gold"] is None and told["refused"] is None
    assert contents(home / "w.duckdb") == before
    assert not list((home / "w.versions").glob(".*building*"))


def test_plan_for_people_shows_quotes_and_obeys_none(read_by_older_rules, capsys):
    home, _ = read_by_older_rules
    told = planned(home, capsys, as_json=False)
    assert "2 of 4 documents are to be read again" in told
    assert "- figures  41余[31m万人  [false_rule]  (news.txt)" in told
    assert "+ figures  34%" in told
    assert "hedge: about → 余" in told
    assert "--gold DIR" in told and "Published   nothing" in told
    assert "\x1b" not in told and "\u202e" not in told
    assert "figures" not in planned(home, capsys, as_json=False, shown=0).split("Published")[1]


def test_plan_scores_both_by_gold(read_by_older_rules, capsys, tmp_path):
    home, _ = read_by_older_rules
    (tmp_path / "gold" / "dev").mkdir(parents=True)
    (tmp_path / "gold" / "dev" / "one.json").write_text("{}")
    with pytest.raises(Failure, match=r"has no score\.py"):
        planned(home, capsys, gold=tmp_path / "gold")
    (tmp_path / "gold" / "score.py").write_text(SCORER)
    told = planned(home, capsys, gold=tmp_path / "gold")
    assert told["gold"]["dev"]["figures.right"] == [0.5, 0.5]
    shown = planned(home, capsys, as_json=False, gold=tmp_path / "gold")
    assert "1 of its documents are not in the warehouse" in shown
    (tmp_path / "gold" / "score.py").write_text("raise SystemExit('no such table')")
    with pytest.raises(Failure, match=r"could not score .*no such table"):
        planned(home, capsys, gold=tmp_path / "gold")


def test_rereading_does_what_was_planned(read_by_older_rules, run_flow, tmp_path, capsys):
    home, today = read_by_older_rules
    shutil.copytree(home, tmp_path, symlinks=True, dirs_exist_ok=True)
    warehouse = tmp_path / "w.duckdb"
    outcome = run_flow(warehouse, reread=True)
    assert outcome.counts() == (0, 0, 2) and outcome.state == "published"
    assert contents(warehouse) == today
    with Reader(warehouse) as reader:
        replaced = reader.query(
            "SELECT path, superseded_because FROM history.documents JOIN (SELECT DISTINCT "
            "document_id FROM history.figures WHERE rule = 'false_rule') USING (document_id)"
        ).rows
        assert replaced == (("news.txt", "rereading"),)
        kept = reader.query("SELECT count(*) FROM history.documents").rows
        assert kept == ((1,),)  # report.md reads as it did
    told = planned(tmp_path, capsys)
    assert told["documents_read_again"] == 0
    assert planned(tmp_path, capsys, everything=True)["documents_read_again"] == 4
    assert run_flow(warehouse, reread=True).state == "nothing_new"


def test_every_table_is_compared(tmp_path):
    before, after = tmp_path / "before.duckdb", tmp_path / "after.duckdb"
    publish_run(before, 1, small_shard("d1"), small_shard("d2"))
    publish_run(after, 1, small_shard("d1", rule="better"), small_shard("d3"))
    told = {table.table: table for table in compare(before, after, 9)}
    counts = {
        name: tuple(table.total(what) for what in ("added", "changed", "lost"))
        for name, table in told.items()
    }
    assert counts == {
        "documents": (1, 0, 1),
        "passages": (3, 3, 3),
        "time_mentions": (2, 2, 2),
        "figures": (1, 1, 1),
        "events": (1, 1, 1),
        "entity_mentions": (1, 1, 1),
        "entity_tellings": (1, 0, 1),
        "entities": (0, 0, 0),
        "metrics": (0, 0, 0),
    }
    (changed,) = [row for row in told["figures"].some if row.what == "changed"]
    assert changed.values == {"rule": ("test", "better")}
    assert [row.quote for row in told["documents"].some] == ["警民亲活动", "警民亲活动"]
