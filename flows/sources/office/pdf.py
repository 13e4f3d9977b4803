"""PDF with text: its paragraphs, without page numbers and running heads."""

import re
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

from flows.sources.drafts import Content, Draft, Rejection, Statement, Unfit, too_large
from flows.sources.office.paragraphs import joined
from flows.sources.records.fields import check_text

_MOST_PAGES = 5_000
_PAGE_NUMBER = re.compile(r"\W*第?\s*\d{1,4}\s*页?(?:\s*[/共]\s*\d{1,4}\s*页?)?\W*")
_MADE_BY_PROGRAMS = re.compile(
    r"^(?:microsoft \w+ - |untitled|无标题|\S+\.(?:docx?|wps|indd)$)", re.I
)
_NO_TEXT = "it holds pictures of pages and no text; run character recognition over it first"
# PDFium may be used by one thread at a time.
_ONE_AT_A_TIME = threading.Lock()


def read_pdf(content: Content) -> Iterator[Draft | Rejection]:
    """One draft, and one rejection that names the pages of which there are only pictures.

    Raises Unfit for what does not open, is locked, or has no text at all. The date that the file
    was made is no date of publication.
    """
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content.raw)
        except pypdfium2.PdfiumError as error:
            raise _unopened(str(error)) from None
        try:
            pages, pictures = _pages(document, content.largest)
            title = document.get_metadata_dict().get("Title", "").strip()
        except pypdfium2.PdfiumError as error:
            raise _unopened(str(error)) from None
        finally:
            document.close()
    text = "\n".join(joined([line for lines in without_furniture(pages) for line in lines]))
    if not text.strip():
        raise Unfit("no_text_layer", _NO_TEXT if pictures else "there is no word in it")
    check_text(text)
    told = None if _MADE_BY_PROGRAMS.search(title) else title or None
    yield Draft(text, content.raw, "utf-8", "pdf", Statement(title=told))
    if pictures:
        shown = ", ".join(map(str, pictures[:20])) + (" and more" if len(pictures) > 20 else "")
        yield Rejection(f"#page {shown}", "no_text_layer", f"page {shown}: {_NO_TEXT}")


def _unopened(told: str) -> Unfit:
    if "assword" in told or "ecurity" in told:
        return Unfit("encrypted", "it is locked with a password; unlock it first")
    return Unfit("pdf_broken", "not a PDF that opens; get it anew")


def _pages(document: Any, largest: int) -> tuple[list[list[str]], list[int]]:
    """The lines of each page, and the numbers of the pages that are pictures alone."""
    if len(document) > _MOST_PAGES:
        raise Unfit("too_large", f"it has more than {_MOST_PAGES:,} pages; split it")
    pages, pictures, size = [], [], 0
    for number in range(len(document)):
        page = document[number]
        words = page.get_textpage()
        text = words.get_text_bounded()
        size += len(text)
        if size > largest:
            raise too_large("its text", largest)
        lines = [line.strip() for line in _plain(text).split("\n")]
        pages.append([line for line in lines if line])
        if not pages[-1] and _is_picture(page):
            pictures.append(number + 1)
        words.close()
        page.close()
    return pages, pictures


def _plain(text: str) -> str:
    """The page's words: line breaks as one character, and no signs that PDFs use for themselves."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\x02", "")
    return re.sub("[\x00-\x08\x0b-\x1f]", "", text)


def _is_picture(page: Any) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return any(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3))


def without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """The pages without their numbers, and without first and last lines that most pages share.

    The head of the first page stays: it may be the title.

    >>> without_furniture([["日报", "一", "1"], ["日报", "二", "2"], ["日报", "三", "3"]])
    [['日报', '一'], ['二'], ['三']]
    """
    pages = [_without_number(lines) for lines in pages]
    if len(pages) < 3:
        return pages
    heads = Counter(lines[0] for lines in pages if lines)
    feet = Counter(lines[-1] for lines in pages if lines)
    running = {line for line, count in (heads + feet).items() if 2 * count > len(pages)}
    return [pages[0], *([*_inner(lines, running)] for lines in pages[1:])]


def _inner(lines: list[str], running: set[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if line not in running or place not in (0, len(lines) - 1):
            yield line


def _without_number(lines: list[str]) -> list[str]:
    if lines and _PAGE_NUMBER.fullmatch(lines[-1]):
        lines = lines[:-1]
    if lines and _PAGE_NUMBER.fullmatch(lines[0]):
        lines = lines[1:]
    return lines
