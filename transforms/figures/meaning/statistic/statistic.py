"""What kind of number a figure is: a state, a total, a change, a share or a promise."""

import polars as pl

from schemas.figure_meaning import FIGURE_COUNTED
from schemas.to_polars import conform
from transforms.figures.asked import on_asked
from transforms.figures.meaning.neighbour import (
    figure_before,
    last_told,
    same_kind,
    told_before,
)
from transforms.figures.meaning.position import PARAGRAPH
from transforms.figures.meaning.statistic.captions import under_captions
from transforms.figures.meaning.statistic.plans import in_plan
from transforms.figures.meaning.statistic.promises import add_promises
from transforms.figures.meaning.statistic.totals import Rule, add_company, add_signs, rates, totals
from transforms.figures.meaning.statistic.words import StatisticWords, statistic_words
from transforms.lexicon import Lexicon

_CLAUSE_SO_FAR = r"([^,;。:!?]*)$"
_LISTED = r"^\s*[、和及与]|^\s*以及|^\p{Han}{1,8}(?:[和与]|以及)$"
_ONLY_A_LINK = r"^\s*(?:[、,和及与]|以及)\s*$"
_OF_WHICH = r"^\s*(?:其中|按)"
_RESTATED = "^(?:折合|约合|合|相当于)$"
# 42种矿产新增探明储量,其中石油66109万吨: the parts of what is new are new, in whatever unit.
_ANEW = "新增"
_FORECAST = "forecast"
_RUNNING = "累计"
_AVERAGE = "平均"
_TOTALS = ("flow", "cumulative", "level")
_UNTOLD = "nothing_said"
_TABLED = "total_of_table"
_SAID_BY_KIND = (
    _UNTOLD,
    "kind_of_total",
    "state_reached",
    "measure_of_total",
    "measure_of_total_since",
    "measure_of_state",
)


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
        .with_columns(by=pl.coalesce("by", "total", _tabled(), pl.lit(_UNTOLD)))
        .with_columns(
            own=pl.col("by").replace_strict(
                statistic_by | {_UNTOLD: "level", _TABLED: "flow"}, return_dtype=pl.String
            )
        )
        .pipe(_with_company)
        .with_columns(flags=_with_forecast(words))
        .pipe(conform, FIGURE_COUNTED)
    )


def _tabled() -> pl.Expr:
    """A cell of which nothing else is said, under a line or a head that tells of totals."""
    return pl.when(pl.col("tabled_total") & (pl.col("kind") != "percent")).then(pl.lit(_TABLED))


def _first(rules: list[Rule]) -> pl.Expr:
    """The name of the first rule that fits; null where none does."""
    return pl.coalesce(pl.when(test).then(pl.lit(rule)) for rule, _, test in rules)


def _with_company(figures: pl.DataFrame) -> pl.DataFrame:
    """Settle `statistic` by the figures that stand before: lists, and the parts of a whole."""
    inherited = pl.when("inherits").then(pl.lit("as_the_one_before")).otherwise("by")
    return (
        figures.with_columns(limit=_limit())
        .with_columns(
            own=pl.when(last_told(pl.col("limit"))).then(pl.lit("limit")).otherwise("own")
        )
        .with_columns(anew=pl.concat_str("near", "next").str.contains(_ANEW))
        .with_columns(
            *_wholes(), opens=pl.col("near").str.contains(_OF_WHICH) | (pl.col("lead") == "其中")
        )
        .with_columns(whole=_of_whole())
        .with_columns(
            own=pl.coalesce("whole", "own"), inherits=_inherits() & pl.col("whole").is_null()
        )
        .with_columns(
            stated=pl.when(~pl.col("inherits") & pl.col("own").is_in(_TOTALS)).then("own")
        )
        .with_columns(
            statistic=pl.when("inherits")
            .then(pl.coalesce(last_told(pl.col("stated")), "own"))
            .otherwise("own"),
            rule=pl.format("{}, {}", "rule", inherited),
        )
    )


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


def _inherits() -> pl.Expr:
    """A later member of a list, and 其中, are what the figure before them is."""
    alike = same_kind()
    near = pl.col("near")
    is_total = pl.col("own").is_in(_TOTALS)
    runs_on = figure_before(pl.col("own") == "cumulative")
    total = figure_before(is_total) & is_total & ~near.str.contains(_RUNNING) & ~pl.col("reached")
    listed = near.str.contains(_LISTED)
    of_which = near.str.contains(_OF_WHICH)
    restated = pl.col("nested") & alike & near.str.contains(f"^$|{_RESTATED}")
    joins = (listed & alike) | (listed & runs_on) | (of_which & alike)
    return (total & (joins | restated)).fill_null(False)


def _limit() -> pl.Expr:
    """9.5元、9.6元: whether it is a limit; null where only a link joins it to the last number."""
    linked = pl.col("near").str.contains(_ONLY_A_LINK) & same_kind() & ~pl.col("changes")
    return pl.when(~linked).then(pl.col("own") == "limit")


def _wholes() -> list[pl.Expr]:
    """`whole` and `whole_unit`: the last total of the paragraph before each figure."""
    total = pl.col("own").is_in(_TOTALS)
    return [
        told_before(pl.when(total).then(column), PARAGRAPH).alias(name)
        for column, name in (("own", "whole"), ("unit", "whole_unit"), ("anew", "whole_anew"))
    ]


def _of_whole() -> pl.Expr:
    """What 其中 tells the parts of is what the whole is, in the sentence or at the next one's head.

    Null for figures that are no parts, or that their own words tell.
    """
    opens = pl.col("opens")
    opened = last_told(pl.when(opens).then(opens)).fill_null(value=False)
    whole, unit, anew = (
        last_told(pl.when(opens).then(column)) for column in ("whole", "whole_unit", "whole_anew")
    )
    by_kind = pl.col("by").is_in(_SAID_BY_KIND) & pl.col("own").is_in(_TOTALS)
    alike = pl.col("unit").fill_null("") == unit.fill_null("")
    return pl.when(opened & by_kind & (alike | anew)).then(whole)
