"""A page as the lines that a reader sees, each with the element that it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

_UNSEEN = {
    *("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "canvas"),
    *("nav", "footer", "aside", "button", "select", "textarea", "video", "audio"),
}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font"),
    *("i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span"),
    *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr", "img", "o:p"),
}
_CELL_BLOCKS = "p|div|table|ul|ol|h1|h2|h3"
# So deep a page is an attack or an accident; what lies deeper is not read.
_DEEPEST = 400


@dataclass(slots=True)
class Line:
    """A line of a page: how many of its characters are links, and whether it is a table's row."""

    text: str
    home: html.HtmlElement
    linked: int = 0
    is_row: bool = False


@dataclass(slots=True)
class _Writer:
    """The line being written, and what was written before."""

    homes: list[html.HtmlElement]
    lines: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0

    def add(self, text: str | None) -> None:
        if text:
            self.words.append(text)
            self.linked += len("".join(text.split())) if self.links else 0

    def end_line(self) -> None:
        text = squeezed("".join(self.words))
        if text:
            self.lines.append(Line(text, self.homes[-1], self.linked))
        self.words, self.linked = [], 0


def page_of(text: str) -> html.HtmlElement:
    """The tree of a page; nothing that the page names is fetched. Raises ValueError for none."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        return html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.LxmlError as error:
        raise ValueError(str(error)) from None


def lines_of(root: html.HtmlElement) -> list[Line]:
    """The lines below an element, in reading order; a table of data gives a line a row."""
    writer = _Writer([root])
    writer.add(root.text)
    walk = etree.iterwalk(root, events=("start", "end"))
    depth = 0
    for event, element in walk:
        if element is root:
            continue
        depth += 1 if event == "start" else -1
        if event == "start" and (passed_over(element) or depth > _DEEPEST):
            walk.skip_subtree()
            element.set("data-unread", "")
        elif event == "start" and element.tag == "table" and is_data(element):
            writer.end_line()
            writer.lines.extend(_rows(element))
            walk.skip_subtree()
            element.set("data-unread", "")
        elif event == "start":
            _open(writer, element)
        else:
            _close(writer, element)
    writer.end_line()
    return writer.lines


def squeezed(text: str) -> str:
    """The words with one blank between them; a page's line breaks are blanks."""
    return " ".join(text.split()).strip()


def passed_over(element: html.HtmlElement) -> bool:
    """Whether readers never see the element, or see it as furniture on every page."""
    return not isinstance(element.tag, str) or element.tag in _UNSEEN


def is_data(table: html.HtmlElement) -> bool:
    """Whether a table holds data, rather than laying out a page."""
    if table.xpath(f".//*[{' or '.join(f'self::{tag}' for tag in _CELL_BLOCKS.split('|'))}]"):
        paragraphs = table.xpath(".//p")
        if table.xpath(".//table|.//div|.//ul|.//ol|.//h1|.//h2|.//h3") or any(
            len(cell.findall("p")) > 1 for cell in {p.getparent() for p in paragraphs}
        ):
            return False
    rows = [row.xpath("count(td|th)") for row in table.iter("tr")]
    return len(rows) > 1 and max(rows) > 1


def _rows(table: html.HtmlElement) -> Iterator[Line]:
    for place, row in enumerate(table.iter("tr")):
        cells = [squeezed(cell.text_content()).replace("|", "/") for cell in row.xpath("td|th")]
        if any(cells):
            yield Line(f"| {' | '.join(cells)} |", table, is_row=True)
            if place == 0:
                yield Line(f"|{' --- |' * len(cells)}", table, is_row=True)


def _open(writer: _Writer, element: html.HtmlElement) -> None:
    if element.tag == "br" or element.tag not in _INLINE:
        writer.end_line()
    if element.tag not in _INLINE:
        writer.homes.append(element)
    writer.links += element.tag == "a"
    writer.add(element.text)


def _close(writer: _Writer, element: html.HtmlElement) -> None:
    unread = element.attrib.pop("data-unread", None) is not None
    if not unread:
        writer.links -= element.tag == "a"
        if element.tag not in _INLINE:
            writer.end_line()
            writer.homes.pop()
    writer.add(element.tail)
