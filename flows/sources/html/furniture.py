"""Which words are furniture of a page: rows of two seed tables as patterns."""

import re
from dataclasses import dataclass
from functools import cache

import polars as pl

from transforms.lexicon import alternation, load_lexicon

# What closes a label that says something of the page only with a value behind it.
_CLOSED = r"\s*(?:[:：|丨/]|\W*$)"


@dataclass(frozen=True, slots=True)
class Furniture:
    """Patterns by what they are asked of.

    `label` begins a line, `alone` is one, `anywhere` stands in a short one; `notice` begins a
    line of any length; `end` begins the line below which nothing belongs to the text, `summary`
    is the line above a summary of it; `date` stands before a date of publication.
    """

    label: re.Pattern[str]
    alone: re.Pattern[str]
    anywhere: re.Pattern[str]
    notice: re.Pattern[str]
    end: re.Pattern[str]
    summary: re.Pattern[str]
    date: str


@cache
def page_furniture() -> Furniture:
    """The patterns of `language/page_furniture` and of what `language/furniture` says of lines.

    Captions and bylines are no furniture here: they belong to the article.
    """
    own = {kind: _own(kind) for kind in ("label", "alone", "notice", "end", "summary", "date")}
    labels = f"{_either(own['label'], _lines('line'))}|{_either(_lines('label'))}{_CLOSED}"
    alone = _either(own["alone"], _lines("control"), _lines("whole"))
    return Furniture(
        label=re.compile(rf"\W*(?:{labels})"),
        alone=re.compile(rf"\W*{alone}\W*"),
        anywhere=re.compile(_either(_lines("any"))),
        notice=re.compile(rf"\W*{_either(own['notice'])}"),
        end=re.compile(rf"\W*{_either(_lines('rest'))}\W*$|[\W\d]*{_either(own['end'])}"),
        summary=re.compile(_either(own["summary"])),
        date=_either(own["date"], _lines("source")),
    )


def _own(kind: str) -> list[str]:
    return load_lexicon().forms("language/page_furniture", kind=kind)


def _lines(extent: str) -> list[str]:
    rows = load_lexicon()["language/furniture"].filter(extent=extent)
    told = rows.filter(~pl.col("kind").is_in(["caption"]))
    return [form for form in told["form"].drop_nulls().to_list() if form != "来源"]


def _either(*forms: list[str]) -> str:
    """Any of the forms, with a full-width colon as good as a half-width one."""
    pattern = alternation([form for some in forms for form in some])
    return re.sub("(?<![?]):", r"\\s?[:：]", pattern)
