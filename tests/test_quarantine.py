"""What is set aside waits for a person, who releases or rejects it; nothing is lost on the way."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from flows.work import shards
from tests.publications import arrival, publish_run
from tests.running import NEWS, dashiji
from tests.small_shard import small_shard
from warehouse.arrival import Arrival
from warehouse.check import set_aside
from warehouse.errors import Unaccounted
from warehouse.journal import record_unpublished
from warehouse.load import build
from warehouse.publish import publish
from warehouse.quarantine import decide, decisions, set_aside_rows
from warehouse.read import Reader


def held(run: str, *paths: str) -> pl.DataFrame:
    """Inputs that a run set aside."""
    rows = [{"run_id": run, "stage": "ingest", "path": p, "rule": "binary"} for p in paths]
    told = pl.DataFrame(rows, schema=dict.fromkeys(("run_id", "stage", "path", "rule"), pl.String))
    return set_aside(told.with_columns(reason=pl.lit("It is not text."), payload=pl.lit("{}")))


def came(folder: Path, number: int, rows: pl.DataFrame, read_again: tuple = ()) -> Arrival:
    found = arrival(folder / "s", number, small_shard(f"d{number}"))
    return Arrival(found.run, found.shards, found.checks, rows, read_again)


def states(warehouse: Path) -> dict[str, str]:
    """What the published file itself says."""
    with Reader(warehouse) as reader:
        return dict(reader.query("SELECT path, state FROM ops.quarantine").rows)


def test_what_is_set_aside_again_is_one_row(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    for number in (1, 2):
        publish(build(warehouse, came(tmp_path, number, held(f"r{number}", "a.txt"))), warehouse)
    with Reader(warehouse) as reader:
        runs = reader.query("SELECT run_id, last_run_id, state FROM ops.quarantine").rows
    assert runs == (("r1", "r2", "held"),)


def test_a_rejected_row_stays_out_and_the_decision_goes_into_the_file(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    rows = held("r1", "a.txt", "b.txt")
    publish(build(warehouse, came(tmp_path, 1, rows)), warehouse)
    decide(warehouse, rows["quarantine_id"][0], "rejected")
    assert states(warehouse) == {"a.txt": "held", "b.txt": "held"}
    assert [row["state"] for row in set_aside_rows(warehouse)].count("rejected") == 1
    publish(build(warehouse, came(tmp_path, 2, held("r2", "a.txt", "b.txt"))), warehouse)
    assert states(warehouse) == {"a.txt": "rejected", "b.txt": "held"}
    assert decisions(warehouse) == {}


def test_what_is_read_again_is_released_unless_it_comes_back(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    rows = held("r1", "a.txt", "b.txt")
    publish(build(warehouse, came(tmp_path, 1, rows)), warehouse)
    again = tuple(rows["quarantine_id"])
    publish(build(warehouse, came(tmp_path, 2, held("r2", "b.txt"), again)), warehouse)
    assert states(warehouse) == {"a.txt": "released", "b.txt": "held"}


def test_a_run_that_publishes_nothing_tells_too(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    rows = held("r1", "a.txt", "b.txt")
    publish(build(warehouse, came(tmp_path, 1, rows)), warehouse)
    found = came(tmp_path, 2, held("r2", "b.txt", "c.txt"), tuple(rows["quarantine_id"]))
    record_unpublished(warehouse, Arrival(found.run, [], found.checks, found.quarantine,
                                          found.read_again))  # fmt: skip
    expected = {"a.txt": "released", "b.txt": "held", "c.txt": "held"}
    assert {row["path"]: row["state"] for row in set_aside_rows(warehouse)} == expected
    publish_run(warehouse, 3, small_shard("d3"))
    assert states(warehouse) == expected


HOSTILE = "a\x1b[2J\u202e\n[red]b.txt"


@pytest.fixture(scope="module")
def read_once(run_flow, tmp_path_factory):
    """A folder with a good and three broken inputs, and a run over it."""
    root = tmp_path_factory.mktemp("quarantine")
    folder = root / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(NEWS, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / HOSTILE).write_bytes(b"\x1b[2J\x1b]0;title\x07" * 400)
    (folder / "lines.jsonl").write_text('{"id": "a", "text": "无"}\n{broken\n', encoding="utf-8")
    run_flow(root / "data" / "warehouse.duckdb", folder)
    return root


@pytest.fixture
def read(read_once, tmp_path):
    """The warehouse and the folder, to be changed."""
    shutil.copytree(read_once, tmp_path / "own", symlinks=True)
    return tmp_path / "own" / "data" / "warehouse.duckdb", tmp_path / "own" / "in"


def told(warehouse, *arguments):
    ended = dashiji("quarantine", *arguments, "--json", "-w", warehouse)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def by_path(warehouse):
    rows = set_aside_rows(warehouse)
    return {row["path"]: row["state"] for row in rows if "red" not in row["path"]}


def test_an_input_that_was_mended_needs_nobody(read, run_flow):
    warehouse, folder = read
    assert by_path(warehouse) == {"empty.txt": "held", "lines.jsonl#line 2": "held"}
    idle = run_flow(warehouse, folder)
    assert (idle.state, idle.set_aside) == ("nothing_new", 3)
    assert by_path(warehouse) == {"empty.txt": "held", "lines.jsonl#line 2": "held"}
    (folder / "empty.txt").write_text(NEWS.replace("41余万", "43余万"), encoding="utf-8")
    outcome = run_flow(warehouse, folder)
    assert (outcome.counts(), outcome.set_aside) == ((1, 0, 2), 2)
    assert by_path(warehouse) == {"empty.txt": "released", "lines.jsonl#line 2": "held"}
    assert states(warehouse)["empty.txt"] == "released"


def test_a_released_input_is_read_from_its_kept_bytes(read, run_flow, monkeypatch):
    warehouse, folder = read
    (key,) = (r["quarantine_id"] for r in set_aside_rows(warehouse) if "jsonl" in r["path"])
    decide(warehouse, key, "released")
    shutil.rmtree(folder)
    (folder).mkdir()
    (folder / "good.txt").write_text(NEWS, encoding="utf-8")
    again = run_flow(warehouse, folder)
    assert (again.counts(), again.set_aside) == ((0, 0, 1), 1)
    assert (by_path(warehouse)["lines.jsonl#line 2"], decisions(warehouse)) == ("held", {})

    decide(warehouse, key, "released")
    monkeypatch.setattr(
        "flows.sources.records.json_lines.read_object", lambda written: {"id": "z", "text": NEWS}
    )
    mended = run_flow(warehouse, folder)
    assert (mended.counts(), mended.set_aside) == ((1, 0, 1), 0)
    assert states(warehouse)["lines.jsonl#line 2"] == "released"
    with Reader(warehouse) as reader:
        paths = reader.query("SELECT source, path FROM documents ORDER BY path").rows
    assert ("in", "lines.jsonl#z") in paths


def here(workers, shard):
    """Read the shard in this process, where what a test changes is seen."""
    return shards.read_shard(shard)


def spoilt(monkeypatch):
    """Rules that write a figure whose bounds are crossed."""
    write = shards._write

    def worse(frames, folder):
        first = pl.int_range(pl.len()) == 0
        figures = frames["figures"].with_columns(
            lower=pl.when(first & pl.col("value").is_not_null())
            .then(pl.col("value") + 1)
            .otherwise("lower")
        )
        write({**frames, "figures": figures}, folder)

    monkeypatch.setattr(shards, "_write", worse)
    monkeypatch.setattr("flows.work.workers.Workers.read", here)


def test_a_released_row_goes_through_the_whole_gate_again(run_flow, tmp_path, monkeypatch):
    folder, other = tmp_path / "in", tmp_path / "other"
    for place in (folder, other):
        place.mkdir()
        (place / f"{place.name}.txt").write_text(NEWS, encoding="utf-8")
    warehouse = tmp_path / "data" / "warehouse.duckdb"
    with monkeypatch.context() as patch:
        spoilt(patch)
        first = run_flow(warehouse, folder)
        (row,) = set_aside_rows(warehouse)
        assert first.quarantined == {"figures": 1}
        assert (row["table_name"], row["state"], row["path"]) == ("figures", "held", "in.txt")
        decide(warehouse, row["quarantine_id"], "released")
        again = run_flow(warehouse, folder)
    assert (again.counts(), again.quarantined) == ((0, 0, 1), {"figures": 1})
    assert (states(warehouse), decisions(warehouse)) == ({"in.txt": "held"}, {})

    # Its document is not below the path any more: it is read from the warehouse.
    decide(warehouse, row["quarantine_id"], "released")
    monkeypatch.setattr("flows.work.workers.Workers.read", here)
    outcome = run_flow(warehouse, other)
    assert outcome.counts() == (1, 0, 1)
    assert states(warehouse) == {"in.txt": "released"}
    with Reader(warehouse) as reader:
        figures = reader.query("SELECT document_id, count(*) FROM figures GROUP BY ALL").rows
    assert [count for _, count in figures] == [2, 2]


def test_a_document_that_a_step_drops_without_a_word_stops_the_run(run_flow, tmp_path, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(NEWS, encoding="utf-8")
    write = shards._write

    def forgetful(frames, target):
        kept = frames["documents"].head(1)["document_id"].implode()
        write(
            {
                name: frame.filter(pl.col("document_id").is_in(kept))
                if "document_id" in frame.columns
                else frame
                for name, frame in frames.items()
            },
            target,
        )

    monkeypatch.setattr(shards, "_write", forgetful)
    monkeypatch.setattr("flows.work.workers.Workers.read", here)
    with pytest.raises(Unaccounted, match="2 documents were seen"):
        run_flow(tmp_path / "w.duckdb", folder)
    assert not (tmp_path / "w.duckdb").exists()


def test_the_command_line_lists_shows_and_decides(read):
    warehouse, _ = read
    rows = told(warehouse, "list")
    assert {row["state"] for row in rows} == {"held"}
    (key,) = (row["quarantine_id"] for row in rows if row["path"] == "empty.txt")
    listed = dashiji("quarantine", "list", "-w", warehouse).stdout
    assert key in listed and "empty" in listed and "nothing to read" in listed
    shown = told(warehouse, "show", key[:6])
    assert shown["payload"]["input"] == "empty.txt"
    assert told(warehouse, "release", key)[0] | {"reason": ""} == {
        "quarantine_id": key, "state": "released", "awaits_run": True, "stage": "ingest",
        "table_name": None, "path": "empty.txt", "rule": "empty", "reason": "",
    }  # fmt: skip
    assert {row["rule"] for row in told(warehouse, "list")} == {"binary", "json_broken"}
    assert told(warehouse, "reject", "--all")[0]["state"] == "rejected"
    status = json.loads(dashiji("status", "--json", "-w", warehouse).stdout)
    assert status["attention"]["inputs_and_rows_in_quarantine"] == 0
    assert told(warehouse, "list") == []
    assert len(told(warehouse, "list", "--state", "all")) == 3


def test_what_the_command_line_refuses(read):
    warehouse, _ = read
    for arguments, code, word in (
        (("show", "q0000"), 1, "q0000"),
        (("release",), 2, "nothing is named"),
        (("reject", "--rule", "nonsense"), 1, "empty"),
        (("list", "--state", "lost"), 2, "rejected"),
        (("release", "q\x1b[2J"), 1, "no"),
    ):
        ended = dashiji("quarantine", *arguments, "-w", warehouse)
        assert ended.returncode == code, ended.stderr
        assert ended.stderr.startswith("error: ") and "hint: " in ended.stderr
        assert word in ended.stderr and "Traceback" not in ended.stderr
        assert "\x1b" not in ended.stderr
    missing = dashiji("quarantine", "list", "-w", warehouse.with_name("none.duckdb"))
    assert missing.returncode == 2 and "dashiji run" in missing.stderr


def test_hostile_text_is_shown_on_one_line_and_not_obeyed(read):
    warehouse, _ = read
    (key,) = (r["quarantine_id"] for r in set_aside_rows(warehouse) if "red" in r["path"])
    for arguments in (("list",), ("show", key), ("reject", key)):
        ended = dashiji("quarantine", *arguments, "-w", warehouse)
        assert ended.returncode == 0, ended.stderr
        assert "\x1b" not in ended.stdout and "\u202e" not in ended.stdout
        assert "[red]b.txt" in ended.stdout
