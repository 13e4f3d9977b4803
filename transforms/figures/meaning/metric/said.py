"""The words beside a number as they are written, cut to what can say what it measures."""

import polars as pl

from transforms.figures.asked import asked_whether
from transforms.figures.meaning.around.masks import FIGURE, FIGURES, TIME, TIMES
from transforms.figures.meaning.metric.plain_words import PlainWords

_FOOTNOTE = r"\[\d+\]|[①-⑳]"
_BLANK = r"[\s·]+"
_ENDS_IN_LINK = r"(?:[、和]|以及|(?:^|[^涉普])及|(?:^|[^参])与)$"
_LAST_LINK = r"(?:[、和]|以及)[^、和]*$"
# But 普及, 涉及, 参与 are words.
_LAST_AND = "(^|[^涉普波推参])[及与]$"
# (5)我国进出口, 3.粮食产量: the item's number.
_ITEM = r"^(?:\([\d一二三四五六七八九十]{1,3}\)|\d{1,2}[.、])"
_INCLUDED = "^.*(?:在内的|来自)"
# 43个国家和地区的740多家企业: those words belong to the number before.
_OF_THE_LAST = f"[{FIGURES}][^,;。:{FIGURES}]+的$"
_NUMERALS = "\\d〇零一二两三四五六七八九十百千万亿兆余多几数.,"
_NOUN_IN_QUOTE = f"[{_NUMERALS}]+([^{_NUMERALS}]{{2,}})$"
# 217.7亿元(含洋浦经济开发区): what a bracket remarks is not counted.
_REMARK = r"^\s*\([^()]*\)"
_AFTERWARDS = r"(?:以?后|时|中|之?前|期间|以来|的情况下|的基础上)$"


def with_phrase(figures: pl.DataFrame, words: PlainWords) -> pl.DataFrame:
    """Add `phrase_said`: the phrase without footnotes, opening words, what leads to the number.

    Empty where it says nothing of what is measured.
    """
    bare = _bare(pl.col("phrase")).str.replace(_ITEM, "").str.replace(_INCLUDED, "")
    silent = pl.any_horizontal(
        pl.col("bare").str.contains(pattern)
        for pattern in (_ENDS_IN_LINK, words.arrives, words.causing)
    )
    phrases = (
        figures.select("phrase", "changes")
        .unique()
        .with_columns(bare=bare)
        .filter(pl.col("bare") != "", ~silent)
        .with_columns(
            bare=pl.when("changes")
            .then(pl.col("bare").str.replace(words.driving, ""))
            .otherwise("bare")
        )
        .select("phrase", "changes", phrase_said=_shortened(words))
    )
    before = pl.col("before")
    of_the_last = before.str.ends_with("的") & (pl.col("kind") == "count")
    return (
        figures.join(
            phrases,
            on=["phrase", "changes"],
            how="left",
            validate="m:1",
            maintain_order="left",
        )
        .pipe(asked_whether, of_the_last, of_the_last=before.str.contains(_OF_THE_LAST))
        .with_columns(phrase_said=pl.when(~pl.col("of_the_last")).then("phrase_said").fill_null(""))
    )


def _shortened(words: PlainWords) -> pl.Expr:
    """A bare phrase without what leads into it and over to the number."""
    return (
        pl.col("bare")
        .str.replace(words.departs, "")
        .str.replace(words.opening, "")
        .str.replace(words.span_of_years, "")
        .str.replace(words.closing, "")
        .str.replace(words.agent_acts, "$rest")
        .str.replace(words.having, "$rest")
    )


def _bare(phrase: pl.Expr) -> pl.Expr:
    """Each time as one mark, no footnotes, no blanks."""
    return (
        phrase.str.replace_all(f"[{TIMES}]+的?", TIME)
        .str.replace_all(_FOOTNOTE, "")
        .str.replace_all(_BLANK, "")
    )


def clause_before(words: PlainWords) -> pl.Expr:
    """The clause before, where it can name what is measured: 按可比价格计算 cannot."""
    lead = _bare(pl.col("lead"))
    return (
        pl.when(~lead.str.contains(words.aside))
        .then(lead.str.replace(words.opening, ""))
        .otherwise(pl.lit(""))
    )


def follows(words: PlainWords) -> pl.Expr:
    """What follows the number; a noun caught in the amount (2万公安民警) goes before it."""
    noun = pl.when(pl.col("unit").is_null()).then(pl.col("surface").str.extract(_NOUN_IN_QUOTE))
    after = pl.concat_str(noun.fill_null(""), _up_to_link().str.replace(_REMARK, ""))
    return _bare(after).str.replace(_AFTERWARDS, "").str.replace(words.record, "")


def _up_to_link() -> pl.Expr:
    """What follows the number, without the beginning of what the next number counts."""
    place = pl.col("next").str.len_chars().cast(pl.Int64)
    figure_next = pl.col("after").str.slice(place, 1) == FIGURE
    cut = pl.col("next").str.replace(_LAST_LINK, "").str.replace(_LAST_AND, "$1")
    return pl.when(figure_next).then(cut).otherwise("next")
