"""The words around each figure, cut once so that every later rule reads the same ones."""

import polars as pl

from schemas.figure_meaning import FIGURE_CONTEXT
from schemas.to_polars import conform
from transforms.figures.asked import asked_whether, where_asked
from transforms.figures.meaning.around.cells import label_cells
from transforms.figures.meaning.around.masks import FIGURES, mask
from transforms.lexicon import Lexicon

_FARTHEST_BEFORE = 240
_FARTHEST_AFTER = 80
_MARK = r",;:。!?…|<>→\n"  # < and > end a tag: <br></p><p>在石家庄
# A bracket or quotation that opens and closes belongs to its clause: 企(事)业单位.
_WHOLE = rf"(?:\([^(){FIGURES}]*\)|“[^”{FIGURES}]*”|《[^》{FIGURES}]*》|——?"
_NEAR = rf"((?:{_WHOLE}|[^{_MARK}(){FIGURES}]))*)$"
_NEXT = rf"^((?:{_WHOLE}|[^{_MARK}(){FIGURES}]))*)"
_LEAD = rf"(?:^|[{_MARK}])((?:{_WHOLE}|[^{_MARK}(){FIGURES}]))+)[,:]$"
_ARTICLE = r"^一\p{Han}$"
_YEARS = r"^[\d两二三四五六七八九十]{1,2}年$"
_SPAN_FOLLOWS = "^(?:累计|年均|平均|合计|总计|[来间共])"
_NOUN_BEGINS = r"[\p{Han}“]"
_FOOTNOTE = r"\[\d{1,3}\]|[①-⑳]"
_BLANK_AFTER = r"([\p{Han}\ue000-\ue003,])\s+"
_BLANK_BEFORE = r"\s+([\p{Han}\ue000-\ue003,])"
_TO_CLEAN = r"[\s\[①-⑳]"
# 西洽会开幕 超7000企业寻商机: in a line without marks a blank parts what it tells.
_MARKED = "[,;。]"
_LAST_PART = r"\p{Han}{3}[^\s]*\s+([^\s]{2,}\s*)$"
_FIRST_PART = r"^(\s*[^\s]*\p{Han}{2}[^\s]*)\s+[^\s]{2}"
_ENDS_BEFORE = r"\p{Han}{3}[^\s]*\s+$"
_BEGINS_AFTER = r"^\p{Han}{2}"
_OPEN = r"\([^()]*$"


def add_context(
    amounts: pl.DataFrame, passages: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Give each amount the words around it.

    FIGURE_NORMALISED, PASSAGE, PLACED_TIME -> FIGURE_CONTEXT, one row out per row in, in
    reading order. Times and figures are masked; `near` and `next` end at the marks that end a
    clause and at other figures, `lead` is the clause before where no figure stands between.
    """
    masked = mask(passages, times.filter(~pl.col("named_base")), _counted(amounts, passages))
    offset = pl.col("start_char") - pl.col("found_at")
    until = pl.col("end_char") - pl.col("found_at")
    begin = pl.max_horizontal(offset - _FARTHEST_BEFORE, 0)
    return (
        amounts.lazy()
        .join(_stands(passages).lazy(), on="passage_id", how="inner", validate="m:1")
        .join(masked.lazy(), on="passage_id", how="left", validate="m:1")
        .with_columns(masked=pl.col("masked").fill_null(pl.col("line")))
        .with_columns(position=pl.col("ground") + pl.col("start_char"))
        .sort("position", "end_char")
        .with_columns(
            before=pl.col("masked").str.slice(begin, offset - begin),
            after=pl.col("masked").str.slice(until, _FARTHEST_AFTER),
        )
        .with_columns(_clauses())
        .collect()
        .pipe(asked_whether, pl.col("before").str.contains(r"\("), nested=_nested())
        .with_columns(lead=_earlier())
        .pipe(where_asked, pl.col("lead").str.contains("[,:]$"), lead=_clause_before())
        .with_columns(pl.col("lead").fill_null(""))
        .pipe(_parted_by_blanks)
        .pipe(where_asked, pl.col("near").str.contains(_TO_CLEAN), cleaned=_cleaned())
        .with_columns(near=pl.coalesce("cleaned", "near"))
        .pipe(label_cells, passages, lexicon)
        .pipe(conform, FIGURE_CONTEXT)
    )


def _stands(passages: pl.DataFrame) -> pl.DataFrame:
    """The passages under the names that they bear beside a figure."""
    return passages.select(
        "passage_id",
        "paragraph",
        "section",
        "ground",
        found_at="start_char",
        line="folded",
        original="quote",
        passage_kind="kind",
    )


def _clauses() -> list[pl.Expr]:
    """The figure's own clause on either side of it."""
    before = pl.col("before")
    return [
        before.str.extract(_NEAR).fill_null("").alias("near"),
        pl.col("after").str.extract(_NEXT).fill_null("").alias("next"),
    ]


def _nested() -> pl.Expr:
    """Whether a bracket holds the figure."""
    return pl.col("before").str.contains(_OPEN)


def _earlier() -> pl.Expr:
    """What stands before the figure's own clause."""
    length = pl.col("before").str.len_chars().cast(pl.Int64)
    own = pl.col("near").str.len_chars().cast(pl.Int64)
    return pl.col("before").str.head(length - own)


def _clause_before() -> pl.Expr:
    return pl.col("lead").str.extract(_LEAD)


def _parted_by_blanks(figures: pl.DataFrame) -> pl.DataFrame:
    """Cut `near` and `next` at the blanks that part the clauses of a line without marks."""
    near, then = pl.col("near"), pl.col("next")
    begins = near.str.contains(_ENDS_BEFORE) & then.str.contains(_BEGINS_AFTER)
    return (
        figures.pipe(
            where_asked,
            ~pl.col("line").str.contains(_MARKED),
            last=pl.when(begins).then(pl.lit("")).otherwise(near.str.extract(_LAST_PART)),
            first=then.str.extract(_FIRST_PART),
        )
        .with_columns(near=pl.coalesce("last", "near"), next=pl.coalesce("first", "next"))
        .drop("last", "first")
    )


def _cleaned() -> pl.Expr:
    """The figure's clause without footnote marks, and words that blanks part made whole.

    增长[27]0.2%, 居 民 消 费; a blank beside a letter or a digit stays.
    """
    bare = pl.col("near").str.replace_all(_FOOTNOTE, "")
    return bare.str.replace_all(_BLANK_AFTER, "$1").str.replace_all(_BLANK_BEFORE, "$1")


def _counted(amounts: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """The amounts that part a clause.

    一个 before its noun is an article, 五年 before 累计 says over which span: they part nothing.
    """
    texts = passages.select("passage_id", "folded", found_at="start_char")
    follows = pl.col("folded").str.slice(pl.col("end_char") - pl.col("found_at"), 2)
    article = pl.col("surface").str.contains(_ARTICLE) & follows.str.contains(_NOUN_BEGINS)
    span = pl.col("surface").str.contains(_YEARS) & follows.str.contains(_SPAN_FOLLOWS)
    spans = amounts.select("passage_id", "start_char", "end_char", "surface").with_row_index("row")
    parts_nothing = (
        spans.filter(pl.col("surface").str.contains(f"{_ARTICLE}|{_YEARS}"))
        .join(texts, on="passage_id", how="inner", validate="m:1")
        .filter(article | span)
    )
    return spans.join(parts_nothing, on="row", how="anti")
