"""Only new and touched files are opened, and nothing is missed for it."""

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from flows.work.known import Waiting
from flows.work.memory import Memory
from tests.intakes import Desk, counts
from tests.running import NEWS, REPORT

OLD, NOW = time.time() - 3_600, time.time_ns()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Four files, two documents of which are in one, and one that cannot be read; all seen once.

    The clock that looks at them runs an hour ahead, so that files just written count as old.
    """
    later = time.time_ns() + 3_600_000_000_000
    monkeypatch.setattr("flows.work.memory.time.time_ns", lambda: later)
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text(NEWS, "utf-8")
    (folder / "sub" / "b.txt").write_text(REPORT, "utf-8")
    (folder / "empty.txt").touch()
    lines = [{"id": n, "text": NEWS + n} for n in "xy"]
    (folder / "c.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n{broken", "utf-8")
    desk = Desk(tmp_path)
    assert counts(desk.run(folder)) == (4, 0, 0, 2, 4)
    assert counts(desk.run(folder)) == (0, 0, 4, 2, 0)
    return desk


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    return tmp_path / "in"


def test_what_was_passed_over_is_told_as_if_it_had_been_read(desk, folder):
    passed = desk.run(folder)
    shutil.rmtree(desk.settings.inputs.parent)
    opened = desk.run(folder)
    assert counts(opened) == (0, 0, 4, 2, 4)
    assert (passed.rejections, passed.notes) == (opened.rejections, opened.notes)


def test_a_touched_file_with_the_same_bytes_is_unchanged(desk, folder, monkeypatch):
    os.utime(folder / "a.txt", (OLD, OLD))
    monkeypatch.setattr("flows.work.intake.read_input", lambda *_: pytest.fail("it was read"))
    assert counts(desk.run(folder)) == (0, 0, 4, 2, 0)
    (folder / "a.txt").write_text(NEWS, "utf-8")
    assert counts(desk.run(folder)) == (0, 0, 4, 2, 0)


@pytest.mark.parametrize("text", ["43余万", "4余万"], ids=["same size", "another size"])
def test_a_file_that_was_replaced_under_its_old_times_is_seen(desk, folder, text):
    before = (folder / "a.txt").stat()
    (folder / "new").write_text(NEWS.replace("41余万", text), "utf-8")
    os.utime(folder / "new", ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(folder / "new", folder / "a.txt")
    assert (folder / "a.txt").stat().st_mtime_ns == before.st_mtime_ns
    assert counts(desk.run(folder)) == (0, 1, 3, 2, 1)


def test_a_file_written_twice_in_one_tick_is_looked_at_again(desk, folder, monkeypatch):
    monkeypatch.setattr("flows.work.memory.time.time_ns", lambda: NOW)
    monkeypatch.setattr("flows.sources.discover._state", lambda place: (1, 1, NOW))  # the same tick
    for number in ("42余万", "43余万"):
        (folder / "a.txt").write_text(NEWS.replace("41余万", number), "utf-8")
        assert counts(desk.run(folder))[1] == 1


def test_what_stands_beside_a_file_is_news_of_it(desk, folder):
    (folder / "a.txt.meta.json").write_text('{"published": "2012-06-12"}', "utf-8")
    assert counts(desk.run(folder)) == (0, 1, 3, 2, 1)
    (folder / "a.txt.meta.json").write_text('{"published": "2012-06-13"}', "utf-8")
    assert counts(desk.run(folder)) == (0, 1, 3, 2, 1)
    (folder / "manifest.csv").write_text("path,published\nsub/b.txt,2020-01-10\n", "utf-8")
    assert counts(desk.run(folder)) == (0, 1, 3, 2, 1)
    (folder / "sources.toml").write_text("[ranks]\nin = 2\n", "utf-8")
    assert counts(desk.run(folder)) == (0, 0, 4, 2, 4)
    assert counts(desk.run(folder)) == (0, 0, 4, 2, 0)


def test_what_the_warehouse_no_longer_says_is_read_again(desk, folder):
    gone = desk.documents.filter(path="a.txt")
    desk.documents = desk.documents.filter(~desk.documents["path"].is_in(["a.txt"]))
    assert counts(desk.run(folder)) == (1, 0, 3, 2, 1)
    assert desk.documents.filter(path="a.txt").equals(gone)
    shutil.rmtree(desk.settings.set_aside)
    assert counts(desk.run(folder)) == (0, 0, 4, 2, 1)  # whose bytes are kept anew
    assert len(list(desk.settings.set_aside.iterdir())) == 1


def test_what_a_person_released_is_read_again(desk, folder):
    waiting = Waiting(by_input={("in", "c.jsonl"): ["q1"]}, asked={"q1": {"payload": "{}"}})
    intake = desk.run(folder, waiting=waiting)
    assert (counts(intake), intake.read_again) == ((0, 0, 4, 2, 1), ["q1"])
    (key,) = desk.documents.filter(path="a.txt")["document_id"]
    asked = {"q2": {"payload": "{}", "path": "a.txt"}}
    intake = desk.run(folder, waiting=Waiting(by_document={key: ["q2"]}, asked=asked))
    assert (counts(intake), [*intake.read]) == ((0, 0, 4, 2, 1), [key])


def test_a_second_text_of_one_identity_is_found_beside_files_that_were_passed_over(desk, folder):
    (folder / "d.jsonl").write_text('{"id": "x", "text": "另一篇文章。"}', "utf-8")
    assert counts(desk.run(folder)) == (0, 0, 4, 3, 1)
    assert counts(desk.run(folder)) == (0, 0, 4, 3, 1)  # it hangs on another file: opened each time
    (folder / "c.jsonl").unlink()
    assert counts(desk.run(folder)) == (0, 1, 2, 1, 1)


def test_newer_readers_look_at_every_file(desk, folder, monkeypatch):
    monkeypatch.setattr("flows.work.memory.readers_fingerprint", lambda largest: "newer")
    assert counts(desk.run(folder)) == (0, 0, 4, 2, 4)
    assert counts(desk.run(folder)) == (0, 0, 4, 2, 0)
    assert counts(desk.run(folder, reread=True)) == (0, 0, 4, 2, 4)


def test_other_folders_and_files_named_alone_keep_their_places(desk, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "z.txt").write_text(NEWS, "utf-8")
    assert counts(desk.run(other)) == (1, 0, 0, 0, 1)
    assert counts(desk.run(folder / "a.txt")) == (0, 0, 1, 0, 0)
    assert counts(desk.run(folder, other)) == (0, 0, 5, 2, 0)
    (other / "z.txt").unlink()
    (other / "y.txt").write_text(NEWS, "utf-8")
    assert counts(desk.run(other)) == (1, 0, 0, 0, 1)
    entries = Memory(desk.settings.inputs, 1)._before
    assert sorted(path for _, path in entries) == [
        "a.txt", "c.jsonl", "empty.txt", "sub/b.txt", "y.txt"
    ]  # fmt: skip


def test_a_store_that_is_damaged_is_no_store(desk, folder):
    desk.settings.inputs.write_bytes(b"PAR1 nonsense")
    assert counts(desk.run(folder)) == (0, 0, 4, 2, 4)
    assert counts(desk.run(folder)) == (0, 0, 4, 2, 0)
