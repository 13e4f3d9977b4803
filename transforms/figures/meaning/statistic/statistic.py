"""What kind of number a figure is: a state, a total, a change, a share or a promise."""

import polars as pl

from schemas.figure_meaning import FIGURE_COUNTED
from schemas.to_polars import conform
from transforms.figures.asked import on_asked
from transforms.figures.meaning.statistic.captions import under_captions
from transforms.figures.meaning.statistic.company import UNTOLD, in_company
from transforms.figures.meaning.statistic.plans import in_plan
from transforms.figures.meaning.statistic.promises import add_promises
from transforms.figures.meaning.statistic.rates import rates
from transforms.figures.meaning.statistic.totals import Rule, add_company, add_signs, totals
from transforms.figures.meaning.statistic.words import StatisticWords, statistic_words
from transforms.lexicon import Lexicon

_CLAUSE_SO_FAR = r"([^,;。:!?]*)$"
_FORECAST = "forecast"
_AVERAGE = "平均"
_TABLED = "total_of_table"


def add_statistic(
    figures: pl.DataFrame, dated: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Tell what kind of number each figure is.

    FIGURE_GOVERNED, DATED_DOCUMENT, PASSAGE -> FIGURE_COUNTED, one row out per row in, order
    kept; the first rule that fits decides. A promise or plan goes before a change, a change
    before a share, a share before totals and states; among these the clause that tells what
    happened counts first, then the predicate (抓获 is a total), then the measured noun (人口 is a
    state), then the governing time (以来 is a running total). Later members of a list are what
    its first is. The rule's name is added to `rule`; what is only expected (预计) is flagged
    `forecast`.
    """
    words = statistic_words(lexicon)
    outright, counted = [*_promises(), *rates(words)], totals(words)
    statistic_by = {rule: statistic for rule, statistic, _ in [*outright, *counted]}
    return (
        figures.with_columns(clause=pl.col("before").str.extract(_CLAUSE_SO_FAR))
        .pipe(in_plan, dated, passages, words)
        .pipe(under_captions, passages, words)
        .pipe(add_promises, words)
        .pipe(add_company, words)
        .with_columns(by=_first(outright))
        .pipe(
            on_asked,
            pl.col("by").is_null(),
            lambda rest: add_signs(rest, words).select(total=_first(counted)),
        )
        .with_columns(by=pl.coalesce("by", "total", _tabled(), pl.lit(UNTOLD)))
        .with_columns(
            own=pl.col("by").replace_strict(
                statistic_by | {UNTOLD: "level", _TABLED: "flow"}, return_dtype=pl.String
            )
        )
        .pipe(in_company)
        .with_columns(flags=_with_forecast(words))
        .pipe(conform, FIGURE_COUNTED)
    )


def _tabled() -> pl.Expr:
    """A cell of which nothing else is said, under a line or a head that tells of totals."""
    return pl.when(pl.col("tabled_total") & (pl.col("kind") != "percent")).then(pl.lit(_TABLED))


def _first(rules: list[Rule]) -> pl.Expr:
    """The name of the first rule that fits; null where none does."""
    return pl.coalesce(pl.when(test).then(pl.lit(rule)) for rule, _, test in rules)


def _with_forecast(words: StatisticWords) -> pl.Expr:
    """预计全年产量: a total or state that is not known yet."""
    said = pl.concat_str("lead", "clause", separator=",").str.contains(words.forecast)
    expected = said & ~pl.col("own").is_in(["target", "limit"])
    return (
        pl.when(expected).then(pl.col("flags").list.concat(pl.lit([_FORECAST]))).otherwise("flags")
    )


def _promises() -> list[Rule]:
    """Ages and scores, limits, targets, changes: what the clause says outright."""
    of_one = pl.col("kind").is_in(["age", "score"]) & ~pl.col("changes")
    of_many = of_one & pl.col("near").str.contains(_AVERAGE)
    return [
        ("average_of_many", "level", of_many),
        ("of_one_participant", "attribute", of_one),
        ("promise", "limit", pl.col("limit")),
        ("size_of_one", "attribute", pl.col("size")),
        ("plan", "target", pl.col("target")),
        ("change", "change", pl.col("changes")),
    ]
