"""What passes between the files of this folder: statements, contents, drafts and rejections."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

# What holds many documents may be so much larger than one document.
MANY = 16
# What the bytes of a single record, line, row or story are called; all but a line's are our own
# writing, in UTF-8.
RECORD, LINE, ROW, STORY = "record.jsonl", "line.jsonl", "row.csv", "story.md"
SINGLE = (RECORD, LINE, ROW, STORY)
MADE_HERE = (RECORD, ROW, STORY)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sidecar, a manifest or the form itself states of a document; all may be missing.

    `where` tells where in the document the date of publication is stated, `rank` how far its
    source is to be believed, 1 the most.
    """

    identity: str | None = None
    source: str | None = None
    title: str | None = None
    published: str | None = None
    where: str | None = None
    rank: int | None = None

    def over(self, other: "Statement") -> "Statement":
        """The same statement, its gaps filled from the other."""
        return Statement(
            self.identity or other.identity,
            self.source or other.source,
            self.title or other.title,
            self.published or other.published,
            self.where if self.published else other.where,
            self.rank or other.rank,
        )

    def over_part(self, own: "Statement") -> "Statement":
        """The same for one of many documents of a file: its own date stands before the file's.

        The file's title and identity are none of its documents'.
        """
        date = Statement(published=own.published, where=own.where)
        return date.over(replace(self, identity=None, title=None)).over(own)


NOTHING = Statement()


@dataclass(frozen=True, slots=True)
class Rules:
    """What `sources.toml` says of the files that a pattern names; all may be missing.

    `fields` maps text, title, published, source and id to the names that the file has for them,
    with dots between the levels of JSON. `records` names the list of JSON that holds the stories,
    `stories` the mark of the headings that part a Markdown file into stories. `names` gives
    sources their names, `ranks` ranks by name.
    """

    source: str | None = None
    rank: int | None = None
    form: str | None = None
    encoding: str | None = None
    records: str | None = None
    stories: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)


NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one file or of one member of an archive, and how they are to be read.

    `name` is its own name, without folders; `largest` the most bytes that one document may have.
    `file` is there for the forms that read a file piece by piece, whatever its size; they find
    nothing in `raw` then. `depth` counts the archives around it, `unpacked_left` the bytes that
    may still be unpacked of the input that it comes in.
    """

    raw: bytes
    name: str
    largest: int
    rules: Rules = NO_RULES
    file: Path | None = None
    depth: int = 0
    unpacked_left: int = sys.maxsize


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as its form gives it.

    `part` is empty for the only document of an input, and tells several apart: `#line 3`,
    `!/member.html`. `name` and `within` tell of `raw` what they tell in a Rejection.
    """

    text: str
    raw: bytes
    encoding: str
    form: str
    statement: Statement = NOTHING
    part: str = ""
    name: str = ""
    within: str = ""

    def moved(self, before: str, name: str = "") -> "Draft":
        """The same draft of a part of an input, which `name` tells how to read."""
        part, within = before + self.part, before + self.within
        return replace(self, part=part, within=within, name=self.name or name)


@dataclass(frozen=True, slots=True)
class Rejection:
    """One input, or one part of it, that is set aside: by which rule, why, and what to do.

    A form names the part alone (`#line 3`, or nothing); who reads the input puts its path before.
    `raw` is kept so that it can be read again: `name` is what tells its form, where that is not
    the input's own name, `within` the part of the input that the bytes are, and `statement` what
    stands beside that part.
    """

    path: str
    rule: str
    reason: str
    raw: bytes = b""
    name: str = ""
    within: str = ""
    statement: Statement = NOTHING

    def at(self, path: str) -> "Rejection":
        """The same rejection in the input of that path."""
        return replace(self, path=path + self.path)

    def moved(self, before: str, name: str = "") -> "Rejection":
        """The same rejection in a part of an input, which `name` tells how to read."""
        path, within = before + self.path, before + self.within
        return replace(self, path=path, within=within, name=self.name or name)


class Unfit(Exception):
    """Raised by a form that cannot read the bytes; becomes a Rejection."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule = rule
        self.reason = reason


def too_large(what: str, largest: int) -> Unfit:
    """What to raise for something that is longer than the limit."""
    return Unfit(
        "too_large",
        f"{what} is larger than the limit of {largest / 1_000_000:.0f} MB; "
        "split it, or raise DASHIJI_LARGEST_INPUT_MB",
    )


# A form reads one content into drafts, and into rejections of single parts; it raises Unfit for
# what it cannot read at all, and nothing else.
Form = Callable[[Content], Iterator[Draft | Rejection]]
