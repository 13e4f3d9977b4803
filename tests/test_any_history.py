"""Corrected, run again, withdrawn, restored, read again, lost and rebuilt, in any order: the
current rows are those of a warehouse that only ever saw how things stand, and the past is told."""

import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import polars as pl
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from flows.settings import load_settings
from flows.work.intake import take_in
from flows.work.known import known
from tests.publications import BEGIN, publish_run
from tests.small_runs import read_by_hand, rows, small_run, write
from tests.small_shard import TEXT
from warehouse.check import warehouse_gate
from warehouse.read import Reader
from warehouse.retractions import RESTORED, WITHDRAWN, Retraction, retractions, write_down
from warehouse.versions import folder_of

NAMES = st.sampled_from(["a.txt", "b.txt", "c.txt"])
NUMBERS = st.sampled_from(["41", "42", "43"])
RULES = st.sampled_from(["test", "better"])
State = dict[str, tuple[str, str]]
_CURRENT = """
SELECT path, (value / 10_000)::INTEGER::VARCHAR, rule
FROM figures{0} INNER JOIN documents{0} USING (document_id)
"""


class History(RuleBasedStateMachine):
    """A folder and its warehouse; `state` is what the warehouse should say: number and rule."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.warehouse, self.folder = self.home / "w.duckdb", self.home / "inbox"
        self.day = 0
        self.rule = "test"
        self.files: dict[str, str] = {}
        self.withdrawn: set[tuple[str, str]] = set()
        self.state: State = {}
        self.past: list[tuple[int, State]] = []

    def teardown(self) -> None:
        try:
            self.the_file_keeps_its_promises()
            self.the_rows_are_those_of_a_fresh_warehouse()
        finally:
            shutil.rmtree(self.home)

    def perform(self, paths: list[Path], reread: bool = False) -> None:
        self.day += 1
        intake = small_run(self.warehouse, paths, self.day, self.rule, reread)
        assert intake.seen == intake.new + intake.changed + intake.unchanged
        self.past.append((self.day, dict(self.state)))

    def follow_retractions(self, arriving: dict[str, str]) -> None:
        """What a run over these files does to the state."""
        for name in [n for n, told in self.state.items() if (n, told[0]) in self.withdrawn]:
            del self.state[name]
        for name, number in arriving.items():
            is_known = self.state.get(name, ("", ""))[0] == number
            if (name, number) not in self.withdrawn and not is_known:
                self.state[name] = (number, self.rule)

    @rule(name=NAMES, number=NUMBERS)
    def a_file_is_written(self, name: str, number: str) -> None:
        self.files[name] = number
        write(self.folder, name, number)

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, chosen=st.data())
    def a_file_comes_alone(self, number: str, chosen: st.DataObject) -> None:
        name = chosen.draw(st.sampled_from(sorted(self.files)))
        self.files[name] = number
        self.follow_retractions({name: number})
        self.perform([write(self.folder, name, number)])

    @precondition(lambda self: self.files)
    @rule()
    def the_folder_is_read(self) -> None:
        self.follow_retractions(self.files)
        self.perform([self.folder])

    @precondition(lambda self: self.files)
    @rule(chosen=st.data())
    def a_file_is_gone(self, chosen: st.DataObject) -> None:
        name = chosen.draw(st.sampled_from(sorted(self.files)))
        del self.files[name]
        (self.folder / name).unlink()

    @precondition(lambda self: self.state)
    @rule(chosen=st.data(), at_once=st.booleans())
    def a_document_is_withdrawn(self, chosen: st.DataObject, at_once: bool) -> None:
        name = chosen.draw(st.sampled_from(sorted(self.state)))
        number = self.state[name][0]
        with Reader(self.warehouse) as reader:
            names = "document_id, text_sha256, raw_sha256, source, path, title"
            answer = reader.query(f"SELECT {names} FROM documents WHERE path = ?", [name])
        entry = Retraction(*answer.rows[0], because="why", state=WITHDRAWN, at="2026-01-01")
        write_down(self.warehouse, [entry])
        self.withdrawn.add((name, number))
        if at_once:
            self.follow_retractions({})
            self.perform([])

    @precondition(lambda self: self.withdrawn)
    @rule(chosen=st.data())
    def a_document_comes_back(self, chosen: st.DataObject) -> None:
        name, number = chosen.draw(st.sampled_from(sorted(self.withdrawn)))
        entry = next(
            e
            for e in retractions(self.warehouse)
            if (e.path, e.state) == (name, WITHDRAWN) and e.text_sha256 == text_digest(number)
        )
        write_down(self.warehouse, [replace(entry, state=RESTORED)])
        self.withdrawn.remove((name, number))
        self.follow_retractions({})
        if name not in self.state:
            self.state[name] = (number, self.rule)
        self.perform([])

    @rule(chosen=RULES)
    def the_rules_change(self, chosen: str) -> None:
        self.rule = chosen

    @precondition(lambda self: self.files)
    @rule()
    def the_folder_is_read_again(self) -> None:
        self.follow_retractions(self.files)
        for name, number in self.files.items():
            if name in self.state and self.state[name][0] == number:
                self.state[name] = (number, self.rule)
        self.perform([self.folder], reread=True)

    @precondition(lambda self: self.state)
    @rule(is_lost=st.booleans())
    def all_is_rebuilt(self, is_lost: bool) -> None:
        if is_lost:
            self.warehouse.unlink()
            shutil.rmtree(folder_of(self.warehouse))
            self.past.clear()
        self.follow_retractions({})
        self.state = {name: (number, self.rule) for name, (number, _) in self.state.items()}
        self.perform([], reread=True)

    @invariant()
    def the_warehouse_says_what_it_should(self) -> None:
        if self.past:
            assert said(self.warehouse, "") == self.past[-1][1]

    def the_file_keeps_its_promises(self) -> None:
        if self.warehouse.exists():
            warehouse_gate(self.warehouse.resolve(), "r1")
            for day, state in self.past:
                for hours in (0, 23):
                    moment = BEGIN + timedelta(days=day, hours=hours)
                    assert said(self.warehouse, f"_as_of(TIMESTAMP '{moment}')") == state

    def the_rows_are_those_of_a_fresh_warehouse(self) -> None:
        if not self.past or not self.past[-1][1]:
            return
        state, fresh = self.past[-1][1], self.home / "fresh"
        shards = []
        for name, (number, by) in reversed(sorted(state.items())):
            file = write(fresh / self.folder.name, name, number)
            intake = take_in([file], known(fresh / "none.duckdb"), load_settings(fresh / "x", {}))
            (row,) = pl.read_parquet(intake.shards).to_dicts()
            shards.append(read_by_hand(row, by))
        publish_run(fresh / "w.duckdb", 1, *shards)
        ours, theirs = rows(self.warehouse), rows(fresh / "w.duckdb")
        for table, frame in theirs.items():
            assert ours[table].equals(frame), table


def said(warehouse: Path, moment: str) -> State:
    if not warehouse.exists():
        return {}
    with Reader(warehouse) as reader:
        return {path: (number, by) for path, number, by in
                reader.query(_CURRENT.format(moment)).rows}  # fmt: skip


def text_digest(number: str) -> str:
    return sha256(TEXT.replace("41", number).encode()).hexdigest()


TestAnyHistory = History.TestCase
TestAnyHistory.settings = settings(
    max_examples=4, stateful_step_count=10, deadline=None, derandomize=True
)
