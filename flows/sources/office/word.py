"""Word documents: paragraphs a line each, tables a row a line."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from flows.sources.drafts import Content, Draft, Rejection, Statement, Unfit
from flows.sources.office.parcel import check_parcel
from flows.sources.records.fields import check_text
from flows.sources.tables import row_lines

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GIVEN_BY_WORD = ("", "Word Document", "Microsoft Word")


def read_word(content: Content) -> Iterator[Draft | Rejection]:
    """One draft; raises Unfit for what does not open, and for what holds no words.

    What was deleted under tracked changes, comments, footnotes and the heads and feet of pages
    are not in the text. The date that the file was written is no date of publication.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    check_parcel(content)
    try:
        document = docx.Document(BytesIO(content.raw))
        text = "\n".join(line.rstrip() for line in _lines(document)).strip("\n")
        title = (document.core_properties.title or "").strip()
    except (PackageNotFoundError, LxmlError, KeyError, ValueError, AttributeError) as error:
        raise Unfit(
            "docx_broken", f"not a Word document that opens ({type(error).__name__}); save it anew"
        ) from None
    check_text(text)
    stated = Statement(title=None if title in _GIVEN_BY_WORD else title)
    yield Draft(text, content.raw, "utf-8", "docx", stated)


def _lines(document: Any) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            cells = [_cells(row) for row in block._tbl.tr_lst]
            yield from row_lines(cells)
        else:
            yield from _written(block._p).split("\n")


def _cells(row: Any) -> list[str]:
    return [" ".join(_written(cell).split()) for cell in row.tc_lst]


def _written(element: Any) -> str:
    """The words below an element, but those that were deleted or belong to a picture."""
    words = []
    for one in element.iter():
        if any(above.tag == f"{_WORDS}del" for above in one.iterancestors()):
            continue
        if one.tag == f"{_WORDS}t":
            words.append(one.text or "")
        elif one.tag in (f"{_WORDS}br", f"{_WORDS}cr"):
            words.append("\n")
        elif one.tag == f"{_WORDS}tab" and one.getparent().tag == f"{_WORDS}r":
            words.append("\t")
        elif one.tag == f"{_WORDS}p" and one is not element and words:
            words.append("\n")
    return "".join(words)
