"""Documents cut into lines, lines told apart by what they are, and lines into sentences."""

import polars as pl

from schemas.stages import PASSAGE
from schemas.to_polars import conform
from transforms.keys import key
from transforms.lexicon import Lexicon
from transforms.lines.furniture import is_furniture_sentence
from transforms.lines.kinds import classify_lines
from transforms.lines.speakers import quotations
from transforms.spans import find_matches, find_spans
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
    told = ["document_id", "kind", "rule", "paragraph", "section", "line"]
    uncut = lines.filter(whole).select(*told, "start_char", "end_char", "surface", "quote")
    return (
        pl.concat([_sentences(lines.filter(~whole), told), uncut])
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


def _sentences(lines: pl.DataFrame, told: list[str]) -> pl.DataFrame:
    """The lines cut behind each stop, and what has none for too long cut anyhow."""
    sentences = _cut(lines, _SENTENCE, told)
    long = pl.col("surface").str.len_chars() > _LONGEST_SENTENCE
    if not sentences.select(long.any()).item():
        return sentences
    endless = sentences.filter(long).with_columns(folded="surface")
    return pl.concat([sentences.filter(~long), _cut(endless, _STRETCH, told)])


def _cut(lines: pl.DataFrame, pattern: str, told: list[str]) -> pl.DataFrame:
    """The matches of a pattern in the lines, each with what its line is."""
    matches = find_matches(lines, pattern)
    stands = lines.select(*told, "quote", begin="start_char")[matches["place"]]
    return (
        matches.drop("place")
        .hstack(stands)
        .with_columns(
            quote=pl.col("quote").str.slice(pl.col("at"), pl.col("to") - pl.col("at")),
            start_char=pl.col("begin") + pl.col("at"),
            end_char=pl.col("begin") + pl.col("to"),
        )
        .select(*told, "start_char", "end_char", "surface", "quote")
    )


def _lines(documents: pl.DataFrame) -> pl.DataFrame:
    """The lines that are not blank, with their place in the document."""
    whole = documents.select(
        "document_id", "text", folded=pl.col("folded").str.replace_all("\r", "\n", literal=True)
    ).with_row_index("document")
    # Where a sentence goes over several lines, the two texts are not broken at the same places.
    alike = pl.col("folded").str.count_matches("\n", literal=True) == pl.col(
        "text"
    ).str.count_matches(r"[\r\n]")
    lines = _split(whole.filter(alike)), _found(whole.filter(~alike))
    return (
        pl.concat(lines)
        .sort("document", "start_char")
        .with_columns(
            end_char=pl.col("start_char") + pl.col("surface").str.len_chars(),
            folded="surface",
            bare=pl.col("surface").str.strip_chars(),
            paragraph=pl.int_range(pl.len()).over("document"),
            lines=pl.len().over("document"),
        )
        .with_row_index("line")
    )


def _split(documents: pl.DataFrame) -> pl.DataFrame:
    """Texts split at each break, both as written and folded."""
    length = pl.col("surface").str.len_chars().cast(pl.Int64) + 1
    written = pl.col("text").str.replace_all("\r", "\n", literal=True)
    return (
        documents.select(
            "document",
            "document_id",
            surface=pl.col("folded").str.split("\n"),
            quote=written.str.split("\n"),
        )
        .explode("surface", "quote")
        .with_columns(start_char=length.cum_sum().over("document") - length)
        .filter(pl.col("surface").str.contains(r"\S"))
    )


def _found(documents: pl.DataFrame) -> pl.DataFrame:
    """Lines of texts that are typed to a width, where a break need not end one."""
    whole = documents.select(
        "document_id", "folded", passage_id="document_id", start_char=pl.lit(0), quote="text"
    )
    found = find_spans(whole, _LINE).filter(pl.col("surface").str.contains(r"\S"))
    return found.join(documents, on="document_id", how="left", validate="m:1").select(
        "document", "document_id", "surface", "quote", "start_char"
    )
