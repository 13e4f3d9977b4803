"""What the first bytes of a content tell of its form."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from flows.sources.drafts import Unfit

# What opening an archive or a member of it may raise.
BROKEN_ZIP = (BadZipFile, ValueError, NotImplementedError, OSError, EOFError, zlib.error)

_STARTS = {
    b"%PDF-": "pdf",
    b"\x1f\x8b": "gzip",
    b"PAR1": "parquet",
}
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_NOT_READ = {
    b"\xd0\xcf\x11\xe0": "an older Office document; save it as .docx or .xlsx",
    b"\x89PNG": "an image; run character recognition over it and give its text",
    b"\xff\xd8\xff": "an image; run character recognition over it and give its text",
    b"GIF8": "an image; run character recognition over it and give its text",
    b"Rar!\x1a\x07": "a RAR archive; pack it as ZIP",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive; pack it as ZIP",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive; pack it as gzip or ZIP",
    b"BZh": "a bzip2 archive; pack it as gzip or ZIP",
    b"\xfd7zXZ": "an xz archive; pack it as gzip or ZIP",
    b"\x7fELF": "a program; remove it",
    b"SQLite format 3": "a database; export its texts",
}
_TAR_MARK, _TAR_AT = b"ustar", 257
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def kind_of(raw: bytes) -> str | None:
    """The form that the first bytes tell; None where only the name can.

    Raises Unfit for what is known not to be read.
    """
    for start, form in _STARTS.items():
        if raw.startswith(start):
            return form
    for start, kind in _NOT_READ.items():
        if raw.startswith(start):
            raise Unfit("binary", f"the file is {kind}")
    if raw[_TAR_AT : _TAR_AT + len(_TAR_MARK)] == _TAR_MARK:
        raise Unfit("binary", "the file is a tar archive; pack it as ZIP")
    if raw.startswith(_ZIPS):
        return _zipped(raw)
    return "html" if _PAGE.match(raw[:4_000]) else None


def _zipped(raw: bytes) -> str:
    try:
        with ZipFile(BytesIO(raw)) as archive:
            names = set(archive.namelist())
    except BROKEN_ZIP:
        return "zip"  # which says what is broken in it
    return next((form for name, form in _OFFICE.items() if name in names), "zip")
