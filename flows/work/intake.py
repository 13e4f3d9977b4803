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
from flows.work.files import write_whole
from flows.work.kept import Kept, payload_of, read_kept
from flows.work.known import Known
from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars

_DATES = ("published_basis", "published_start", "published_end")


@dataclass(slots=True)
class Intake:
    """What was met. `shards` are files of DOCUMENT rows, `rejections` await quarantine.

    `seen` counts documents and inputs at the door, each once; the other numbers tell what became
    of them. `read` tells of each document in the shards whether it is `new`, `changed` or
    `unchanged`; `notes` what was read otherwise than stated; `read_again` which rows set aside
    before were read anew, by their keys.
    """

    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    shards: list[Path] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    rejections: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read_again: list[str] = field(default_factory=list)

    @property
    def set_aside(self) -> int:
        """Inputs that go to quarantine."""
        return len(self.rejections)


def take_in(
    paths: Iterable[Path], known: Known, settings: Settings, reread: bool = False
) -> Intake:
    """Read every input below the paths and cut what is new or changed into shards.

    With `reread`, unchanged documents go into the shards as well; so do those of which a person
    released a row. What was released and is met nowhere is read from where it is kept. Raises
    NoInput, ManifestError, and OSError where the cache cannot be written.
    """
    taker = _Taker(known, settings, reread)
    for found in discover(list(paths)):
        taker.meet(found)
    for kept in known.waiting.kept_inputs(settings):
        taker.meet_kept(kept)
    taker.take_stored(known.stored)
    taker.close()
    return taker.intake


class _Taker:
    """The shard being filled, and what was met so far."""

    def __init__(self, known: Known, settings: Settings, reread: bool) -> None:
        self.intake = Intake()
        self._known = _statements(known.documents)
        self._waiting = known.waiting
        self._settings = settings
        self._reread = reread
        self._met: dict[str, str] = {}
        self._rows: list[dict[str, Any]] = []
        self._bytes = 0

    def meet(self, found: Input | Rejection) -> None:
        """Count what the input holds, and take it or reject it."""
        if isinstance(found, Rejection):
            self._waiting.meet((None, found.path))
            self.intake.seen += 1
            self.reject(found)
            return
        self._waiting.meet((found.folder, found.path))
        self._waiting.meet((None, found.path))
        for held in read_input(found, self._settings.largest_input):
            self._met_one(held, found)

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
        if key in self._met:
            self._meet_again(row, draft, given)
            return
        self._met[key] = text
        if draft.statement.published and row["published_start"] is None:
            self.intake.notes.append(
                f"{row['path']}: {draft.statement.published[:40]!r} is no date that can be read; "
                "the text decides"
            )
        standing = self._standing(row)
        self._count(standing)
        if standing != "unchanged" or self._reread or self._waiting.is_asked(key):
            self._read(row, standing)

    def take_stored(self, stored: pl.DataFrame) -> None:
        """Read again, as the warehouse holds them, what is to be read again and was not met."""
        for row in stored.to_dicts():
            if row["document_id"] not in self._met:
                self._met[row["document_id"]] = row["text_sha256"]
                self.intake.seen += 1
                self._count("unchanged")
                self._read(row, "unchanged")

    def reject(self, rejection: Rejection, given: Input | None = None) -> None:
        """Keep the bytes, and a row for the quarantine that tells what they were."""
        payload = payload_of(rejection, given)
        if rejection.raw:
            write_whole(
                self._settings.set_aside / payload["kept"],
                lambda file: file.write_bytes(rejection.raw),
            )
        self.intake.rejections.append(
            {
                "stage": "ingest",
                "path": rejection.path,
                "rule": rejection.rule,
                "reason": rejection.reason,
                "payload": json.dumps(payload, ensure_ascii=False),
            }
        )

    def close(self) -> None:
        """Write the last shard, and tell what of the quarantine was read and what was not."""
        self._close_shard()
        self.intake.read_again = self._waiting.read_again(iter(self.intake.read))
        missed = self._waiting.asked.keys() - set(self.intake.read_again)
        self.intake.notes += [
            f"{self._waiting.asked[key]['path']}: released ({key}), but it is not below the paths "
            "and was not kept; it waits"
            for key in sorted(missed)
        ]

    def _read(self, row: dict[str, Any], standing: str) -> None:
        self.intake.read[row["document_id"]] = standing
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
        return "changed" if _differs(before, row) else "unchanged"

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


def _statements(known: pl.DataFrame) -> dict[str, tuple[Any, ...]]:
    names = ("document_id", "text_sha256", "title", *_DATES)
    return {row["document_id"]: _statement(row) for row in known.select(names).to_dicts()}


def _statement(row: dict[str, Any]) -> tuple[Any, ...]:
    stated = row["published_basis"] == "metadata"
    dates = (row["published_start"], row["published_end"]) if stated else (None, None)
    return (row["text_sha256"], row["title"], *dates)


def _differs(before: tuple[Any, ...], row: dict[str, Any]) -> bool:
    """Whether the text or what is stated of it is another; a title left out is no news."""
    now = _statement(row)
    return (before[0], *before[2:]) != (now[0], *now[2:]) or (
        row["title"] is not None and before[1] != row["title"]
    )
