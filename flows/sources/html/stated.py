"""What a page states of itself: its title, and its date of publication with where it stands."""

import re
from collections.abc import Iterator

from lxml import html

from flows.sources.html.furniture import page_furniture
from flows.sources.html.lines import Line, squeezed
from flows.sources.html.main_text import is_prose
from flows.sources.published import read_published

_TITLES = ("og:title", "articletitle", "dc.title", "twitter:title", "headline")
_DATES = (
    *("article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate"),
    *("publish_date", "published_time", "publish-date", "publication_date", "releasedate"),
    *("og:release_date", "og:time", "apub:time", "weibo: article:create_at", "sailthru.date"),
    *("dc.date", "dc.date.issued", "dcterms.created", "date", "pub_date", "pubtime"),
)
_LINKED_DATA = re.compile(r'"(?:datePublished|pubDate)"\s*:\s*"([^"]{8,40})"')
_DAY = r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?"
_MOMENT = re.compile(rf"({_DAY})(?:\s*T?(\d{{1,2}}[:：]\d{{2}})(?:[:：]\d{{2}})?)?(?!\d)")
_OWN_ADDRESS = re.compile(r"<!--\s*(?:saved from url=\(\d+\))?(https?://[^\s<>]{1,500}?)\s*-->")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[-/]?(\d{2})[-/]?(\d{2})/")
_HEAD = 4_000
_SUFFIX = re.compile(r"\s*(?:_|\||--|\s[-–—]\s|[-–—](?=[^-–—]{2,12}$)).*$")
_SHORTEST_TITLE = 6


def title_of(root: html.HtmlElement, lines: list[Line]) -> str | None:
    """The title: the page's own, without the name of the site that is glued to it."""
    named = squeezed(root.findtext(".//title") or "")
    told = _told(root)
    for name in _TITLES:
        if told.get(name):
            return told[name]
    shown = [line.text for line in lines if len(line.text) >= _SHORTEST_TITLE]
    heads = [text for text in shown if named.startswith(text)]
    heads += [squeezed(element.text_content()) for element in root.iter("h1")]
    fitting = [text for text in heads if len(text) >= _SHORTEST_TITLE and text in named]
    if fitting:
        return max(fitting, key=len)
    bare = _SUFFIX.sub("", named)
    return (bare if len(bare) >= _SHORTEST_TITLE else named) or None


def published_of(
    root: html.HtmlElement, text: str, lines: list[Line], main: list[Line], title: str | None
) -> tuple[str, str] | None:
    """The date that the page states, and where; None where it states none that can be read.

    What is written for machines stands before what is written for readers, and that before the
    page's own address. A date in a list of other articles is never taken.
    """
    for where, written in _candidates(root, text, lines, main, title):
        date = _readable(written)
        if date:
            return date, where
    return None


def _candidates(
    root: html.HtmlElement, text: str, lines: list[Line], main: list[Line], title: str | None
) -> Iterator[tuple[str, str]]:
    told = _told(root)
    for name in _DATES:
        if told.get(name):
            yield f"meta {name}", told[name]
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            for found in _LINKED_DATA.findall(script.text or ""):
                yield "linked data", found
    yield from _shown(lines, main, title)
    yield from _in_elements(root)
    for address in _addresses(root, text):
        found = _IN_ADDRESS.search(address)
        if found:
            yield "address of the page", "-".join(found.groups())


def _told(root: html.HtmlElement) -> dict[str, str]:
    """The page's metadata by name in small letters; the first of a name counts."""
    told: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = squeezed(element.get("content") or "")
        if name.strip() and content:
            told.setdefault(name.strip().lower(), content)
    return told


def _shown(lines: list[Line], main: list[Line], title: str | None) -> Iterator[tuple[str, str]]:
    """Dates between the title and the text, then behind a label such as 发布时间."""
    places = {id(line): place for place, line in enumerate(lines)}
    prose = next((line for line in main if is_prose(line)), None)
    ends = places[id(prose)] if prose else 0
    titles = [place for place, line in enumerate(lines[:ends]) if title and title in line.text]
    if titles:
        for line in lines[titles[-1] : ends]:
            if len(line.text) <= 120 and not line.linked > len(line.text) / 2:
                yield from (("line under the title", m[0]) for m in _MOMENT.finditer(line.text))
    labelled = re.compile(
        rf"(?<![\u4e00-\u9fff]){page_furniture().date}\s?[:：]?\s?({_MOMENT.pattern})"
    )
    within = {id(line) for line in main}  # there, 时间 is that of a meeting
    for line in (line for line in lines if id(line) not in within):
        yield from (("labelled line", m[1]) for m in labelled.finditer(line.text))


def _in_elements(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The day of all elements that are named for dates, where they name one day only."""
    named = root.xpath("//time|//*[contains(@class,'time') or contains(@class,'date')]")
    shown = [
        found[0]
        for element in named
        if isinstance(element.tag, str) and len(element) < 4
        for found in [_MOMENT.search(element.text_content()[:200])]
        if found
    ]
    days = {_readable(written) for written in shown}
    if len({(day or "")[:10] for day in days}) == 1:
        yield "element named for a date", shown[0]


def _addresses(root: html.HtmlElement, text: str) -> Iterator[str]:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            yield element.get("href") or ""
    yield _told(root).get("og:url", "")
    yield from _OWN_ADDRESS.findall(text[:_HEAD])


def _readable(written: str) -> str | None:
    """The date, as a day with the clock where it is told, if it is one."""
    if read_published(written):
        return written
    found = _MOMENT.search(written)
    if not found:
        return None
    day = re.sub(r"[/.年月]", "-", re.sub(r"[\s日]", "", found[1]))
    year, month, date = (int(part) for part in day.split("-"))
    clock = f" {found[2].replace('：', ':').zfill(5)}" if found[2] else ""
    stated = f"{year:04}-{month:02}-{date:02}{clock}"
    return stated if read_published(stated) else None
