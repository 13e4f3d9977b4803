"""Documents that no source hands over in this run, read from where they are kept."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from flows.settings import Settings
from flows.sources.discover import Input
from flows.sources.documents import document_row
from flows.sources.drafts import Rejection
from flows.sources.read import read_input
from flows.work.archive import Archive, last_receipts
from flows.work.known import Known

# So many stored texts are in memory at a time.
_AT_ONCE = 200
Row = tuple[dict[str, Any], Input | None]


def kept_documents(
    known: Known, settings: Settings, wanted: set[str] | None, met: set[str]
) -> Iterator[Row]:
    """Rows of DOCUMENT, each with the kept input that it was read from anew.

    Of the documents `wanted`, or of all: those that are current and those that the archive holds;
    but not of those `met`. Where the archive does not give a document any more, its row has the
    text that the warehouse holds, and no input.
    """
    if wanted is not None and not wanted - met:
        return
    archive = Archive(known.warehouse)
    receipts = last_receipts(archive.receipts(), known.texts())
    if wanted is None:
        wanted = {*known.documents["document_id"], *receipts["document_id"]}
    left = wanted - met
    receipts = receipts.filter(pl.col("document_id").is_in([*left]))
    for given, meant in archive.inputs(receipts, settings.cache / "kept"):
        for row in _rows(given, settings):
            if row["document_id"] in meant & left:
                left.remove(row["document_id"])
                yield row, given
    yield from _stored(known, sorted(left))


def _stored(known: Known, keys: list[str]) -> Iterator[Row]:
    for begin in range(0, len(keys), _AT_ONCE):
        for row in known.stored(keys[begin : begin + _AT_ONCE]).to_dicts():
            yield row, None


def _rows(given: Input, settings: Settings) -> Iterator[dict[str, Any]]:
    for held in read_input(given, settings.largest_input):
        if not isinstance(held, Rejection):
            yield document_row(held, given)
