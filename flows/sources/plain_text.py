"""Plain text: the bytes, decoded."""

from collections.abc import Iterator

from flows.sources.decode import decode
from flows.sources.drafts import Content, Draft, Rejection


def read_plain_text(content: Content) -> Iterator[Draft | Rejection]:
    """One draft; raises Unfit for what is no text."""
    text, encoding = decode(content.raw, content.rules.encoding)
    yield Draft(text, content.raw, encoding, "text")
