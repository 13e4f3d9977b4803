"""What stands beside a document: a manifest of its folder, and sidecars of single files."""

import csv
import json
import tomllib
from pathlib import Path

from flows.sources.decode import decode
from flows.sources.drafts import NOTHING, Statement, Unfit

MANIFEST = "manifest.csv"
SIDECARS = (".meta.json", ".meta.toml")


class ManifestError(Exception):
    """A manifest that cannot be used: reading on would lose the dates and titles it states."""


def is_beside(name: str) -> bool:
    """Whether the file tells of documents rather than being one."""
    return name in (MANIFEST, "sources.toml") or name.endswith(SIDECARS)


def read_manifest(folder: Path) -> dict[Path, Statement]:
    """What the folder's `manifest.csv` states of each file, by the file's path; empty without one.

    Columns `path` (from the folder), and where known `source`, `title`, `published`, `id`; further
    columns are for people. Raises ManifestError where the file cannot be used.
    """
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    try:
        stated = manifest_rows(file.read_bytes())
    except (OSError, Unfit, csv.Error) as error:
        raise ManifestError(f"{file} cannot be read: {error}") from None
    return {folder / path: statement for path, statement in stated.items()}


def manifest_rows(raw: bytes) -> dict[str, Statement]:
    """The statements by the path that they speak of; raises Unfit or csv.Error for no manifest."""
    text, _ = decode(raw)
    rows = list(csv.DictReader(text.splitlines(), strict=True))
    if rows and "path" not in rows[0]:
        raise Unfit(
            "manifest_broken", "it has no column `path`; name the files in it, or rename it"
        )
    return {row["path"]: _statement(row) for row in rows if row["path"]}


def read_sidecar(file: Path) -> Statement:
    """What `NAME.ext.meta.json` or `NAME.ext.meta.toml` states of the file beside it.

    Raises Unfit where it cannot be read: a document is not loaded without what is known of it.
    """
    for suffix in SIDECARS:
        sidecar = file.with_name(file.name + suffix)
        if sidecar.is_file():
            try:
                return sidecar_statement(sidecar.name, sidecar.read_bytes())
            except OSError as error:
                raise _broken(sidecar.name, error) from None
    return NOTHING


def sidecar_statement(name: str, raw: bytes) -> Statement:
    """What the sidecar of that name states; raises Unfit where it cannot be read."""
    try:
        text, _ = decode(raw)
        held = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    except (Unfit, ValueError, RecursionError) as error:
        raise _broken(name, error) from None
    if not isinstance(held, dict):
        raise Unfit("sidecar_broken", f"{name} holds no table of statements; mend it")
    return _statement(held)


def _broken(name: str, error: Exception) -> Unfit:
    return Unfit("sidecar_broken", f"{name} cannot be read: {error}; mend it")


def _statement(held: dict[str, object]) -> Statement:
    told = {name: str(value) for name, value in held.items() if value not in (None, "")}
    return Statement(told.get("id"), told.get("source"), told.get("title"), told.get("published"))
