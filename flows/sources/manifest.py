"""What stands beside a document: a manifest of its folder, and sidecars of single files."""

import csv
import json
import tomllib
from pathlib import Path

from flows.sources.decode import decode
from flows.sources.drafts import Statement, Unfit

MANIFEST = "manifest.csv"
_SIDECARS = (".meta.json", ".meta.toml")


class ManifestError(Exception):
    """A manifest that cannot be used: reading on would lose the dates and titles it states."""


def is_beside(name: str) -> bool:
    """Whether the file tells of documents rather than being one."""
    return name in (MANIFEST, "sources.toml") or name.endswith(_SIDECARS)


def read_manifest(folder: Path) -> dict[Path, Statement]:
    """What the folder's `manifest.csv` states of each file, by the file's path; empty without one.

    Columns `path` (from the folder), and where known `source`, `title`, `published`, `id`; further
    columns are for people. Raises ManifestError where the file cannot be used.
    """
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    try:
        text, _ = decode(file.read_bytes())
        rows = list(csv.DictReader(text.splitlines(), strict=True))
    except (OSError, Unfit, csv.Error) as error:
        raise ManifestError(f"{file} cannot be read: {error}") from None
    if rows and "path" not in rows[0]:
        raise ManifestError(f"{file} has no column `path`; name the files in it, or rename it")
    return {folder / row["path"]: _statement(row) for row in rows if row["path"]}


def read_sidecar(file: Path) -> Statement:
    """What `NAME.ext.meta.json` or `NAME.ext.meta.toml` states of the file beside it.

    Raises Unfit where it cannot be read: a document is not loaded without what is known of it.
    """
    for suffix in _SIDECARS:
        sidecar = file.with_name(file.name + suffix)
        if sidecar.is_file():
            return _read(sidecar)
    return Statement()


def _read(sidecar: Path) -> Statement:
    try:
        text, _ = decode(sidecar.read_bytes())
        held = json.loads(text) if sidecar.suffix == ".json" else tomllib.loads(text)
    except (OSError, Unfit, ValueError, RecursionError) as error:
        raise Unfit("sidecar_broken", f"{sidecar.name} cannot be read: {error}; mend it") from None
    if not isinstance(held, dict):
        raise Unfit("sidecar_broken", f"{sidecar.name} holds no table of statements; mend it")
    return _statement(held)


def _statement(held: dict[str, object]) -> Statement:
    told = {name: str(value) for name, value in held.items() if value not in (None, "")}
    return Statement(told.get("id"), told.get("source"), told.get("title"), told.get("published"))
