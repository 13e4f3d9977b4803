"""What passes between the files of this folder: statements, drafts and rejections."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sidecar, a manifest or the form itself states of a document; all may be missing."""

    identity: str | None = None
    source: str | None = None
    title: str | None = None
    published: str | None = None

    def over(self, other: "Statement") -> "Statement":
        """The same statement, its gaps filled from the other."""
        return Statement(
            self.identity or other.identity,
            self.source or other.source,
            self.title or other.title,
            self.published or other.published,
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as its form gives it: `part` tells apart the documents of one input."""

    text: str
    raw: bytes
    encoding: str
    form: str
    statement: Statement = Statement()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """One input, or one part of it, that is set aside: by which rule, why, and what to do."""

    path: str
    rule: str
    reason: str
    raw: bytes = b""

    def at(self, path: str) -> "Rejection":
        """The same rejection of another input."""
        return replace(self, path=path)


class Unfit(Exception):
    """Raised by a form that cannot read the bytes; becomes a Rejection."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule = rule
        self.reason = reason


# A form reads the bytes of one input into drafts, and into rejections of single parts.
Form = Callable[[bytes], list[Draft | Rejection]]
