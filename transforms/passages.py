"""Documents cut into lines, lines told apart by what they are, and lines into sentences."""

import polars as pl

from schemas.stages import PASSAGE
from schemas.to_polars import conform
from transforms.keys import key
from transforms.lexicon import Lexicon
from transforms.lines.furniture import is_furniture_sentence
from transforms.lines.kinds import classify_lines
from transforms.lines.speakers import quotations
from transforms.spans import find_spans
from transforms.wrapped_lines import join_wrapped_lines

_LINE = r"[^\r\n]+"
# A closing quotation mark or bracket belongs to the sentence that it closes.
_SENTENCE = r"[^\s。!?][^。!?]*[。!?]*[”’\")\]]*|[。!?]+"
# What goes on for longer without a stop is no sentence of anybody's, and is cut.
_STRETCH = r"(?s).{1,1000}"
_LONGEST_SENTENCE = 1000
# Rows of tables and furniture are read whole: a stop in them ends no sentence.
_WHOLE = ("table", "boilerplate")


def split_passages(documents: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per sentence or heading, in reading order.

    FOLDED_DOCUMENT -> PASSAGE, 1:n. Lines are told apart as title, byline, dateline, heading,
    table, caption, teaser, boilerplate or body; a sentence that somebody is quoted with is a
    quotation, and has a `speaker` where the text names one. `section` is the paragraph of the
    heading above. Blank stretches belong to no passage. A sentence that the form breaks over
    several lines is one passage.
    """
    lines = classify_lines(_lines(join_wrapped_lines(documents)), lexicon)
    whole = pl.col("kind").is_in(_WHOLE) | (pl.col("rule") == "link_alone")
    sentences = _sentences(lines.filter(~whole))
    uncut = lines.filter(whole).select(*sentences.columns)
    stands = lines.select("kind", "rule", "paragraph", "section", line="passage_id")
    return (
        pl.concat([sentences, uncut])
        .rename({"passage_id": "line"})
        .join(stands, on="line", how="left", validate="m:1")
        .sort("document_id", "start_char")
        .with_columns(
            passage_id=key("p", "document_id", "start_char", "end_char", "quote"),
            ordinal=pl.int_range(pl.len()).over("document_id"),
            folded="surface",
            kind=_kind(lexicon),
            flags=pl.lit([], dtype=pl.List(pl.String)),
        )
        .pipe(quotations, lexicon)
        .pipe(conform, PASSAGE)
    )


def _kind(lexicon: Lexicon) -> pl.Expr:
    """The kind of the line, but for a sentence in running text that only says who edited it."""
    furniture = (pl.col("kind") == "body") & is_furniture_sentence(pl.col("surface"), lexicon)
    return pl.when(furniture).then(pl.lit("boilerplate")).otherwise("kind")


def _sentences(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines cut behind each stop, and what has none for too long cut anyhow."""
    sentences = find_spans(lines, _SENTENCE)
    long = pl.col("surface").str.len_chars() > _LONGEST_SENTENCE
    endless = sentences.filter(long).with_columns(folded="surface")
    return pl.concat([sentences.filter(~long), find_spans(endless, _STRETCH)])


def _lines(documents: pl.DataFrame) -> pl.DataFrame:
    """The lines that are not blank, with their place in the document."""
    whole = documents.select(
        "document_id", "folded", passage_id="document_id", start_char=pl.lit(0), quote="text"
    )
    return (
        find_spans(whole, _LINE)
        .filter(pl.col("surface").str.contains(r"\S"))
        .with_columns(
            passage_id=key("l", "document_id", "start_char"),
            folded="surface",
            bare=pl.col("surface").str.strip_chars(),
            paragraph=pl.int_range(pl.len()).over("document_id"),
            lines=pl.len().over("document_id"),
        )
    )
