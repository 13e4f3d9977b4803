"""Lines as a page sets them, back to the paragraphs that they were set from."""

import re
import unicodedata
from collections.abc import Sequence

_STOPS = re.compile(r"[。！？；：…!?;:.][”’」』\"）)\]】]*$")
# Signs that begin a line of their own: numbers of paragraphs, marks of lists.
_OWN_LINE = re.compile(
    r"(?:第[一二三四五六七八九十百]+[编章节部篇条]|[（(]?[一二三四五六七八九十]{1,3}[、.)）]"
    r"|[（(]?\d{1,2}[、.)）](?!\d)|[-•●■◆*#|>]|表\s?\d|图\s?\d)"
)
_LATIN = re.compile(r"[A-Za-z,.;]$")
_NARROWEST = 40  # columns; in what is narrower, every line is its own
_FULL = 0.9
_FEWEST = 2


def joined(lines: Sequence[str]) -> list[str]:
    """The lines, each sentence that was broken at the edge of the page in one piece again.

    A line goes on where it reaches the edge, which nine of ten long lines do not pass, and no
    sentence ends with it.

    >>> long = "一" * 40
    >>> joined([long, long, "二。", "（一）另一段"]) == [long * 2 + "二。", "（一）另一段"]
    True
    """
    edge = _edge(lines)
    told: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and not _OWN_LINE.match(line):
            blank = " " if _LATIN.search(told[-1]) and line[:1].isascii() else ""
            told[-1] += blank + line
        else:
            told.append(line)
        goes_on = bool(edge) and columns(line) >= _FULL * edge and not _STOPS.search(line)
    return told


def columns(line: str) -> int:
    """How wide the line is: characters of Chinese are two columns.

    >>> columns("共3页")
    5
    """
    return sum(1 + (unicodedata.east_asian_width(sign) in "WFA") for sign in line)


def _edge(lines: Sequence[str]) -> int:
    """The width that nine of ten long lines do not pass; 0 where hardly any line is long."""
    widths = sorted(width for line in lines if (width := columns(line)) >= _NARROWEST)
    return widths[(len(widths) - 1) * 9 // 10] if len(widths) >= _FEWEST else 0
