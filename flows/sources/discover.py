"""Which inputs there are: files named, and files in folders, in one order."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.sources.drafts import NO_RULES, NOTHING, Rejection, Rules, Statement
from flows.sources.manifest import SIDECARS, is_beside, read_manifest
from flows.sources.rules import FolderRules, read_rules

# Size, time of the last writing, time of the last change of anything about the file, which no
# program can set back.
State = tuple[int, int, int]
Entry = os.DirEntry[str]


class NoInput(Exception):
    """A path that does not exist, or holds nothing to read."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read: `path` is below the folder that was named, `stated` its manifest's row.

    `rules` are those of the nearest `sources.toml` above it that speaks of it. `state` is what the
    folder tells of the file before it is opened, `sidecar` the same of the sidecar beside it.
    """

    file: Path
    path: str
    folder: str
    stated: Statement
    rules: Rules = NO_RULES
    state: State | None = None
    sidecar: State | None = None


def discover(paths: list[Path]) -> Iterator[Input | Rejection]:
    """Every input below the paths, each file once, folders in the order of their names.

    Hidden files and folders are passed over, as are manifests, sidecars and
    `sources.toml`. Links that lead out of the folder, links to folders, folders that cannot be
    looked into, and what is no file (a pipe, a device) become rejections. No file is opened.
    Raises NoInput for a path that is not there, ManifestError for a broken manifest, RulesError
    for a `sources.toml` that cannot be used.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise NoInput(f"{path} does not exist")
        for found in _below(path):
            if len(paths) == 1 or isinstance(found, Rejection):
                yield found
            elif found.file not in seen:
                seen.add(found.file)
                yield found


def _below(path: Path) -> Iterator[Input | Rejection]:
    absolute = os.path.abspath(path)
    if os.path.isdir(absolute):
        yield from _Walk(Path(absolute)).run()
        return
    walk = _Walk(Path(absolute).parent)
    yield walk.named(Path(absolute).name)


class _Walk:
    """The folders below one that was named, with the manifests and rules met on the way."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._manifests: dict[str, Statement] = {}
        self._rules: list[FolderRules] = []
        self._enter("")

    def run(self) -> Iterator[Input | Rejection]:
        """What lies in the folder and below: of each folder its files, then its folders."""
        waiting = [""]
        while waiting:
            here = waiting.pop()
            entries = self._entries(here)
            if isinstance(entries, Rejection):
                yield entries
                continue
            if here:
                self._enter(here)
            yield from self._files(here, entries)
            folders = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
            waiting += [f"{here}{folder.name}/" for folder in reversed(folders)]

    def named(self, name: str) -> Input:
        """One file in the folder itself, whatever else is there."""
        places = [self._root / f"{name}{suffix}" for suffix in ("", *SIDECARS)]
        own, *beside = (_state(place) for place in places)
        sidecar = next((state for state in beside if state), None)
        return self._input(name, own, sidecar, self._rules_near(""))

    def _enter(self, here: str) -> None:
        folder = self._root / here
        self._manifests |= {str(file): told for file, told in read_manifest(folder).items()}
        rules = read_rules(folder)
        if rules:
            self._rules.append(rules)

    def _entries(self, here: str) -> list[Entry] | Rejection:
        try:
            with os.scandir(self._root / here) as found:
                shown = [entry for entry in found if not entry.name.startswith(".")]
        except OSError as error:
            reason = f"the folder cannot be looked into ({error.strerror}); check its permissions"
            return Rejection(as_text(here.rstrip("/") or "."), "unreadable", reason)
        return sorted(shown, key=lambda entry: entry.name)

    def _files(self, here: str, entries: list[Entry]) -> Iterator[Input | Rejection]:
        sidecars = {entry.name: entry for entry in entries if entry.name.endswith(SIDECARS)}
        near = self._rules_near(here)
        for entry in entries:
            if is_beside(entry.name) or entry.is_dir(follow_symlinks=False):
                continue
            path, state = here + entry.name, _state(entry)
            refused = self._refused(path, entry, state)
            beside = [sidecars.get(entry.name + suffix) for suffix in SIDECARS] if sidecars else ()
            sidecar = next(filter(None, beside), None)
            told = _state(sidecar) if sidecar else None
            yield refused or self._input(path, state, told, near)

    def _refused(self, path: str, entry: Entry, state: State | None) -> Rejection | None:
        """The rejection of what is no file, or no file of this folder."""
        if entry.is_symlink() and entry.is_dir():
            return Rejection(as_text(path), "link", "a link to a folder; name it itself")
        if entry.is_symlink() and not self._leads_within(path):
            reason = "a link that leads out of the folder; name its target"
            return Rejection(as_text(path), "link", reason)
        if state and not entry.is_file():
            reason = "a pipe or a device, not a file; remove it"
            return Rejection(as_text(path), "no_file", reason)
        return None

    def _input(
        self, path: str, state: State | None, sidecar: State | None, near: list[FolderRules]
    ) -> Input:
        file = self._root / path
        stated = self._manifests.get(str(file), NOTHING) if self._manifests else NOTHING
        rules = next((found for rules in near if (found := rules.of(file))), NO_RULES)
        return Input(file, as_text(path), self._root.name, stated, rules, state, sidecar)

    def _leads_within(self, path: str) -> bool:
        return (self._root / path).resolve().is_relative_to(self._root.resolve())

    def _rules_near(self, here: str) -> list[FolderRules]:
        """The rules that may speak of files in the folder; those of the deepest folder first."""
        folder = self._root / here
        near = [rules for rules in self._rules if folder.is_relative_to(rules.folder)]
        return sorted(near, key=lambda rules: len(rules.folder.parts), reverse=True)


def _state(place: Entry | Path) -> State | None:
    """None where it cannot be told; whoever opens the file will say why."""
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def as_text(path: str) -> str:
    """The path with bytes that are no text written as escapes."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")
