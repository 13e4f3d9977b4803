"""Documents that were withdrawn, in a ledger beside the warehouse that outlives every version.

One line of JSON each time a document is withdrawn or comes back; nothing is ever taken out. What is
withdrawn is a document with the text that it had: when its source hands over another text, that
is news.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

WITHDRAWN, RESTORED = "withdrawn", "restored"
_LEDGER = "retractions.jsonl"


@dataclass(frozen=True, slots=True)
class Retraction:
    """A document that was withdrawn or, by `state`, came back: which, when (UTC), and why."""

    document_id: str
    text_sha256: str
    raw_sha256: str
    source: str
    path: str
    title: str | None
    because: str
    state: str
    at: str

    @property
    def told(self) -> str:
        """What to say where the document is met again."""
        return (
            f"withdrawn {self.at[:10]} ({self.because}); it stays away. "
            f"To let it come back: dashiji retract --undo {self.document_id}"
        )


def archive_of(warehouse: Path) -> Path:
    """The folder of what a warehouse can be made from anew: `<name>.archive` beside the name."""
    return warehouse.with_name(f"{warehouse.stem}.archive")


def write_down(warehouse: Path, entries: list[Retraction]) -> None:
    """Add the entries to the ledger, for good before this returns."""
    ledger = archive_of(warehouse) / _LEDGER
    ledger.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)
    # After a line that was cut off a new one begins.
    torn = ledger.exists() and not ledger.read_bytes().endswith(b"\n")
    with ledger.open("ab") as file:
        file.write((b"\n" if torn else b"") + lines.encode("utf-8", "backslashreplace"))
        file.flush()
        os.fsync(file.fileno())


def retractions(warehouse: Path) -> list[Retraction]:
    """How every document stands that was ever withdrawn, by its last entry, oldest first."""
    last: dict[tuple[str, str], Retraction] = {}
    for entry in _entries(archive_of(warehouse) / _LEDGER):
        key = (entry.document_id, entry.text_sha256)
        last.pop(key, None)
        last[key] = entry
    return [*last.values()]


def insert_retractions(connection: "duckdb.DuckDBPyConnection", warehouse: Path) -> None:
    """Write the ledger into the version being built."""
    rows = [
        (*astuple(entry)[:-1], datetime.fromisoformat(entry.at)) for entry in retractions(warehouse)
    ]
    if rows:
        names = ", ".join(Retraction.__slots__).replace(", at", ", changed_at")
        holes = ", ".join("?" * len(Retraction.__slots__))
        connection.executemany(f"INSERT INTO ops.retractions ({names}) VALUES ({holes})", rows)


def _entries(ledger: Path) -> Iterator[Retraction]:
    if not ledger.exists():
        return
    for line in ledger.read_bytes().splitlines():
        try:
            entry = Retraction(**json.loads(line))
            datetime.fromisoformat(entry.at)
        except (ValueError, TypeError):
            continue  # cut off while it was written: its command never said that it was done
        yield entry
