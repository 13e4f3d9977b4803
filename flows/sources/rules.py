"""`sources.toml`: what the files of a folder are, where they do not say it themselves."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from flows.sources.decode import decode
from flows.sources.drafts import Rules, Unfit
from flows.sources.registry import FORMS

RULES = "sources.toml"
_FIELDS = {"text", "title", "published", "source", "id"}
_KEYS = {"files", "source", "rank", "form", "encoding", "records", "stories", "fields"}


class RulesError(Exception):
    """A `sources.toml` that cannot be used: reading on would lose what it states."""


@dataclass(frozen=True, slots=True)
class FolderRules:
    """The tables of one `sources.toml`, in their order, and the folder that it stands in."""

    folder: Path
    patterns: tuple[tuple[str, Rules], ...]

    def of(self, file: Path) -> Rules | None:
        """The rules of the first table whose pattern fits the file; None where none does."""
        if not file.is_relative_to(self.folder):
            return None
        path = file.relative_to(self.folder).as_posix()
        return next((rules for pattern, rules in self.patterns if fits(path, pattern)), None)


def fits(path: str, pattern: str) -> bool:
    """Whether the path fits: `*` stands for anything, folders as well; a bare name for any folder.

    >>> fits("a/b/c.html", "*.html"), fits("a/b/c.html", "a/*"), fits("b/c.html", "a/*")
    (True, True, False)
    """
    return fnmatchcase(path, pattern.replace("**", "*"))


def read_rules(folder: Path) -> FolderRules | None:
    """What the folder's `sources.toml` says; None without one.

    Raises RulesError naming what in it cannot be used.
    """
    file = folder / RULES
    if not file.is_file():
        return None
    try:
        text, _ = decode(file.read_bytes())
        held = tomllib.loads(text)
    except (OSError, Unfit, ValueError, RecursionError) as error:
        raise RulesError(f"{file} cannot be read: {error}; mend it") from None
    try:
        return FolderRules(folder, tuple(_tables(held)))
    except ValueError as error:
        raise RulesError(f"{file}: {error}") from None


def _tables(held: dict[str, Any]) -> list[tuple[str, Rules]]:
    unknown = set(held) - {"files", "names", "ranks"}
    if unknown:
        raise ValueError(f"{_list(unknown)} is not known; it takes [[files]], [names] and [ranks]")
    names = _strings(held.get("names", {}), "names")
    ranks = held.get("ranks", {})
    if not isinstance(ranks, dict) or not all(map(_is_rank, ranks.values())):
        raise ValueError("[ranks] takes names of sources with whole numbers from 1")
    tables = held.get("files", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise ValueError("write [[files]] with two brackets, once for each kind of file")
    patterns = [_table(table, names, ranks) for table in tables]
    return [*patterns, ("*", Rules(names=names, ranks=ranks))]


def _table(
    table: dict[str, Any], names: dict[str, str], ranks: dict[str, int]
) -> tuple[str, Rules]:
    unknown = set(table) - _KEYS
    if unknown:
        raise ValueError(f"{_list(unknown)} is not known; [[files]] takes {_list(_KEYS)}")
    fields = _strings(table.get("fields", {}), "fields")
    if set(fields) - _FIELDS:
        raise ValueError(f"{_list(set(fields) - _FIELDS)} is no field; there are {_list(_FIELDS)}")
    rank = table.get("rank")
    if rank is not None and not _is_rank(rank):
        raise ValueError(f"rank {rank!r} is no whole number from 1")
    told = {key: table[key] for key in _KEYS - {"rank", "fields"} if key in table}
    _strings(told, "files")
    if told.get("form", "text") not in FORMS:
        raise ValueError(f"{told['form']!r} is no form; there are {', '.join(FORMS)}")
    pattern = told.pop("files", "*")
    return pattern, Rules(**told, rank=rank, fields=fields, names=names, ranks=ranks)


def _is_rank(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _strings(held: Any, name: str) -> dict[str, str]:
    if not isinstance(held, dict) or not all(isinstance(one, str) for one in held.values()):
        raise ValueError(f"{name} takes names with strings in quotation marks")
    return held


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names))
