"""ZIP archives, read in memory: nothing is ever written where a member's name says."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from flows.sources.containers.members import Budget, read_member
from flows.sources.drafts import MANY, Content, Draft, Rejection, Statement, Unfit, too_large
from flows.sources.kinds import BROKEN_ZIP
from flows.sources.manifest import (
    MANIFEST,
    SIDECARS,
    is_beside,
    manifest_rows,
    sidecar_statement,
)

_IN_UTF8, _ENCRYPTED = 0x800, 0x1


def read_zip(content: Content) -> Iterator[Draft | Rejection]:
    """What each member holds, in the order of their names.

    Hidden files and what systems put beside files are passed over; manifests and sidecars speak
    of the members as they do in a folder. Raises Unfit for what is no
    ZIP archive; a member that cannot be read is lost alone.
    """
    try:
        archive = ZipFile(BytesIO(content.raw))
    except BROKEN_ZIP as error:
        raise Unfit(
            "archive_broken", f"not a ZIP archive that opens: {error}; pack it anew"
        ) from None
    with archive:
        named = sorted((name_of(info), place) for place, info in enumerate(archive.infolist()))
        infos = archive.infolist()
        budget = Budget(content)
        members = {name: infos[place] for name, place in named}
        if not any(map(is_document, members)):
            raise Unfit("empty", "the archive holds no file; nothing to read")
        stated = _stated(archive, members, content, budget)
        for name, place in named:
            if is_document(name):
                for found in _member(archive, infos[place], name, content, budget):
                    yield _told(found, name, stated)


def name_of(info: ZipInfo) -> str:
    """The member's name; one that is not marked as UTF-8 may be in the older Chinese encoding."""
    name = info.filename
    if not info.flag_bits & _IN_UTF8:
        for codec in ("utf-8", "gb18030"):
            try:
                return name.encode("cp437").decode(codec)
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
    return name


def is_document(name: str) -> bool:
    """Whether the member is a file that people put there."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.endswith("/") or not parts or "__MACOSX" in parts:
        return False
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not hidden and not is_beside(parts[-1])


def _stated(
    archive: ZipFile, members: dict[str, ZipInfo], content: Content, budget: Budget
) -> dict[str, Statement]:
    """What manifests and sidecars in the archive state, by the name of the member."""
    stated: dict[str, Statement] = {}
    try:
        for name, info in members.items():
            folder, _, own = name.rpartition("/")
            if own == MANIFEST:
                rows = manifest_rows(_unpacked(archive, info, name, content, budget))
                before = f"{folder}/" if folder else ""
                stated |= {f"{before}{path}": told for path, told in rows.items()}
        for name, info in members.items():
            if name.endswith(SIDECARS):
                raw = _unpacked(archive, info, name, content, budget)
                member = name.removesuffix(SIDECARS[0]).removesuffix(SIDECARS[1])
                told = sidecar_statement(name, raw)
                stated[member] = told.over(stated.get(member, Statement()))
    except (Unfit, csv.Error) as error:
        raise Unfit(
            "manifest_broken", f"{name} in the archive cannot be used: {error}; mend it"
        ) from None
    return stated


def _told(found: Draft | Rejection, name: str, stated: dict[str, Statement]) -> Draft | Rejection:
    beside = stated.get(name)
    if beside is None:
        return found
    many = (found.path if isinstance(found, Rejection) else found.part) != f"!/{name}"
    own = found.statement
    return replace(found, statement=beside.over_part(own) if many else beside.over(own))


def _member(
    archive: ZipFile, info: ZipInfo, name: str, content: Content, budget: Budget
) -> Iterator[Draft | Rejection]:
    try:
        raw = _unpacked(archive, info, name, content, budget)
    except Unfit as error:
        yield Rejection(f"!/{name}", error.rule, f"{name}: {error.reason}")
        return
    yield from read_member(name, raw, content, budget)


def _unpacked(
    archive: ZipFile, info: ZipInfo, name: str, content: Content, budget: Budget
) -> bytes:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise Unfit("unsafe_name", "the name leads out of the archive; rename it and pack it anew")
    if info.flag_bits & _ENCRYPTED:
        raise Unfit("encrypted", "it is locked with a password; unlock it first")
    if info.file_size > MANY * content.largest:
        raise too_large("unpacked, it", MANY * content.largest)
    budget.take(info.file_size)
    try:
        with archive.open(info) as opened:
            return opened.read(info.file_size)
    except (*BROKEN_ZIP, RuntimeError) as error:
        raise Unfit("archive_broken", f"it cannot be unpacked ({error}); pack it anew") from None
