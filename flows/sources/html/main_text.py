"""The main text of a page: the element that holds the most prose and the least furniture."""

import re

from lxml import html

from flows.sources.html.furniture import page_furniture
from flows.sources.html.lines import Line

_STOPS = re.compile("[，。；！？,;!?]")
_PROSE_LENGTH = 12
_LINK_COST, _SCRAP_COST = 24, 6
_LONGEST_FURNITURE = 60
_LONGEST_END = 30
# So much of the best element's worth in one inside it is the text without what stands around it.
_ENOUGH = 0.88
_WORD = re.compile(r"[^\W\d_]|\|")
_DAY = re.compile(r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")


def main_lines(lines: list[Line]) -> list[Line]:
    """The lines of the main text, in reading order; empty where the page holds no prose.

    Every line has a value: prose its length, a link or a scrap a cost. The element whose lines
    come to most is the one; of several that come to the same, the innermost.
    """
    home = _home(lines)
    if home is None:
        return []
    inside = {home, *home.iterdescendants()}
    return _without_furniture([line for line in lines if line.home in inside])


def _home(lines: list[Line]) -> html.HtmlElement | None:
    worth: dict[html.HtmlElement, int] = {}
    depth: dict[html.HtmlElement, int] = {}
    for before, line in zip([None, *lines], lines, strict=False):
        value = -_LINK_COST if _is_abstract(line, before) else _value(line)
        above = [line.home, *line.home.iterancestors()]
        for place, element in enumerate(above):
            worth[element] = worth.get(element, 0) + value
            depth[element] = len(above) - place
    most = max(worth.values(), default=0)
    good = [element for element in worth if worth[element] >= _ENOUGH * most > 0]
    return max(good, key=lambda element: (depth[element], worth[element]), default=None)


def _is_abstract(line: Line, before: Line | None) -> bool:
    """Whether the line stands under a linked headline: the opening of another article."""
    if before is None or before.linked * 2 <= len(before.text) or len(before.text) < _PROSE_LENGTH:
        return False
    return line.home.getparent() is before.home.getparent() or line.home is before.home


def trimmed(lines: list[Line], title: str | None) -> list[Line]:
    """The lines without what stands above the text itself.

    That are lines before the first sentence that repeat the title or tell a date, and a summary
    that the title is repeated under. Scraps without a word are no lines of a text.
    """
    lines = [line for line in lines if _WORD.search(line.text)]
    again = [place for place, line in enumerate(lines) if line.text == title]
    if again and 2 * _size(lines[: again[-1]]) < _size(lines):
        lines = lines[again[-1] + 1 :]
    first = next((place for place, line in enumerate(lines) if is_prose(line)), 0)
    head = [
        line
        for line in lines[: first + 1]
        if is_prose(line) or not (line.text == title or _DAY.search(line.text))
    ]
    return head + lines[first + 1 :]


def _size(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _value(line: Line) -> int:
    length = len("".join(line.text.split()))
    if line.is_row:
        return 0
    if line.linked * 2 > length:
        return -_LINK_COST
    if is_furniture(line):
        return -_LINK_COST
    if is_prose(line):
        return length
    return -_SCRAP_COST


def is_prose(line: Line) -> bool:
    """Whether the line reads like a sentence rather than a label."""
    return len(line.text) >= _PROSE_LENGTH and bool(_STOPS.search(line.text))


def is_furniture(line: Line) -> bool:
    """Whether the line says something of the page, not of the world."""
    return says_of_the_page(line.text)


def says_of_the_page(text: str) -> bool:
    """The same of its words.

    >>> says_of_the_page("责任编辑：王某"), says_of_the_page("责任编辑制度从明年起实行。" * 9)
    (True, False)
    """
    furniture = page_furniture()
    if furniture.notice.match(text) or furniture.summary.fullmatch(text):
        return True
    if len(text) > _LONGEST_FURNITURE:
        return False
    return bool(
        furniture.label.match(text)
        or furniture.alone.fullmatch(text)
        or furniture.anywhere.search(text)
    )


def _without_furniture(lines: list[Line]) -> list[Line]:
    """The lines before the lists of other articles, without links, labels and summaries."""
    kept: list[Line] = []
    summary = False
    for line in lines:
        if _is_end(line) and 2 * _size(kept) > _size(lines):
            break
        share = line.linked / len(line.text)
        linked = share > 0.9 or (share > 0.5 and not _STOPS.search(line.text))
        if not linked and not summary and not is_furniture(line):
            kept.append(line)
        summary = bool(page_furniture().summary.fullmatch(line.text))
    return kept


def _is_end(line: Line) -> bool:
    """Whether the line stands above comments or the lists of other articles."""
    return len(line.text) <= _LONGEST_END and bool(page_furniture().end.match(line.text))
