"""The command line, as a process: what it prints, what it refuses, and with which exit code."""

import csv
import io
import json
import subprocess
import sys

import duckdb
import pytest

from tests.running import COMMAND, NEWS, ROOT, dashiji, environment

HEAVY = {"prefect", "great_expectations", "polars", "pandas", "duckdb", "jieba", "rjieba"}


@pytest.fixture(scope="module")
def ask(seed_warehouse):
    """A command on the seed warehouse."""

    def run(command, *arguments, **given):
        return dashiji(command, *arguments, "--warehouse", seed_warehouse, **given)

    return run


def value(ask, sql):
    """The first value of a query's answer."""
    return next(iter(json.loads(ask("sql", sql, "--json").stdout)[0].values()))


def loaded_by(*arguments):
    """The packages that a command imports."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", *COMMAND[1:], *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    lines = [line for line in ended.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_asking_for_help_imports_nothing_heavy(asked):
    assert not loaded_by(asked) & HEAVY


@pytest.mark.parametrize(
    "arguments", [("status",), ("sql", "SELECT 1"), ("explain", "f12345")], ids=lambda a: a[0]
)
def test_asking_the_warehouse_imports_duckdb_alone(seed_warehouse, arguments):
    assert loaded_by(*arguments, "-w", seed_warehouse) & HEAVY == {"duckdb"}


def test_help_tells_commands_and_exit_codes():
    told = dashiji("--help")
    assert told.returncode == 0
    for word in ("run", "read", "status", "sql", "explain", "doctor", "Exit codes", "130"):
        assert word in told.stdout


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("run", "--nonsense"), ("sql", "--limit", "x")]
)
def test_wrong_usage(arguments):
    ended = dashiji(*arguments)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_status(ask):
    told = ask("status")
    assert told.returncode == 0
    assert "5 documents" in told.stdout
    assert "published" in told.stdout
    as_json = json.loads(ask("status", "--json").stdout)
    assert as_json["rows"]["documents"] == 5
    assert as_json["runs"][0]["state"] == "published"


def test_global_options_may_stand_before_the_command(seed_warehouse):
    told = dashiji("--json", "status", "--warehouse", seed_warehouse)
    assert json.loads(told.stdout)["rows"]["documents"] == 5


def test_sql_without_a_query_lists_the_tables(ask):
    told = ask("sql").stdout
    for name in ("main.figures", "main.chronicle", "ops.runs"):
        assert name in told


def test_sql_aligns_numbers_and_draws_no_vertical_borders(ask):
    told = ask("sql", "SELECT 410000::DECIMAL(38, 6) AS value, '走访群众' AS metric").stdout
    assert told.splitlines()[0].split() == ["value", "metric"]
    assert told.splitlines()[2].split() == ["410,000", "走访群众"]
    assert "│" not in told
    assert "|" not in told


def test_sql_from_standard_input(ask):
    assert "43" in ask("sql", "-", stdin="SELECT 42 + 1").stdout
    assert "43" in ask("sql", stdin="SELECT 42 + 1").stdout


def test_sql_forms(ask):
    query = "SELECT '=1+1' AS a, 'x|y,z' AS b, 0.50::DECIMAL(9, 2) AS c, NULL AS d, -1 AS e"
    rows = list(csv.reader(io.StringIO(ask("sql", query, "--csv").stdout)))
    assert rows == [["a", "b", "c", "d", "e"], ["'=1+1", "x|y,z", "0.5", "", "-1"]]
    given = json.loads(ask("sql", query, "--json").stdout)
    assert given == [{"a": "=1+1", "b": "x|y,z", "c": 0.5, "d": None, "e": -1}]
    assert "| =1+1 | x\\|y,z | 0.5 |  | -1 |" in ask("sql", query, "--markdown").stdout


def test_sql_says_where_it_stopped(ask):
    told = ask("sql", "SELECT * FROM range(100)", "--limit", "3", "--csv")
    assert len(told.stdout.splitlines()) == 4
    assert "only the first 3 rows" in told.stderr


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("DELETE FROM figures", "read-only"),
        ("SELECT * FROM read_text('/etc/passwd')", "disabled"),
        ("COPY figures TO 'x.csv'", "read-only"),
        ("ATTACH 'x.duckdb'", "read-only"),
        ("SELECT 1; SELECT 2", "One statement"),
        ("SELEKT 1", "syntax"),
        ("SELECT nothing FROM figures", "nothing"),
        ("  ", "empty"),
    ],
)
def test_sql_refuses(ask, query, word):
    ended = ask("sql", query)
    assert ended.returncode == 2
    assert ended.stderr.startswith("error: ")
    assert word in ended.stderr
    assert "Traceback" not in ended.stderr


def test_sql_stops_at_its_time_limit(ask):
    query = (
        "SELECT count(*) FROM range(10_000_000) a, range(10_000_000) b WHERE a.range + b.range < 0"
    )
    ended = ask("sql", query, "--seconds", "0.5")
    assert ended.returncode == 2
    assert "0.5 s" in ended.stderr


def test_explain_a_hedged_figure_to_the_end(ask):
    key = value(ask, "SELECT figure_id FROM figures WHERE quote = '41余万人'")
    told = ask("explain", key).stdout
    assert "410,000 ≤ x < 420,000" in told
    assert "余" in told
    assert "[2011-06-01, 2012-07-01)" in told
    assert "“一年来”" in told
    assert "inferred from the text" in told
    assert "走访群众41余万人" in told


def test_explain_a_contradicted_comparison(ask):
    key = value(ask, "SELECT figure_id FROM figures WHERE len(flags) > 0 AND quote = '34%'")
    told = ask("explain", key).stdout
    assert "yoy" in told
    assert "written 环比" in told
    assert "basis_contradicts_wording" in told


def test_explain_follows_a_time_to_what_it_hangs_on(ask):
    key = value(ask, "SELECT time_id FROM time_mentions WHERE anchor_time_id IS NOT NULL LIMIT 1")
    told = json.loads(ask("explain", key, "--json").stdout)
    assert told["table"] == "time_mentions"
    assert "hangs on" in dict(told["because"])["because"]
    evidence = told["evidence"]
    assert evidence["quote"] == told["row"]["quote"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT event_id FROM events LIMIT 1",
        "SELECT passage_id FROM passages LIMIT 1",
        "SELECT document_id FROM documents LIMIT 1",
        "SELECT entity_id FROM entities WHERE kind = 'programme' LIMIT 1",
        "SELECT entity_id FROM entities WHERE kind = 'place' LIMIT 1",
    ],
)
def test_explain_every_kind_of_key_also_when_it_is_cut_short(ask, query):
    key = value(ask, query)
    whole = ask("explain", key)
    assert whole.returncode == 0
    assert whole.stdout.startswith(key)
    assert ask("explain", key[:-3]).stdout == whole.stdout


def test_an_unknown_key_is_answered_with_those_like_it(ask):
    key = value(ask, "SELECT figure_id FROM figures LIMIT 1")
    ended = ask("explain", f"{key[:-1]}x")
    assert ended.returncode == 1
    assert ended.stderr.startswith("error: ")
    assert key in ended.stderr


def test_a_missing_warehouse_is_told_with_its_remedy(tmp_path):
    for command in (["status"], ["sql", "SELECT 1"], ["explain", "f12345"]):
        ended = dashiji(*command, "--warehouse", tmp_path / "none.duckdb")
        assert ended.returncode == 2
        assert "dashiji run" in ended.stderr
    assert not list(tmp_path.iterdir())


def test_a_foreign_file_is_not_taken_for_a_warehouse(tmp_path):
    foreign = tmp_path / "foreign.duckdb"
    with duckdb.connect(str(foreign)) as connection:
        connection.execute("CREATE TABLE t (i INTEGER)")
    ended = dashiji("status", "--warehouse", foreign)
    assert ended.returncode == 2
    assert "not a warehouse of dashiji" in ended.stderr


def test_what_a_document_holds_is_shown_and_not_obeyed(tmp_path):
    hostile = "\\u001b[2J\\u001b]0;title\\u0007\\u202e[bold]警民亲"
    ended = dashiji("read", "-", stdin=f"一年来走访群众41万人。\x1b[2J{NEWS}")
    assert "\x1b" not in ended.stdout
    (tmp_path / "a.json").write_text(f'{{"text": "{hostile}2012年6月1日。"}}', encoding="utf-8")
    read = dashiji("read", tmp_path / "a.json")
    assert read.returncode == 0
    assert "\x1b" not in read.stdout


def test_sql_shows_hostile_text_without_its_controls(ask):
    query = "SELECT 'a' || chr(27) || '[2J' || chr(8238) || '[red]b' AS text"
    for form in ([], ["--csv"], ["--markdown"], ["--json"]):
        told = ask("sql", query, *form).stdout
        assert "\x1b" not in told
        assert "[red]b" in told


def test_read_gives_what_is_read_in_a_text():
    ended = dashiji("read", "--published", "2012-06-12", stdin=NEWS)
    assert ended.returncode == 0
    read = json.loads(ended.stdout)
    assert read["document"]["published_start"] == "2012-06-12"
    (figure,) = [row for row in read["figures"] if row["quote"] == "41余万人"]
    assert figure["value_exact"] is None
    assert (figure["value"], figure["upper"]) == (410_000, 420_000)
    assert NEWS[figure["start_char"] : figure["end_char"]] == figure["quote"]
    assert read["time_mentions"][0]["start_at"] == "2012-06-11T00:00:00"


def test_read_cuts_no_decimals():
    read = json.loads(
        dashiji("read", stdin="据了解，占全国的三分之二，误差为一千万分之六。").stdout
    )
    thirds, error = read["figures"]
    assert (thirds["value"], error["value"]) == (0.666666666666667, 6e-7)
    assert thirds["lower"] == thirds["upper"] == thirds["value"]


def test_read_takes_the_forms_that_run_takes(tmp_path):
    (tmp_path / "a.md").write_text(f"---\ndate: 2012-06-12\n---\n{NEWS}", encoding="utf-8")
    read = json.loads(dashiji("read", tmp_path / "a.md").stdout)
    assert read["document"]["published_start"] == "2012-06-12"


@pytest.mark.parametrize(
    ("arguments", "stdin", "word"),
    [
        (("read",), "", "empty"),
        (("read", "--published", "昨天"), NEWS, "昨天"),
        (("read", "nowhere.txt"), "", "nowhere.txt"),
        (("read", "--jsonl", "nowhere.jsonl"), "", "nowhere.jsonl"),
    ],
)
def test_read_refuses(arguments, stdin, word):
    ended = dashiji(*arguments, stdin=stdin)
    assert ended.returncode == 2
    assert word in ended.stderr
    assert "Traceback" not in ended.stderr


def test_read_lines_answers_each_line_in_its_place():
    lines = [
        {"id": "b", "text": "今天下午走访群众41余万人。", "published": "2012-06-12T15:00:00"},
        {"id": "a", "text": "无", "published": None},
        {"id": "b", "text": "今天下午走访群众41余万人。", "published": "2013-06-12"},
        {"id": "no text"},
        {"id": "bad date", "text": "走访群众41万人。", "published": "昨天"},
    ]
    written = [json.dumps(line, ensure_ascii=False) for line in lines]
    ended = dashiji("read", "--jsonl", stdin="\n".join([*written[:2], "{broken", "", *written[2:]]))
    assert ended.returncode == 1
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["b", "a", None, "b", "no text", "bad date"]
    assert ["error" in answer for answer in answers] == [False, False, True, False, True, True]
    years = [answers[place]["time_mentions"][0]["start_at"][:4] for place in (0, 3)]
    assert years == ["2012", "2013"]
    assert answers[1]["figures"] == []


def test_doctor_names_what_is_wrong_and_leaves_nothing_behind(ask, tmp_path):
    assert ask("doctor").returncode == 0
    warned = dashiji("doctor", "--warehouse", tmp_path / "none.duckdb")
    assert warned.returncode == 0
    assert "dashiji run" in warned.stdout
    assert not list(tmp_path.iterdir())
    (tmp_path / "text.duckdb").write_text("not a database", encoding="utf-8")
    failed = dashiji("doctor", "--json", "--warehouse", tmp_path / "text.duckdb")
    assert failed.returncode == 1
    assert {"fail"} == {f["state"] for f in json.loads(failed.stdout) if f["about"] == "warehouse"}


def test_a_setting_that_cannot_be_used_is_named():
    ended = dashiji("status", DASHIJI_WORKERS="many")
    assert ended.returncode == 2
    assert "DASHIJI_WORKERS" in ended.stderr
