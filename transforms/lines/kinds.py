"""Lines told apart by what they are; the first rule that fits a line names it."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.lines.furniture import Rule, boilerplate, captions_and_datelines
from transforms.lines.surroundings import is_navigation, is_repeated_title, stands_below
from transforms.text_tables import are_text_rows

_NUMBERED = (
    r"^(?:第[一二三四五六七八九十百]+[章节部篇]|[一二三四五六七八九十]{1,3}[、.]"
    r"|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]\D)"
)
_MARKED = r"^(?:#{1,6}\s|\*\*[^*]*[^*\s][^*]*\*\*\s*$)"
_NUMERAL = "[0-9一二三四五六七八九十〇零○]"
_DAY = rf"{_NUMERAL}{{2,4}}年{_NUMERAL}{{1,3}}月{_NUMERAL}{{1,3}}日"
# (2007年1月12日 向巴平措): when a report was given, and by whom.
_ONLY_DATE = rf"^(?:[(\[]?\s*{_DAY}\s*[)\]]?|\(\s*{_DAY}\s+[\p{{Han}}· ]{{2,12}}\))$"
_OFFICE_BEFORE, _NAME_AFTER = r"^[^,。;:]{0,20}", r"\s*\p{Han}{1,4}(?:\s\p{Han}+)?$"
_LONGEST_TITLE = 60
_LONGEST_HEADING = 40
_LONGEST_BARE_HEADING = 25
# What is longer is running text or a row of a table, whatever it looks like.
_LONGEST_LINE = 150
# A row of a table is read whole; a longer one is no table.
_LONGEST_ROW = 20_000
_ADDRESS = r"\]\([^()\s]*\)"


def classify_lines(lines: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `kind`, `rule` and `section` to each line.

    Lines in reading order with `document_id`, `paragraph`, `lines` and `bare` (folded, without
    blanks at either end) -> the same rows. `section` is the paragraph of the heading above.
    """
    read = _measured(lines)
    first = _rules_of_furniture(lexicon)
    furniture = pl.coalesce(pl.when(test).then(pl.lit(name)) for name, (_, test) in first.items())
    read = read.with_columns(furniture=furniture)
    read = read.with_columns(opens=_opens(pl.col("furniture").is_null()))
    rules = _rules_of_text(lexicon)
    chosen = pl.coalesce(pl.when(test).then(pl.lit(name)) for name, (_, test) in rules.items())
    kinds = {name: kind for name, (kind, _) in (first | rules | _AROUND).items()}
    heading = pl.when(pl.col("kind") == "heading").then("paragraph")
    named = read.with_columns(rule=pl.coalesce("furniture", chosen, pl.lit("running_text")))
    return (
        lines.with_columns(rule=_in_surroundings(named, lexicon))
        .with_columns(kind=pl.col("rule").replace_strict(kinds | {"running_text": "body"}))
        .with_columns(section=heading.forward_fill().over("document_id").fill_null(-1))
    )


_AROUND: dict[str, Rule] = {
    "below_furniture": ("teaser", pl.lit(None)),
    "navigation": ("boilerplate", pl.lit(None)),
    "repeated_title": ("title", pl.lit(None)),
}


def _measured(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with what the rules ask of them: `short` is null for running text."""
    length = pl.col("bare").str.len_chars()
    row = pl.col("bare").str.starts_with("|") & (length <= _LONGEST_ROW)
    return (
        lines.with_columns(
            # Where a link leads to is no part of what the line says.
            short=pl.when(length <= 2 * _LONGEST_LINE).then(
                pl.col("bare").str.replace_all(_ADDRESS, "]")
            ),
            is_text_row=are_text_rows(lines),
            is_row=row,
        )
        .with_columns(size=pl.col("short").str.len_chars())
        .with_columns(short=pl.when(pl.col("size") <= _LONGEST_LINE).then("short"))
        .with_columns(ends=pl.col("short").str.tail(1).is_in(list("。;!?:,、…")))
        # Where a longer line ends with a stop, only its opening words can tell furniture.
        .with_columns(
            brief=pl.when((pl.col("size") <= _LONGEST_TITLE) | ~pl.col("ends")).then("short")
        )
    )


@cache
def _rules_of_furniture(lexicon: Lexicon) -> dict[str, Rule]:
    """Tables and furniture, which no place in the document makes a title or a heading."""
    tables: dict[str, Rule] = {
        "table_row": ("table", pl.col("is_row")),
        "text_table_row": ("table", pl.col("is_text_row")),
    }
    return tables | boilerplate(lexicon) | captions_and_datelines(lexicon)


def _opens(is_text: pl.Expr) -> pl.Expr:
    """Whether nothing but furniture stands above the line."""
    text = is_text.cast(pl.Int32)
    return is_text & (text.cum_sum().over("document_id") == 1) & (pl.col("paragraph") <= 3)


@cache
def _rules_of_text(lexicon: Lexicon) -> dict[str, Rule]:
    """What heads the text or its parts; `opens` is true of the first line that is no furniture."""
    bare, size, ends = pl.col("short"), pl.col("size"), pl.col("ends")
    office = alternation(lexicon.forms("organisations/offices"))
    byline = alternation(lexicon.forms("language/bylines"))
    subtitle = bare.str.contains("^—") & (pl.col("paragraph") <= 3) & ~ends
    return {
        "byline_mark": ("byline", bare.str.contains(rf"^{byline}") & (size <= 30) & ~ends),
        "office_and_name": (
            "byline",
            pl.col("brief").str.contains(rf"{_OFFICE_BEFORE}{office}{_NAME_AFTER}") & (size <= 25),
        ),
        "date_alone": ("byline", bare.str.contains(_ONLY_DATE)),
        "first_line": (
            "title",
            pl.col("opens")
            & (pl.col("lines") > 1)
            & ~ends
            & ~bare.str.contains(_NUMBERED)
            & (size <= _LONGEST_TITLE),
        ),
        "marked_heading": ("heading", bare.str.contains(_MARKED)),
        "line_after_dash": ("title", subtitle & (size <= _LONGEST_TITLE)),
        "numbered_heading": (
            "heading",
            bare.str.contains(_NUMBERED) & ~ends & (size <= _LONGEST_HEADING),
        ),
        "year_and_work": ("heading", bare.str.contains(_year_and_work(lexicon))),
        "short_line": (
            "heading",
            ~ends
            & (size <= _LONGEST_BARE_HEADING)
            & (pl.col("lines") > 1)
            & bare.str.contains(r"\p{Han}")
            & ~bare.str.contains(r"[,。;:!?“”|]|\d[.\d%]*\p{Han}"),
        ),
    }


def _year_and_work(lexicon: Lexicon) -> str:
    """2006年工作回顾: a year, and the words of what is looked back on or ahead to."""
    heads = alternation(lexicon.forms("language/statistic_words", place="heading"))
    return rf"^(?:19|20)\d{{2}}年(?:度|的)?\p{{Han}}{{0,8}}{heads}\p{{Han}}{{0,4}}$"


def _in_surroundings(named: pl.DataFrame, lexicon: Lexicon) -> pl.Series:
    """The rule of each line once the lines around it have had their say."""
    plain = pl.col("rule").is_in(["short_line", "running_text", "first_line"])
    below = stands_below(named, lexicon)
    furnished = pl.col("rule").is_in(_STAYS_BELOW)
    return named.select(
        pl.when(below & ~furnished)
        .then(pl.lit("below_furniture"))
        .when(is_navigation(named, lexicon) & plain)
        .then(pl.lit("navigation"))
        .when(is_repeated_title(named) & plain)
        .then(pl.lit("repeated_title"))
        .otherwise("rule")
    ).to_series()


_STAYS_BELOW = ("controls", "legal_notice", "source_and_time", "markup")
