"""The bytes of every input that gave a document, kept by digest, and receipts of what they gave.

A receipt is a row: a document, the digest of the input that it was read from, and how it was read
from there. So the whole warehouse can be made anew when its sources are gone: the last receipt of
each document tells where it comes from.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl

from flows.sources.discover import Input
from flows.sources.drafts import Rules, Statement, Unfit
from flows.sources.manifest import read_sidecar
from flows.work.files import replace_whole
from warehouse.retractions import archive_of

_PIECE = 1 << 20
# `input` is the digest of the bytes; `name`, `stated` and `rules` are JSON, `name` so that a name
# that is no text can be told.
_RECEIPT = {
    **dict.fromkeys(("document_id", "text_sha256", "raw_sha256", "input", "name"), pl.String()),
    **dict.fromkeys(("path", "folder", "stated", "rules", "run_id"), pl.String()),
    "received_at": pl.Datetime("us"),
}
_READING = ("input", "name", "path", "folder", "stated", "rules")
Receipt = dict[str, Any]


class Archive:
    """What is kept beside a warehouse, and what this run adds to it."""

    def __init__(self, warehouse: Path) -> None:
        self._folder = archive_of(warehouse)
        self._news: list[Receipt] = []
        self._read_again: list[Receipt] = []
        self._last: tuple[Path, Receipt] | None = None

    def keep(self, row: dict[str, Any], given: Input, is_news: bool) -> None:
        """Keep the bytes of the input that gave the document, once, and note what it gave."""
        if self._last is None or self._last[0] != given.file:
            self._last = given.file, self._reading(given)
        told = {name: row[name] for name in ("document_id", "text_sha256", "raw_sha256")}
        (self._news if is_news else self._read_again).append({**told, **self._last[1]})

    def close(self, run: dict[str, Any], loaded: Collection[str]) -> None:
        """Write the receipts of the documents that the run loads."""
        news, again = (
            pl.DataFrame([r for r in receipts if r["document_id"] in loaded], schema=_RECEIPT)
            for receipts in (self._news, self._read_again)
        )
        if not again.is_empty():  # a receipt need not say twice where a document comes from
            told = ["document_id", "text_sha256", *_READING]
            again = again.join(self.receipts(), on=told, how="anti", nulls_equal=True)
        receipts = pl.concat([news, again]).with_columns(
            run_id=pl.lit(run["run_id"]), received_at=pl.lit(run["finished_at"], pl.Datetime("us"))
        )
        if receipts.is_empty():
            return
        target = self._folder / "receipts" / f"{run['run_id']}.parquet"
        replace_whole(target, receipts.write_parquet)

    def receipts(self) -> pl.DataFrame:
        """Every receipt, the oldest first."""
        files = sorted((self._folder / "receipts").glob("[!.]*.parquet"))
        rows = [pl.read_parquet(file) for file in files]
        return pl.concat([pl.DataFrame(schema=_RECEIPT), *rows]).sort("received_at", "run_id")

    def inputs(self, receipts: pl.DataFrame, place: Path) -> Iterator[tuple[Input, set[str]]]:
        """The inputs of the receipts, each once, and which of their documents are meant.

        Each lies in `place` under its own name while it is read. Bytes that are gone are left out.
        """
        by_input = receipts.group_by(_READING, maintain_order=True).agg("document_id")
        for row in by_input.iter_rows(named=True):
            kept = self._bytes(row["input"])
            if not kept.is_file():
                continue
            file = place / uuid4().hex / json.loads(row["name"])
            file.parent.mkdir(parents=True)
            file.symlink_to(kept)
            try:
                stated, rules = Statement(**json.loads(row["stated"])), json.loads(row["rules"])
                yield (
                    Input(file, row["path"], row["folder"], stated, Rules(**rules)),
                    set(row["document_id"]),
                )
            finally:
                file.unlink()
                file.parent.rmdir()

    def _reading(self, given: Input) -> Receipt:
        return {
            "input": self._keep_bytes(given.file),
            "name": json.dumps(given.file.name),
            "path": given.path,
            "folder": given.folder,
            "stated": json.dumps(asdict(beside(given))),
            "rules": json.dumps(asdict(given.rules), default=dict),
        }

    def _keep_bytes(self, file: Path) -> str:
        """Copy the file under the digest of what was copied; bytes that are there stay."""
        self._folder.mkdir(parents=True, exist_ok=True)
        writing = self._folder / f".{uuid4().hex}.writing"
        digest = sha256()
        try:
            with file.open("rb") as given, writing.open("wb") as copy:
                while piece := given.read(_PIECE):
                    digest.update(piece)
                    copy.write(piece)
            kept = self._bytes(digest.hexdigest())
            if not kept.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                writing.rename(kept)
        finally:
            writing.unlink(missing_ok=True)
        return digest.hexdigest()

    def _bytes(self, digest: str) -> Path:
        return self._folder / "bytes" / digest[:2] / digest


def beside(given: Input) -> Statement:
    """What stands beside the input: with the bytes alone it would be lost."""
    try:
        return read_sidecar(given.file).over(given.stated)
    except Unfit:
        return given.stated


def last_receipts(receipts: pl.DataFrame, texts: dict[str, str]) -> pl.DataFrame:
    """One receipt a document: the last, where `texts` names its text the last that gave that."""
    meant = pl.col("document_id").replace_strict(texts, default=None, return_dtype=pl.String)
    return receipts.filter(meant.is_null() | (meant == pl.col("text_sha256"))).unique(
        "document_id", keep="last", maintain_order=True
    )
