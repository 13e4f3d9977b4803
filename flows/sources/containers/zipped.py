"""ZIP archives, read in memory: nothing is ever written where a member's name says."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from flows.sources.containers.members import Budget, read_member
from flows.sources.drafts import MANY, Content, Draft, Rejection, Unfit, too_large
from flows.sources.manifest import is_beside

_IN_UTF8, _ENCRYPTED = 0x800, 0x1
_BROKEN = (BadZipFile, ValueError, NotImplementedError, OSError, EOFError, zlib.error)


def read_zip(content: Content) -> Iterator[Draft | Rejection]:
    """What each member holds, in the order of their names.

    Hidden files and what systems put beside files are passed over. Raises Unfit for what is no
    ZIP archive; a member that cannot be read is lost alone.
    """
    try:
        archive = ZipFile(BytesIO(content.raw))
    except _BROKEN as error:
        raise Unfit(
            "archive_broken", f"not a ZIP archive that opens: {error}; pack it anew"
        ) from None
    with archive:
        named = sorted((name_of(info), place) for place, info in enumerate(archive.infolist()))
        infos = archive.infolist()
        budget = Budget(content)
        if not any(is_document(name) for name, _ in named):
            raise Unfit("empty", "the archive holds no file; nothing to read")
        for name, place in named:
            if is_document(name):
                yield from _member(archive, infos[place], name, content, budget)


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
    except (*_BROKEN, RuntimeError) as error:
        raise Unfit("archive_broken", f"it cannot be unpacked ({error}); pack it anew") from None
