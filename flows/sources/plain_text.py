"""Plain text: the bytes, decoded."""

from flows.sources.decode import decode
from flows.sources.drafts import Draft, Rejection


def read_plain_text(raw: bytes) -> list[Draft | Rejection]:
    """One draft; raises Unfit for what is no text."""
    text, encoding = decode(raw)
    return [Draft(text, raw, encoding, "text")]
