"""What the warehouse knows before a run: its documents, what waits, and what was withdrawn."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from flows.settings import Settings
from flows.work.fingerprint import rules_fingerprint
from flows.work.kept import Kept, kept_of
from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars
from schemas.warehouse import DOCUMENTS
from warehouse.errors import WarehouseMissing
from warehouse.quarantine import set_aside_rows
from warehouse.read import Reader
from warehouse.retractions import WITHDRAWN, Retraction, retractions

_STATED = ("start", "end", "basis")
_COLUMNS = (
    *("document_id", "text_sha256", "raw_sha256", "title", "rules_fingerprint"),
    *(f"published_{part}" for part in _STATED),
)
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
class Withdrawn:
    """What people withdrew, by document; and the texts that they let come back, by document."""

    kept_out: dict[str, list[Retraction]] = field(default_factory=dict)
    restored: dict[str, str] = field(default_factory=dict)

    def of(self, row: dict[str, Any]) -> Retraction | None:
        """The retraction that keeps out the document with this text or these bytes."""
        return next(
            (
                entry
                for entry in self.kept_out.get(row["document_id"], ())
                if entry.text_sha256 == row["text_sha256"] or entry.raw_sha256 == row["raw_sha256"]
            ),
            None,
        )


@dataclass(slots=True)
class Known:
    """Rows of `documents`, without their texts, what waits, and what is withdrawn.

    `is_rebuilt` says that all is to be read again, whatever rules have read it.
    """

    warehouse: Path
    documents: pl.DataFrame
    waiting: Waiting
    withdrawn: Withdrawn
    is_rebuilt: bool = False

    def statements(self) -> dict[str, Stated]:
        """What is stated of each document, by its key."""
        stated = pl.col("published_basis") == "metadata"
        dates = (
            pl.when(stated).then(pl.col(f"published_{part}").cast(pl.String)).alias(part)
            for part in ("start", "end")
        )
        rows = self.documents.select("document_id", "text_sha256", "title", *dates)
        return {key: told for key, *told in rows.iter_rows()}

    def to_withdraw(self) -> list[str]:
        """Current documents that were withdrawn since the last version."""
        rows = self.documents.select("document_id", "text_sha256", "raw_sha256")
        withdrawn = rows.filter(pl.col("document_id").is_in([*self.withdrawn.kept_out]))
        return [row["document_id"] for row in withdrawn.to_dicts() if self.withdrawn.of(row)]

    def asked_again(self) -> set[str]:
        """Documents to be read again though no source hands them over: released or restored."""
        current = {*self.documents["document_id"]}
        released = {key for key in self.waiting.by_document if self.waiting.is_asked(key)}
        return (released & current) | self._returning()

    def read_by_others(self) -> set[str] | None:
        """Documents that other rules than today's read last; None where all are to be read."""
        if self.is_rebuilt or self.documents.is_empty():
            return None
        others = pl.col("rules_fingerprint").ne_missing(rules_fingerprint())
        return {*self.documents.filter(others)["document_id"]} | self.asked_again()

    def texts(self) -> dict[str, str]:
        """The digest of the text of each document that is current, or that may come back."""
        current = dict(self.documents.select("document_id", "text_sha256").rows())
        return current | {key: self.withdrawn.restored[key] for key in self._returning()}

    def _returning(self) -> set[str]:
        """Restored documents that no current text stands in the way of."""
        staying = {*self.documents["document_id"]} - set(self.to_withdraw())
        return self.withdrawn.restored.keys() - staying

    def stored(self, keys: list[str]) -> pl.DataFrame:
        """DOCUMENT rows of documents as the warehouse holds their texts, or held them last.

        What the text itself told of its date is left out: it is read again. The hour of
        publication is not stored, so that a source comes first, and the archive.
        """
        if not keys:
            return to_polars(DOCUMENT).to_frame()
        texts = [self.withdrawn.restored.get(key) for key in keys]
        with Reader(self.warehouse) as reader:
            rows = reader.frame(_STORED, {"keys": keys, "texts": texts})
        stated = pl.col("published_basis") == "metadata"
        return rows.with_columns(
            *(pl.when(stated).then(name).alias(name) for name in (*_DATED, "published_basis")),
            published_at=pl.lit(None, to_polars(DOCUMENT)["published_at"]),
        ).select(DOCUMENT.names)


def statement(row: dict[str, Any]) -> Stated:
    """What is stated of a DOCUMENT row: digest of its text, title, first day and day after."""
    dates = (row["published_start"], row["published_end"])
    stated = row["published_basis"] == "metadata"
    return [row["text_sha256"], row["title"], *(str(day) if stated else None for day in dates)]


def differs(before: Stated, now: Stated) -> bool:
    """Whether the text or what is stated of it is another; a title left out is no news."""
    title_is_news = now[1] is not None and before[1] != now[1]
    return title_is_news or (before[0], *before[2:]) != (now[0], *now[2:])


# A document that came back is none of the current ones: its last reading is in history.
_STORED = """
WITH asked AS (SELECT unnest($keys) AS document_id, unnest($texts) AS restored)
SELECT documents.*
FROM documents
INNER JOIN asked USING (document_id)
WHERE asked.restored IS NULL OR documents.text_sha256 = asked.restored
UNION ALL BY NAME
SELECT former.* EXCLUDE (known_from, known_to, superseded_because, superseded_by_run)
FROM history.documents AS former
INNER JOIN asked USING (document_id)
WHERE
    former.text_sha256 = asked.restored
    AND NOT EXISTS (
        FROM documents
        WHERE documents.document_id = former.document_id AND documents.text_sha256 = asked.restored
    )
QUALIFY row_number() OVER (PARTITION BY former.document_id ORDER BY known_to DESC) = 1
"""


def known(warehouse: Path, is_rebuilt: bool = False) -> Known:
    """What the current version and what lies beside it tell; nothing where there is none."""
    try:
        with Reader(warehouse) as reader:
            documents = reader.frame(_documents(reader))
    except WarehouseMissing:
        documents = to_polars(DOCUMENTS).to_frame().select(_COLUMNS)
    waiting, withdrawn = _waiting(warehouse), _withdrawn(warehouse)
    return Known(warehouse, documents, waiting, withdrawn, is_rebuilt)


def _documents(reader: Reader) -> str:
    """The query for what is known of documents; a version may be older than one of the columns."""
    there = {name for name, *_ in reader.query("DESCRIBE documents").rows}
    columns = (name if name in there else f"NULL::VARCHAR AS {name}" for name in _COLUMNS)
    return f"SELECT {', '.join(columns)} FROM documents"


def _withdrawn(warehouse: Path) -> Withdrawn:
    """Where a document was withdrawn with several texts, only the last entry lets one back."""
    withdrawn = Withdrawn()
    for entry in retractions(warehouse):
        if entry.state == WITHDRAWN:
            withdrawn.kept_out.setdefault(entry.document_id, []).append(entry)
            withdrawn.restored.pop(entry.document_id, None)
        else:
            withdrawn.restored[entry.document_id] = entry.text_sha256
    return withdrawn


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
