"""Many stories in one Markdown file, each under a heading of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from flows.sources.drafts import Content, Statement
from flows.sources.published import read_published

_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.*?)[ \t#]*$", re.MULTILINE)
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百]+[编章节部篇]|[（(]?[一二三四五六七八九十]{1,3}[、.)）]|\d{1,2}[.、]\D)"
)
_DAY = re.compile(r"(?<!\d)(?:19|20)\d{2}[-./年]?\d{1,2}[-./月]?\d{1,2}日?(?!\d)")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,})\s*$", re.MULTILINE)
# A line that is nothing but a link leads away from the story.
_ONLY_LINK = re.compile(r"^\s*(?:[-*]\s*)?\[[^\]\n]*\]\([^)\n]*\)\s*$", re.MULTILINE)
_FEWEST = 3
_LISTED = 0.6


def stories_of(body: str, content: Content, stated: Statement) -> Iterator[tuple[Statement, str]]:
    """Each story with its title and the day of the whole; nothing for a file that is one document.

    A file holds stories where `sources.toml` names the mark of their headings, or where its title
    or name bears a full day and what stands before its deepest headings lists most of them. That
    list is left out, being said again; so is a link at the foot of a story.
    """
    marks = list(_HEADING.finditer(body))
    day = _day(body, marks, content.name, stated)
    if content.rules.stories:
        level = content.rules.stories.strip()
        heads = [found for found in marks if found[1] == level]
    else:
        heads = _story_heads(marks, body) if day else []
    for found, after in zip(heads, [*heads[1:], None], strict=False):
        text = _story(body[found.end() : after.start() if after else len(body)])
        if text:
            told = Statement(title=found[2], published=day, where="the title of the file")
            yield told.over(replace(stated, identity=None, title=None)), text


def _day(body: str, marks: list[re.Match[str]], name: str, stated: Statement) -> str | None:
    """The day in the front matter, the first heading or the name of the file."""
    if stated.published:
        return stated.published
    first = marks[0][2] if marks and not body[: marks[0].start()].strip() else ""
    for written in (stated.title or "", first, name):
        found = _DAY.search(written)
        if found and read_published(found[0]):
            return found[0]
    return None


def _story_heads(marks: list[re.Match[str]], body: str) -> list[re.Match[str]]:
    deepest = max((len(found[1]) for found in marks), default=0)
    heads = [found for found in marks if len(found[1]) == deepest]
    if len(heads) < _FEWEST or any(_NUMBERED.match(found[2]) for found in heads):
        return []
    listed = _squeezed(body[: heads[0].start()])
    shown = sum(_squeezed(found[2]) in listed for found in heads)
    return heads if shown >= _LISTED * len(heads) else []


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _story(text: str) -> str:
    """The words of a story, up to a rule across the page with nothing but a note below it."""
    parts = _RULE.split(text)
    while len(parts) > 1 and len(_squeezed(parts[-1])) < 60:
        parts.pop()
    return _ONLY_LINK.sub("", "\n".join(parts)).strip()
