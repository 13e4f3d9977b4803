"""Files of every form, made for tests, and what is read from them."""

import re
from pathlib import Path
from typing import Any

from flows.sources.discover import discover
from flows.sources.documents import document_row
from flows.sources.drafts import Rejection
from flows.sources.read import read_input

TEXT = "2012年5月1日下午，一名民警跳入河中救起男孩。全市公安机关走访群众41余万人。"
LIMIT = 1_000_000

Read = tuple[list[dict[str, Any]], list[Rejection]]


def unnumbered(path: str) -> str:
    """The path with `~` for what a record without an identity is named by."""
    return re.sub("~[0-9a-f]{10}", "~", path)


def read_all(*paths: Path, limit: int = LIMIT) -> Read:
    """Rows of DOCUMENT and rejections, in their order."""
    rows, rejections = [], []
    for found in discover(list(paths)):
        for held in [found] if isinstance(found, Rejection) else read_input(found, limit):
            if isinstance(held, Rejection):
                rejections.append(held)
            else:
                rows.append(document_row(held, found))
    return rows, rejections


def read_file(folder: Path, name: str, content: bytes | str, limit: int = LIMIT) -> Read:
    """What a file of that name and content holds."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_all(folder / name, limit=limit)


def one(folder: Path, name: str, content: bytes | str) -> dict[str, Any]:
    """The only document in a file."""
    (row,), rejections = read_file(folder, name, content)
    assert not rejections
    return row


def refused(folder: Path, name: str, content: bytes | str, limit: int = LIMIT) -> Rejection:
    """The rejection of a file that holds nothing else."""
    rows, (rejection,) = read_file(folder, name, content, limit)
    assert not rows
    assert rejection.reason
    return rejection


def pdf(*pages: list[str], title: str = "", picture: bool = False) -> bytes:
    """A PDF of pages of lines, set in a font that every reader of PDF brings along.

    A page without lines bears a picture of four points where `picture` is said.
    """
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        "/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]"
        "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
        f"<</Title<{title.encode('utf-16').hex() if title else ''}>>>",
    ]
    kids = []
    for lines in pages:
        drawn = "".join(
            f"BT /F1 12 Tf 50 {780 - 20 * place} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
            for place, line in enumerate(lines)
        )
        if picture and not lines:
            drawn = "q 400 0 0 400 50 50 cm\nBI /W 2 /H 2 /CS /G /BPC 8 ID abcd\nEI Q\n"
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}endstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    written, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    written += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    written += (
        f"trailer<</Size {size}/Root 1 0 R/Info 6 0 R>>\nstartxref\n{written.index('xref')}\n"
    )
    return (written + "%%EOF").encode("latin-1")
