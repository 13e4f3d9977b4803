"""Documents cut into lines, lines told apart by what they are, and lines into sentences."""

import polars as pl

from schemas.stages import PASSAGE
from schemas.to_polars import conform
from transforms.keys import key
from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans
from transforms.text_tables import are_text_rows
from transforms.wrapped_lines import join_wrapped_lines

_LINE = r"[^\r\n]+"
# A closing quotation mark or bracket belongs to the sentence that it closes.
_SENTENCE = r"[^\s。!?][^。!?]*[。!?]*[”’\")\]]*|[。!?]+"
# What goes on for longer without a stop is no sentence of anybody's, and is cut.
_STRETCH = r"(?s).{1,1000}"
_LONGEST_SENTENCE = 1000
# A row of a table is read whole; a longer one is no table.
_LONGEST_ROW = 20_000
_NUMBERED = (
    r"^(?:第[一二三四五六七八九十百]+[章节部篇]|[一二三四五六七八九十]{1,3}[、.]"
    r"|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]\D)"
)
_MARKED = r"^(?:#{1,6}\s|\*\*[^*]+\*\*\s*$)"
_NUMERAL = "[0-9一二三四五六七八九十〇零○]"
_ONLY_DATE = rf"^[(\[]?\s*{_NUMERAL}{{2,4}}年{_NUMERAL}{{1,3}}月{_NUMERAL}{{1,3}}日\s*[)\]]?$"
_LONGEST_TITLE = 60
_LONGEST_HEADING = 40
_LONGEST_BARE_HEADING = 25


def split_passages(documents: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per sentence or heading, in reading order.

    FOLDED_DOCUMENT -> PASSAGE, 1:n. Lines are told apart as title, byline, heading, table,
    teaser, boilerplate or body; a sentence that is wholly quoted is a quotation. `section` is
    the paragraph of the heading above. Blank stretches belong to no passage. A sentence that
    the form breaks over several lines is one passage.
    """
    lines = _classify(_lines(join_wrapped_lines(documents)), lexicon)
    sentences = _sentences(lines.filter(pl.col("kind") != "table"))
    tables = lines.filter(pl.col("kind") == "table").select(*sentences.columns)
    stands = lines.select("kind", "rule", "paragraph", "section", line="passage_id")
    quoted = pl.col("surface").str.contains(r"^“[^”]*”[。!?]?$")
    return (
        pl.concat([sentences, tables])
        .rename({"passage_id": "line"})
        .join(stands, on="line", how="left", validate="m:1")
        .sort("document_id", "start_char")
        .with_columns(
            passage_id=key("p", "document_id", "start_char", "end_char", "quote"),
            ordinal=pl.int_range(pl.len()).over("document_id"),
            folded="surface",
            kind=pl.when((pl.col("kind") == "body") & quoted)
            .then(pl.lit("quotation"))
            .otherwise("kind"),
            flags=pl.lit([], dtype=pl.List(pl.String)),
        )
        .pipe(conform, PASSAGE)
    )


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


def _classify(lines: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `kind`, `rule` and `section` to each line; the first rule that fits names it."""
    bare = pl.col("bare")
    length = bare.str.len_chars()
    ends = bare.str.contains(r"[。;!?:,、…]$")
    furniture = lexicon["language/furniture"]
    rest = alternation(furniture.filter(extent="rest")["form"])
    line = alternation(furniture.filter(extent="line")["form"])
    office = alternation(lexicon.forms("organisations/offices"))
    byline = alternation(lexicon.forms("language/bylines"))
    opening = (pl.col("paragraph") == 0) & (pl.col("lines") > 1)
    subtitle = bare.str.contains("^—") & (pl.col("paragraph") <= 3) & ~ends
    rules = {
        "table_row": ("table", bare.str.contains(r"^\|") & (length <= _LONGEST_ROW)),
        "text_table_row": ("table", pl.col("is_text_row")),
        "furniture_line": (
            "boilerplate",
            bare.str.contains(rf"^\W*{line}") & (length <= _LONGEST_TITLE),
        ),
        "byline_mark": ("byline", bare.str.contains(rf"^{byline}") & (length <= 30) & ~ends),
        "office_and_name": (
            "byline",
            bare.str.contains(rf"^[^,。;:]{{0,20}}{office}\s*\p{{Han}}{{1,4}}(?:\s\p{{Han}}+)?$")
            & (length <= 25),
        ),
        "date_alone": ("byline", bare.str.contains(_ONLY_DATE)),
        "first_line": (
            "title",
            opening & ~ends & ~bare.str.contains(_NUMBERED) & (length <= _LONGEST_TITLE),
        ),
        "marked_heading": ("heading", bare.str.contains(_MARKED)),
        "line_after_dash": ("title", subtitle & (length <= _LONGEST_TITLE)),
        "numbered_heading": (
            "heading",
            bare.str.contains(_NUMBERED) & ~ends & (length <= _LONGEST_HEADING),
        ),
        "short_line": (
            "heading",
            ~ends
            & (length <= _LONGEST_BARE_HEADING)
            & (pl.col("lines") > 1)
            & bare.str.contains(r"\p{Han}")
            & ~bare.str.contains(r"[,。;:!?“”|]|\d[.\d%]*\p{Han}"),
        ),
    }
    chosen = pl.coalesce(
        pl.when(test).then(pl.lit(rule)) for rule, (_, test) in rules.items()
    ).fill_null("running_text")
    kinds = {rule: kind for rule, (kind, _) in rules.items()} | {"running_text": "body"}
    # What stands under such a line speaks of other articles, to the end of the document.
    below = bare.str.contains(rf"^\W*{rest}\W*$").cum_max().over("document_id")
    heading = pl.when(pl.col("kind") == "heading").then("paragraph")
    return (
        lines.with_columns(is_text_row=are_text_rows(lines))
        .with_columns(rule=pl.when(below).then(pl.lit("below_furniture")).otherwise(chosen))
        .with_columns(
            kind=pl.col("rule").replace_strict(kinds | {"below_furniture": "teaser"}),
        )
        .drop("is_text_row")
        .with_columns(section=heading.forward_fill().over("document_id").fill_null(-1))
    )
