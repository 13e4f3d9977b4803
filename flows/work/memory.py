"""What the last run found in each file, so that only new and touched files are opened.

What a file holds is told by its bytes. They are looked at again where its size or one of its times
is another; a time within two seconds of the look proves nothing, since a file may be written twice
in one tick of a coarse clock. What is remembered is no answer by itself: whoever asks compares it
with the warehouse, and the folder may be deleted at any time.
"""

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from flows.sources.discover import Input, State, as_text
from flows.sources.drafts import NO_RULES, NOTHING
from flows.work.files import replace_whole
from flows.work.fingerprint import readers_fingerprint
from flows.work.known import Stated

_TICK_NS = 2_000_000_000
_NEVER = (-1, -1, -1)
_COLUMNS = {
    "file": pl.String,
    "path": pl.String,
    "size": pl.Int64,
    "written_ns": pl.Int64,
    "changed_ns": pl.Int64,
    "beside": pl.String,
    "digest": pl.String,
    "readers": pl.String,
    "found": pl.String,
}


@dataclass(slots=True)
class Found:
    """What one file held: documents with their statements, rows for quarantine, and notes."""

    documents: list[tuple[str, Stated]] = field(default_factory=list)
    rejections: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def kept(self) -> Iterator[str]:
        """Names of the files in which bytes of it are kept."""
        for row in self.rejections:
            kept = json.loads(row["payload"]).get("kept")
            if kept:
                yield kept


@dataclass(frozen=True, slots=True)
class _Entry:
    state: State
    beside: str
    digest: str
    readers: str
    found: str


class Memory:
    """Entries by file, read from `store` and written back there."""

    def __init__(self, store: Path, largest: int) -> None:
        self._store = store
        self._readers = readers_fingerprint(largest)
        self._before = _read(store)
        self._now: dict[tuple[str, str], _Entry] = {}
        self._started = time.time_ns()
        self._rules: dict[int, str] = {}
        self._is_news = False

    def recall(self, given: Input) -> Found | None:
        """What the file held when it was last opened, where its bytes are the same."""
        entry = self._before.get(_key(given))
        if entry is None or entry.readers != self._readers or entry.beside != self._beside(given):
            return None
        if entry.state != given.state:
            if entry.digest != _digest(given.file):
                return None
            self._is_news = True
            entry = replace(entry, state=self._trusted(given.state))
        self._now[_key(given)] = entry
        held = json.loads(entry.found)
        return Found(held["documents"], held["rejections"], held["notes"])

    def keep(self, given: Input, digest: str, found: Found) -> None:
        """Remember what the file, whose bytes had the digest, turned out to hold."""
        told = json.dumps(asdict(found), ensure_ascii=False)
        state = self._trusted(given.state)
        self._now[_key(given)] = _Entry(state, self._beside(given), digest, self._readers, told)
        self._is_news = True

    def digest(self, given: Input) -> str:
        """The digest of the file's bytes; empty where it cannot be read or told apart later."""
        return _digest(given.file) if given.state else ""

    def forget(self, given: Input) -> None:
        """Open the file again in the next run."""
        self._is_news |= self._before.pop(_key(given), None) is not None

    def save(self, paths: list[Path]) -> None:
        """Write down what is known now, and what was known of files outside the paths."""
        below = tuple(f"{as_text(str(path.absolute()))}/" for path in paths if path.is_dir())
        kept = {
            key: entry
            for key, entry in self._before.items()
            if key not in self._now and not key[0].startswith(below)
        }
        if self._is_news or len(kept) + len(self._now) != len(self._before):
            _write(self._store, {**kept, **self._now})

    def _beside(self, given: Input) -> str:
        """What stands beside the file, in short: another statement or rule makes it news."""
        if given.stated is NOTHING and given.rules is NO_RULES and given.sidecar is None:
            return ""
        key = id(given.rules)
        if key not in self._rules:
            self._rules[key] = repr(given.rules)
        told = f"{given.folder}|{given.stated}|{self._rules[key]}|{given.sidecar}"
        return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:32]

    def _trusted(self, state: State | None) -> State:
        if state is None or max(state[1:]) > self._started - _TICK_NS:
            return _NEVER
        return state


def _key(given: Input) -> tuple[str, str]:
    return as_text(str(given.file)), given.path


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _read(store: Path) -> dict[tuple[str, str], _Entry]:
    try:
        frame = pl.read_parquet(store).select(
            pl.col(name).cast(kind) for name, kind in _COLUMNS.items()
        )
    except (OSError, pl.exceptions.PolarsError):
        return {}
    return {
        (file, path): _Entry((size, written, changed), *rest)
        for file, path, size, written, changed, *rest in zip(*frame.get_columns(), strict=True)
    }


def _write(store: Path, entries: dict[tuple[str, str], _Entry]) -> None:
    rows = [(*key, *e.state, e.beside, e.digest, e.readers, e.found) for key, e in entries.items()]
    frame = pl.DataFrame(rows, schema=_COLUMNS, orient="row")
    replace_whole(store, frame.write_parquet)
