"""What there is to do: every input met, counted as new, changed, unchanged or set aside.

New and changed documents are cut into shards, Parquet files named by what is in them, as they
are met: memory holds one shard, however much there is to read.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from flows.settings import Settings
from flows.sources.discover import Input, discover
from flows.sources.documents import document_row
from flows.sources.drafts import Draft, Rejection
from flows.sources.read import read_input
from flows.work.archive import Archive
from flows.work.files import write_whole
from flows.work.from_archive import kept_documents
from flows.work.kept import Kept, payload_of, read_kept
from flows.work.known import Known, differs, statement
from flows.work.memory import Found, Memory
from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars

# What a file is set aside for on account of others, which may be gone the next time, or of a disk.
_HANGING = {"double_identity", "unreadable"}


@dataclass(slots=True)
class Intake:
    """What was met. `shards` are files of DOCUMENT rows, `rejections` await quarantine.

    `seen` counts documents and inputs at the door, each once; the other numbers tell what became
    of them. `read` tells of each document in the shards whether it is `new`, `changed` or
    `unchanged`; `notes` what was read otherwise than stated; `read_again` which rows set aside
    before were read anew, by their keys; `retracted` which current documents a person withdrew.
    `opened` counts the files that were looked into; `archive` is where they were kept.
    """

    seen: int = 0
    opened: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    shards: list[Path] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    rejections: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read_again: list[str] = field(default_factory=list)
    retracted: list[str] = field(default_factory=list)
    archive: Archive | None = None

    @property
    def set_aside(self) -> int:
        """Inputs that go to quarantine."""
        return len(self.rejections)


def take_in(
    paths: Iterable[Path], known: Known, settings: Settings, reread: bool = False
) -> Intake:
    """Read every input below the paths and cut what is new or changed into shards.

    With `reread`, unchanged documents go into the shards as well; so do those of which a person
    released a row or that one let come back. What of these is met nowhere is read from where it is
    kept; with `reread` and no paths, so is what other rules than today's have read. Raises
    NoInput, ManifestError, and OSError where the cache cannot be written.
    """
    paths = list(paths)
    memory = Memory(settings.inputs, settings.largest_input)
    taker = _Taker(known, settings, memory, reread)
    for found in discover(paths):
        taker.meet(found)
    memory.save(paths)
    for kept in known.waiting.kept_inputs(settings):
        taker.meet_kept(kept)
    wanted = known.read_by_others() if reread and not paths else known.asked_again()
    for row, given in kept_documents(known, settings, wanted, taker.met):
        if not known.withdrawn.of(row):
            taker.take_again(row, given)
    taker.close()
    return taker.intake


class _Taker:
    """The shard being filled, and what was met so far."""

    def __init__(self, known: Known, settings: Settings, memory: Memory, reread: bool) -> None:
        self.intake = Intake(archive=Archive(known.warehouse))
        self._before = known
        self._known = known.statements()
        self._memory = memory
        self._in_file = Found()
        self._waiting = known.waiting
        self._settings = settings
        self._reread = reread
        self._met: dict[str, str] = {}
        self._rows: list[dict[str, Any]] = []
        self._bytes = 0
        self._without_bytes = 0

    @property
    def met(self) -> set[str]:
        """The documents that arrived."""
        return set(self._met)

    def meet(self, found: Input | Rejection) -> None:
        """Count what the input holds, and take it or reject it."""
        if isinstance(found, Rejection):
            self._waiting.meet((None, found.path))
            self.intake.seen += 1
            self.reject(found)
            return
        self._waiting.meet((found.folder, found.path))
        self._waiting.meet((None, found.path))
        remembered = None if self._reread else self._memory.recall(found)
        if remembered and self._holds(remembered, found):
            self._pass_over(remembered)
        else:
            self._open(found)

    def _holds(self, remembered: Found, given: Input) -> bool:
        """Whether what the file held is in the warehouse or set aside, and nobody asks for it."""
        if self._waiting.is_place_asked((given.folder, given.path)):
            return False
        if not all((self._settings.set_aside / kept).exists() for kept in remembered.kept()):
            return False
        return all(
            key in self._known
            and not differs(self._known[key], stated)
            and self._met.get(key, stated[0]) == stated[0]
            and not self._waiting.is_asked(key)
            for key, stated in remembered.documents
        )

    def _pass_over(self, remembered: Found) -> None:
        """Count what the file holds, as if it had been opened: nothing in it is news."""
        for key, stated in remembered.documents:
            self._met.setdefault(key, str(stated[0]))
            self._count("unchanged")
        self.intake.rejections += remembered.rejections
        self.intake.notes += remembered.notes
        self.intake.seen += len(remembered.documents) + len(remembered.rejections)

    def _open(self, given: Input) -> None:
        """Read the file, and remember what it held, where that does not hang on other files."""
        digest = self._memory.digest(given)
        self._in_file = Found()
        for held in read_input(given, self._settings.largest_input):
            self._met_one(held, given)
        self.intake.opened += 1
        hanging = {row["rule"] for row in self._in_file.rejections} & _HANGING
        if digest and not hanging:
            self._memory.keep(given, digest, self._in_file)
        else:
            self._memory.forget(given)

    def meet_kept(self, kept: Kept) -> None:
        """Read the bytes that were kept of an input, or of a part of it."""
        for held in read_kept(kept, self._settings.largest_input):
            self._met_one(held, kept.given)

    def _met_one(self, held: Draft | Rejection, given: Input) -> None:
        self.intake.seen += 1
        if isinstance(held, Rejection):
            self.reject(held, given)
        else:
            self.take(held, given)

    def take(self, draft: Draft, given: Input) -> None:
        """Count the document; put it into the shard where it is to be read."""
        row = document_row(draft, given)
        key, text = row["document_id"], row["text_sha256"]
        self._in_file.documents.append((key, statement(row)))
        if key in self._met:
            self._meet_again(row, draft, given)
            return
        self._met[key] = text
        if self._stays_away(row):
            return
        if draft.statement.published and row["published_start"] is None:
            self._note(
                f"{row['path']}: {draft.statement.published[:40]!r} is no date that can be read; "
                "the text decides"
            )
        standing = self._standing(row)
        self._count(standing)
        if standing != "unchanged" or self._reread or self._waiting.is_asked(key):
            self._read(row, standing, given)

    def take_again(self, row: dict[str, Any], given: Input | None) -> None:
        """Read a document of which nothing arrived; `given` is the input that was kept of it."""
        self._met[row["document_id"]] = row["text_sha256"]
        self.intake.seen += 1
        self._without_bytes += given is None
        standing = self._standing(row)
        self._count(standing)
        self._read(row, standing, given)

    def _stays_away(self, row: dict[str, Any]) -> bool:
        """Whether a person withdrew the document with this text; it then is no news."""
        entry = self._before.withdrawn.of(row)
        if entry:
            self._count("unchanged")
            self.intake.notes.append(f"{row['path']}: {entry.told}")
        return entry is not None

    def reject(self, rejection: Rejection, given: Input | None = None) -> None:
        """Keep the bytes, and a row for the quarantine that tells what they were."""
        payload = payload_of(rejection, given)
        if rejection.raw:
            write_whole(
                self._settings.set_aside / payload["kept"],
                lambda file: file.write_bytes(rejection.raw),
            )
        row = {
            "stage": "ingest",
            "path": rejection.path,
            "rule": rejection.rule,
            "reason": rejection.reason,
            "payload": json.dumps(payload, ensure_ascii=False),
        }
        self.intake.rejections.append(row)
        self._in_file.rejections.append(row)

    def _note(self, told: str) -> None:
        self.intake.notes.append(told)
        self._in_file.notes.append(told)

    def close(self) -> None:
        """Write the last shard, and tell what of the quarantine was read and what was not."""
        self._close_shard()
        self.intake.retracted = [
            key for key in self._before.to_withdraw() if key not in self.intake.read
        ]
        if self._without_bytes:
            self.intake.notes.append(
                f"{self._without_bytes} documents were read from the texts that the warehouse "
                "holds: their bytes are not in the archive"
            )
        self.intake.read_again = self._waiting.read_again(iter(self.intake.read))
        missed = self._waiting.asked.keys() - set(self.intake.read_again)
        self.intake.notes += [
            f"{self._waiting.asked[key]['path']}: released ({key}), but it is not below the paths "
            "and was not kept; it waits"
            for key in sorted(missed)
        ]

    def _read(self, row: dict[str, Any], standing: str, given: Input | None) -> None:
        self.intake.read[row["document_id"]] = standing
        if given and self.intake.archive:
            self.intake.archive.keep(row, given, standing != "unchanged")
        self._rows.append(row)
        self._bytes += len(row["text"].encode())
        if self._bytes >= self._settings.shard_bytes:
            self._close_shard()

    def _close_shard(self) -> None:
        """Write the shard, if it holds anything, under the digest of what it holds."""
        if not self._rows:
            return
        frame = pl.DataFrame(self._rows, schema=to_polars(DOCUMENT))
        described = frame.drop("text").write_json().encode()
        target = self._settings.cache / "shards" / f"{sha256(described).hexdigest()[:32]}.parquet"
        self.intake.shards.append(write_whole(target, frame.write_parquet))
        self._rows, self._bytes = [], 0

    def _meet_again(self, row: dict[str, Any], draft: Draft, given: Input) -> None:
        if self._met[row["document_id"]] == row["text_sha256"]:
            self._count("unchanged")
        else:
            self.reject(_double(row, draft), given)

    def _standing(self, row: dict[str, Any]) -> str:
        before = self._known.get(row["document_id"])
        if before is None:
            return "new"
        return "changed" if differs(before, statement(row)) else "unchanged"

    def _count(self, standing: str) -> None:
        setattr(self.intake, standing, getattr(self.intake, standing) + 1)


def _double(row: dict[str, Any], draft: Draft) -> Rejection:
    return Rejection(
        row["path"],
        "double_identity",
        f"another text of this run has the same source and identity ({row['source']}); "
        "give each document its own id, or leave one of them out",
        draft.raw,
        draft.name,
        draft.within,
        draft.statement,
    )
