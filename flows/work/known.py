"""What the warehouse knows before a run: its documents, and what waits in quarantine."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from flows.settings import Settings
from flows.work.kept import Kept, kept_of
from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars
from schemas.warehouse import DOCUMENTS
from warehouse.errors import WarehouseMissing
from warehouse.quarantine import set_aside_rows
from warehouse.read import Reader

_STATED = ("start", "end", "basis")
_COLUMNS = ("document_id", "text_sha256", "title", *(f"published_{part}" for part in _STATED))
_DATED = ("published_start", "published_end", "published_precision", "published_because")

# An input is told by the folder that was named and its path there, as a document's key is.
Place = tuple[str | None, str]
# Digest of the text, title, first day and day after: the last two only where they are stated.
Stated = list[str | None]


@dataclass(slots=True)
class Waiting:
    """What is set aside and not rejected, by where it comes from; and what of it was met.

    `asked` are the rows that a person released and no run has read since, by key.
    """

    by_input: dict[Place, list[str]] = field(default_factory=dict)
    by_document: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    _read: set[str] = field(default_factory=set)

    def meet(self, place: Place) -> None:
        """The input there is read in this run, whatever comes of it."""
        self._read.update(self.by_input.get(place, ()))

    def is_place_asked(self, place: Place) -> bool:
        """Whether something of the input there was released and no run has read it since."""
        return any(key in self.asked for key in self.by_input.get(place, ()))

    def is_asked(self, document: str) -> bool:
        """Whether the document is to be read again though nothing in it is new."""
        return any(key in self.asked for key in self.by_document.get(document, ()))

    def kept_inputs(self, settings: Settings) -> Iterator[Kept]:
        """Released inputs that were not met, as far as their bytes were kept: they are met now."""
        for key, row in self.asked.items():
            if key in self._read:
                continue
            kept = kept_of(json.loads(row["payload"]), row["path"], settings.set_aside)
            if kept:
                self._read.add(key)
                yield kept

    def read_again(self, documents: Iterator[str]) -> list[str]:
        """Keys of the rows whose input was met, or whose document is among those read."""
        of_documents = {key for name in documents for key in self.by_document.get(name, ())}
        return sorted(self._read | of_documents)


@dataclass(slots=True)
class Known:
    """Rows of `documents`, without their texts, and what waits.

    `stored` are DOCUMENT rows of the documents that are to be read again.
    """

    documents: pl.DataFrame
    waiting: Waiting
    stored: pl.DataFrame

    def statements(self) -> dict[str, Stated]:
        """What is stated of each document, by its key."""
        stated = pl.col("published_basis") == "metadata"
        dates = (
            pl.when(stated).then(pl.col(f"published_{part}").cast(pl.String)).alias(part)
            for part in ("start", "end")
        )
        rows = self.documents.select("document_id", "text_sha256", "title", *dates)
        return {key: told for key, *told in rows.iter_rows()}


def statement(row: dict[str, Any]) -> Stated:
    """What is stated of a DOCUMENT row: digest of its text, title, first day and day after."""
    dates = (row["published_start"], row["published_end"])
    stated = row["published_basis"] == "metadata"
    return [row["text_sha256"], row["title"], *(str(day) if stated else None for day in dates)]


def differs(before: Stated, now: Stated) -> bool:
    """Whether the text or what is stated of it is another; a title left out is no news."""
    title_is_news = now[1] is not None and before[1] != now[1]
    return title_is_news or (before[0], *before[2:]) != (now[0], *now[2:])


def known(warehouse: Path) -> Known:
    """What the current version and the decisions beside it tell; nothing where there is none."""
    waiting = _waiting(warehouse)
    try:
        with Reader(warehouse) as reader:
            documents = reader.frame(f"SELECT {', '.join(_COLUMNS)} FROM documents")
            return Known(documents, waiting, _stored(reader, waiting))
    except WarehouseMissing:
        empty = to_polars(DOCUMENTS).to_frame().select(_COLUMNS)
        return Known(empty, waiting, to_polars(DOCUMENT).to_frame())


def _waiting(warehouse: Path) -> Waiting:
    waiting = Waiting()
    for row in set_aside_rows(warehouse):
        if row["state"] != "held" and not row["awaits_run"]:
            continue
        key = row["quarantine_id"]
        if row["awaits_run"]:
            waiting.asked[key] = row
        if row["document_id"]:
            waiting.by_document.setdefault(row["document_id"], []).append(key)
        elif row["stage"] == "ingest":
            told = json.loads(row["payload"])
            place = (told.get("folder"), told.get("input", row["path"]))
            waiting.by_input.setdefault(place, []).append(key)
    return waiting


def _stored(reader: Reader, waiting: Waiting) -> pl.DataFrame:
    """The texts that are to be read again, in case that no source hands them over any more.

    What the text itself told of its date is left out: it is read again. The hour of publication is
    not stored, so that a source comes first.
    """
    keys = [name for name in waiting.by_document if waiting.is_asked(name)]
    if not keys:
        return to_polars(DOCUMENT).to_frame()
    rows = reader.frame("FROM documents WHERE list_contains($keys, document_id)", {"keys": keys})
    stated = pl.col("published_basis") == "metadata"
    return rows.with_columns(
        *(pl.when(stated).then(name).alias(name) for name in (*_DATED, "published_basis")),
        published_at=pl.lit(None, to_polars(DOCUMENT)["published_at"]),
    ).select(DOCUMENT.names)
