"""`dashiji rebuild`: from the bytes that were kept, the very warehouse that grew run by run."""

import json
import shutil
from hashlib import sha256
from zipfile import ZipFile

import duckdb
import pytest

from flows.commands.rebuild import rebuild_warehouse
from flows.terminal import Failure, Output
from schemas.warehouse import HISTORY, MAIN
from tests.running import NEWS, REPORT, contents, write_documents
from warehouse.read import Reader

SILENT = Output(quiet=True)


def write_forms(inbox):
    """Documents whose reading hangs on what stands beside them, in many forms."""
    write_documents(inbox, 2)
    (inbox / "manifest.csv").write_text(
        "path,source,title,published\nstated.txt,日报,喜报,2012-06-11T21:30:00+08:00\n", "utf-8"
    )
    (inbox / "stated.txt").write_text(f"今晚，{NEWS}", "gb18030")
    (inbox / "beside.txt").write_text(f"昨日，{NEWS}", "utf-8")
    (inbox / "beside.txt.meta.json").write_text('{"published": "2013-02-03"}', "utf-8")
    (inbox / "20221209.md").write_text(
        f"# 新闻联播 2022年12月09日\n\n- 一\n- 二\n\n### 一\n\n{NEWS}\n\n### 二\n\n{REPORT}\n",
        "utf-8",
    )
    (inbox / "feeds").mkdir(exist_ok=True)
    (inbox / "sources.toml").write_text(
        '[[files]]\nfiles = "feeds/*"\nsource = "某某社"\nrank = 2\n'
        'fields = { text = "words", published = "when" }\n',
        "utf-8",
    )
    fed = [{"words": NEWS, "when": "2014-05-06"}, {"words": REPORT, "when": "2015-06-07"}]
    (inbox / "feeds" / "day.json").write_text(json.dumps(fed), "utf-8")
    with ZipFile(inbox / "many.zip", "w") as archive:
        archive.writestr("a/news.txt", NEWS)
        archive.writestr("manifest.csv", "path,published\na/news.txt,2016-07-08\n")


@pytest.fixture(scope="module")
def grown(run_flow, tmp_path_factory):
    """A warehouse of four runs that corrected, lost, read alone and set aside."""
    home = tmp_path_factory.mktemp("rebuild")
    inbox, warehouse = home / "inbox", home / "data" / "w.duckdb"
    write_forms(inbox)
    run_flow(warehouse, inbox / "news.txt")
    run_flow(warehouse, inbox)
    (inbox / "stated.txt").write_text(f"今晚，{NEWS.replace('41余万', '43余万')}", "gb18030")
    write_documents(inbox, 1)  # a line of the file is gone: its document stays
    (inbox / "broken.txt").write_bytes(bytes(range(256)))
    run_flow(warehouse, inbox)
    return home


@pytest.fixture
def home(grown, tmp_path):
    shutil.copytree(grown, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path


def every_row(warehouse):
    with Reader(warehouse) as reader:
        return {
            table.qualified: reader.query(f"FROM {table.qualified} ORDER BY ALL").rows
            for table in (*MAIN, *HISTORY)
        }


def test_rebuilt_is_what_grew_row_for_row_history_and_all(home):
    warehouse = home / "data" / "w.duckdb"
    before = every_row(warehouse)
    assert len(before["history.documents"]) == 1 and len(before["main.documents"]) > 9
    shutil.rmtree(home / "inbox")
    # What is in the file is not asked: the rows come from the bytes.
    version = warehouse.resolve()
    version.chmod(0o644)
    with duckdb.connect(str(version)) as connection:
        connection.execute("DELETE FROM figures")
        connection.execute("UPDATE events SET kind = 'other', trigger = quote")
        connection.execute("UPDATE entities SET name = 'x'")
    version.chmod(0o444)
    assert rebuild_warehouse(SILENT, warehouse) == 0
    after = every_row(warehouse)
    main = [table.qualified for table in MAIN if table.name != "documents"]
    assert {name: after[name] for name in main} == {name: before[name] for name in main}
    assert without_runs(after) == without_runs(before)
    assert all(row in after["history.figures"] for row in before["history.figures"])


def without_runs(rows):
    return [row[:-3] for row in rows["main.documents"]]


def test_rebuilding_twice_changes_nothing_at_all(home):
    warehouse = home / "data" / "w.duckdb"
    before = every_row(warehouse)
    assert rebuild_warehouse(SILENT, warehouse) == 0
    assert every_row(warehouse) == before


def test_lost_warehouse_is_made_from_the_archive_alone(home):
    warehouse = home / "data" / "w.duckdb"
    before = contents(warehouse)
    shutil.rmtree(home / "inbox")
    warehouse.unlink()
    for left in (home / "data").iterdir():
        if left.name != "w.archive":
            shutil.rmtree(left)
    assert rebuild_warehouse(SILENT, warehouse) == 0
    assert contents(warehouse) == before


def test_bytes_are_kept_once_under_their_digest(grown):
    archive = grown / "data" / "w.archive"
    kept = [file for file in archive.glob("bytes/??/*") if file.is_file()]
    assert all(sha256(file.read_bytes()).hexdigest() == file.name for file in kept)
    given = {file.name: sha256(file.read_bytes()).hexdigest()
             for file in (grown / "inbox").rglob("*.*") if file.is_file()}  # fmt: skip
    # What stands beside documents is in the receipts; what brought no news is not kept.
    gave_none = {"manifest.csv", "sources.toml", "beside.txt.meta.json", "broken.txt", "more.jsonl"}
    gave = {digest for name, digest in given.items() if name not in gave_none}
    names = {file.name for file in kept}
    assert gave < names and not names & {given[name] for name in gave_none}
    corrected, longer = "stated.txt", "more.jsonl"
    assert len(names - gave) == len([corrected, longer])
    assert not list(archive.rglob("*.writing"))


def test_documents_of_a_warehouse_without_archive_are_read_from_their_texts(home, run_flow):
    warehouse = home / "data" / "w.duckdb"
    before = contents(warehouse)
    shutil.rmtree(home / "data" / "w.archive")
    outcome = run_flow(warehouse, rebuild=True)
    (note,) = [note for note in outcome.intake.notes if "not in the archive" in note]
    assert note.startswith(f"{len(before['documents'])} documents")
    assert len(contents(warehouse)["figures"]) == len(before["figures"])


def test_nothing_to_rebuild_from_is_said(tmp_path):
    with pytest.raises(Failure, match=r"neither a warehouse at .* nor an archive"):
        rebuild_warehouse(SILENT, tmp_path / "w.duckdb")
