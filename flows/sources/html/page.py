"""A web page to one document: its main text, title and date."""

from collections.abc import Iterator

from flows.sources.decode import decode_page
from flows.sources.drafts import Content, Draft, Rejection, Statement, Unfit
from flows.sources.html.lines import lines_of, page_of
from flows.sources.html.main_text import main_lines, trimmed
from flows.sources.html.stated import published_of, title_of

_NO_TEXT = (
    "the page holds no text of its own, only links or pictures; "
    "name the pages that it links to, or leave it out"
)


def read_page(content: Content) -> Iterator[Draft | Rejection]:
    """One draft; raises Unfit for what is no text and for pages without one, such as lists."""
    written, encoding = decode_page(content.raw, content.rules.encoding)
    yield draft_of_page(written, content.raw, encoding)


def draft_of_page(written: str, raw: bytes, encoding: str, form: str = "html") -> Draft:
    """The page as a draft; raises Unfit where it has no main text."""
    try:
        root = page_of(written)
    except ValueError:
        raise Unfit("blank", _NO_TEXT) from None
    lines = lines_of(root)
    main = main_lines(lines)
    title = title_of(root, lines)
    stated = published_of(root, written, lines, main, title)
    text = "\n".join(line.text for line in trimmed(main, title)).strip()
    if not text:
        raise Unfit("no_main_text", _NO_TEXT)
    published, where = stated or (None, None)
    return Draft(text, raw, encoding, form, Statement(None, None, title, published, where))


def text_of_markup(written: str) -> str:
    """All lines of a piece of HTML, for fields and mails that hold one; nothing is left out."""
    if not written.strip():
        return ""
    try:
        return "\n".join(line.text for line in lines_of(page_of(f"<div>{written}</div>")))
    except ValueError:
        return ""
