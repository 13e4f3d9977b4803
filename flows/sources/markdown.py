"""Markdown: front matter into statements, the body into the text."""

import frontmatter
import yaml

from flows.sources.decode import decode
from flows.sources.drafts import Draft, Rejection, Statement, Unfit

_DATES = ("published", "date", "pubdate", "publish_date")


def read_markdown(raw: bytes) -> list[Draft | Rejection]:
    """One draft whose text is what stands below the front matter, without blank lines around it.

    Raises Unfit for what is no text, holds nothing but front matter, or has front matter that
    cannot be read.
    """
    text, encoding = decode(raw)
    statement, body = _parted(text)
    if not body.strip():
        raise Unfit("blank", "there is no text below the front matter; nothing to read")
    return [Draft(body, raw, encoding, "markdown", statement)]


def _parted(text: str) -> tuple[Statement, str]:
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


def _statement(metadata: dict[object, object]) -> Statement:
    told = {str(key).lower(): str(value) for key, value in metadata.items() if value}
    return Statement(
        identity=told.get("id"),
        source=told.get("source"),
        title=told.get("title"),
        published=next((told[name] for name in _DATES if name in told), None),
    )
