"""Markdown: front matter into statements, HTML into words, many stories in a file apart."""

import html
import re
from collections.abc import Iterator
from typing import Any

from flows.sources.decode import decode
from flows.sources.drafts import STORY, Content, Draft, Rejection, Statement, Unfit
from flows.sources.records.parts import Parts
from flows.sources.stories import stories_of

_DATES = ("published", "date", "pubdate", "publish_date", "datepublished")
_IS_ADDRESS = re.compile(r"^https?://", re.IGNORECASE)
_ROW = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(
    r"</?(?:p|div|figure|figcaption|section|blockquote|ul|ol|li|details|summary|center|h[1-6])"
    r"(?:\s[^<>]*)?/?>|<br\s*/?>",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:img|a|span|font|strong|b|em|i|u|s|small|sub|sup|iframe|video|script|style)"
    r"(?:\s[^<>]*)?/?>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_BLANK_LINES = re.compile(r"[ \t\u3000]*\n(?:[ \t]*\n){2,}")


def read_markdown(content: Content) -> Iterator[Draft | Rejection]:
    """One draft whose text is what stands below the front matter, without blank lines around it.

    A file of many stories gives a draft for each. Raises Unfit for what is no text, holds nothing
    but front matter, or has front matter that cannot be read.
    """
    text, encoding = decode(content.raw, content.rules.encoding)
    statement, body = _parted(text)
    body = without_html(body)
    if not body.strip():
        raise Unfit("blank", "there is no text below the front matter; nothing to read")
    stories = list(stories_of(body, content, statement))
    if not stories:
        yield Draft(body, content.raw, encoding, "markdown", statement)
    parts = Parts()
    for stated, story in stories:
        draft = Draft(story, story.encode(), encoding, "markdown", stated)
        yield parts.named(draft, STORY)


def without_html(text: str) -> str:
    r"""The text with the HTML in it as words and lines; untouched where there is none.

    >>> without_html("<p>甲<br>乙</p>")
    '甲\n乙'
    >>> without_html("| 甲<br>（亿元） |")
    '| 甲 （亿元） |'
    >>> without_html("a<b, x < y")
    'a<b, x < y'
    """
    if "<" not in text or not (_BREAK.search(text) or _TAG.search(text) or _TABLE.search(text)):
        return text
    if _TABLE.search(text):
        from flows.sources.html.page import text_of_markup

        text = _TABLE.sub(lambda found: f"\n{text_of_markup(found[0])}\n", text)
    # A break within a row of a table would cut the row.
    in_rows = _ROW.sub(lambda row: _BREAK.sub(" ", row[0]), text)
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", in_rows))).replace("\xa0", " ")
    return _BLANK_LINES.sub("\n\n", plain).strip()


def _parted(text: str) -> tuple[Statement, str]:
    import frontmatter
    import yaml

    handler = frontmatter.YAMLHandler()
    if not handler.detect(text.lstrip()):
        return Statement(), text
    try:
        written, body = handler.split(text.lstrip())
    except ValueError:
        return Statement(), text  # a rule across the page, never closed
    try:
        metadata = handler.load(written)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        problem = getattr(error, "problem", None) or type(error).__name__
        raise Unfit(
            "front_matter_broken", f"the front matter is not YAML ({problem}); mend or remove it"
        ) from None
    if not isinstance(metadata, dict):
        return Statement(), text  # words between two rules
    return _statement(metadata), body.strip()


def _statement(metadata: dict[Any, Any]) -> Statement:
    told = {str(key).lower(): str(value) for key, value in metadata.items() if value}
    date = next((name for name in _DATES if name in told), None)
    source = told.get("source", "")
    return Statement(
        identity=told.get("id"),
        source=None if _IS_ADDRESS.match(source) else source or None,
        title=told.get("title"),
        published=told[date] if date else None,
        where=f"front matter {date}" if date else None,
    )
