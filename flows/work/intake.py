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
from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars

# As much of a rejected input as shows what it was.
_HEAD_BYTES = 400
_DATES = ("published_basis", "published_start", "published_end")


@dataclass(slots=True)
class Intake:
    """What was met. `shards` are files of DOCUMENT rows, `rejections` await quarantine.

    `read` tells of each document in the shards whether it is `new`, `changed` or `unchanged`;
    `notes` what was read otherwise than stated.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    shards: list[Path] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    rejections: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def set_aside(self) -> int:
        """Inputs that go to quarantine."""
        return len(self.rejections)

    @property
    def seen(self) -> int:
        """Documents and inputs met, each counted once."""
        return self.new + self.changed + self.unchanged + self.set_aside


def take_in(
    paths: Iterable[Path], known: pl.DataFrame, settings: Settings, reread: bool = False
) -> Intake:
    """Read every input below the paths and cut what is new or changed into shards.

    `known` holds the current rows of `documents`, at least `document_id`, `text_sha256`, `title`
    and `published_*`. With `reread`, unchanged documents go into the shards as well. Raises
    NoInput, ManifestError, and OSError where the cache cannot be written.
    """
    taker = _Taker(_statements(known), settings, reread)
    for found in discover(list(paths)):
        if isinstance(found, Rejection):
            taker.reject(found)
            continue
        for held in read_input(found, settings.largest_input):
            if isinstance(held, Rejection):
                taker.reject(held)
            else:
                taker.take(held, found)
    taker.close_shard()
    return taker.intake


class _Taker:
    """The shard being filled, and what was met so far."""

    def __init__(self, known: dict[str, tuple[Any, ...]], settings: Settings, reread: bool) -> None:
        self.intake = Intake()
        self._known = known
        self._settings = settings
        self._reread = reread
        self._met: dict[str, str] = {}
        self._rows: list[dict[str, Any]] = []
        self._bytes = 0

    def take(self, draft: Draft, given: Input) -> None:
        """Count the document; put it into the shard where it is to be read."""
        row = document_row(draft, given)
        key, text = row["document_id"], row["text_sha256"]
        if key in self._met:
            self._meet_again(row, draft)
            return
        self._met[key] = text
        if draft.statement.published and row["published_start"] is None:
            self.intake.notes.append(
                f"{row['path']}: {draft.statement.published[:40]!r} is no date that can be read; "
                "the text decides"
            )
        standing = self._standing(row)
        self._count(standing)
        if standing != "unchanged" or self._reread:
            self.intake.read[key] = standing
            self._rows.append(row)
            self._bytes += len(draft.raw)
        if self._bytes >= self._settings.shard_bytes:
            self.close_shard()

    def reject(self, rejection: Rejection) -> None:
        """Keep the bytes, and a row for the quarantine."""
        payload: dict[str, Any] = {}
        if rejection.raw:
            name = sha256(rejection.raw).hexdigest()
            head = rejection.raw[:_HEAD_BYTES].decode("utf-8", "backslashreplace")
            payload = {"sha256": name, "bytes": len(rejection.raw), "head": head}
            write_whole(
                self._settings.set_aside / name, lambda file: file.write_bytes(rejection.raw)
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

    def close_shard(self) -> None:
        """Write the shard, if it holds anything, under the digest of what it holds."""
        if not self._rows:
            return
        frame = pl.DataFrame(self._rows, schema=to_polars(DOCUMENT))
        described = frame.drop("text").write_json().encode()
        target = self._settings.cache / "shards" / f"{sha256(described).hexdigest()[:32]}.parquet"
        self.intake.shards.append(write_whole(target, frame.write_parquet))
        self._rows, self._bytes = [], 0

    def _meet_again(self, row: dict[str, Any], draft: Draft) -> None:
        if self._met[row["document_id"]] == row["text_sha256"]:
            self._count("unchanged")
        else:
            self.reject(_double(row, draft))

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
