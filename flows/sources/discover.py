"""Which inputs there are: files named, and files in folders, in one order."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.sources.drafts import NO_RULES, NOTHING, Rejection, Rules, Statement
from flows.sources.manifest import is_beside, read_manifest
from flows.sources.rules import FolderRules, read_rules


class NoInput(Exception):
    """A path that does not exist, or holds nothing to read."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read: `path` is below the folder that was named, `stated` its manifest's row.

    `rules` are those of the nearest `sources.toml` above it that speaks of it.
    """

    file: Path
    path: str
    folder: str
    stated: Statement
    rules: Rules = NO_RULES


def discover(paths: list[Path]) -> Iterator[Input | Rejection]:
    """Every input below the paths, each file once, folders in the order of their names.

    Hidden files and folders are passed over, as are manifests, sidecars and
    `sources.toml`. Links that lead out
    of the folder, links to folders, and what is no file (a pipe, a device) become rejections.
    Raises NoInput for a path that is not there, ManifestError for a broken manifest, RulesError
    for a `sources.toml` that cannot be used.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise NoInput(f"{path} does not exist")
        for found in _below(path):
            key = found.file if isinstance(found, Input) else None
            if key is None or key not in seen:
                yield found
                if key:
                    seen.add(key)


def _below(path: Path) -> Iterator[Input | Rejection]:
    if not path.is_dir():
        file = Path(os.path.abspath(path))
        yield _input(file, file.parent, _Beside(file.parent))
        return
    root = Path(os.path.abspath(path))
    beside = _Beside(root)
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder)
        if here != root:
            beside.add(here)
        for name in folders:
            if (here / name).is_symlink():
                yield _rejected(here / name, root, "link", "a link to a folder; name it itself")
        for name in sorted(names):
            if not name.startswith(".") and not is_beside(name):
                yield _found(here / name, root, beside)


class _Beside:
    """The manifests and rules of the folders that were entered."""

    def __init__(self, root: Path) -> None:
        self.manifests: dict[Path, Statement] = {}
        self._rules: list[FolderRules] = []
        self.add(root)

    def add(self, folder: Path) -> None:
        """Read what stands in one folder more."""
        self.manifests |= read_manifest(folder)
        rules = read_rules(folder)
        if rules:
            self._rules.append(rules)

    def rules_of(self, file: Path) -> Rules:
        """The rules of the file: those of the deepest folder count."""
        if not self._rules:
            return NO_RULES
        near = sorted(self._rules, key=lambda rules: len(rules.folder.parts), reverse=True)
        return next((found for rules in near if (found := rules.of(file))), NO_RULES)


def _found(file: Path, root: Path, beside: _Beside) -> Input | Rejection:
    if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
        return _rejected(file, root, "link", "a link that leads out of the folder; name its target")
    if file.exists() and not file.is_file():
        return _rejected(file, root, "no_file", "a pipe or a device, not a file; remove it")
    return _input(file, root, beside)


def _input(file: Path, root: Path, beside: _Beside) -> Input:
    stated = beside.manifests.get(file, NOTHING)
    return Input(file, below(file, root), root.name, stated, beside.rules_of(file))


def _rejected(file: Path, root: Path, rule: str, reason: str) -> Rejection:
    return Rejection(below(file, root), rule, reason)


def below(file: Path, root: Path) -> str:
    """The file's path from the folder, with `/`, and bytes that are no text written as escapes."""
    relative = file.relative_to(root).as_posix()
    return os.fsencode(relative).decode("utf-8", "backslashreplace")
