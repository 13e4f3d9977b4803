"""What kind of number a figure is: a state, a total, a change, a share or a promise."""

from functools import cache

import polars as pl

from schemas.figure_meaning import FIGURE_COUNTED
from schemas.to_polars import conform
from transforms.lexicon import Lexicon, alternation

_WITHIN = r"内$"
_CLASS = r"以[上下]$"
_OF = r"^\s*的[\p{Han}“]"
_OPENS_WITH_THING = r"^\s*(?:的)?[\p{Han}“]"
_MEASURED_KINDS = ("money", "length", "area", "mass", "volume", "energy", "speed", "duration")


def add_statistic(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Tell what kind of number each figure is.

    FIGURE_GOVERNED -> FIGURE_COUNTED, one row out per row in, order kept; the first rule that
    fits decides. A promise or plan goes before a change, a change before a share, a share
    before totals and states; among these the predicate counts first (抓获 is a total), then
    the measured noun (人口 is a state), then the governing time (以来 is a running total).
    """
    rules = _rules(lexicon)
    return figures.with_columns(
        statistic=pl.coalesce(
            pl.when(test).then(pl.lit(statistic)) for statistic, test in rules
        ).fill_null("level")
    ).pipe(conform, FIGURE_COUNTED)


def _rules(lexicon: Lexicon) -> list[tuple[str, pl.Expr]]:
    kind, near, metric = pl.col("kind"), pl.col("near"), pl.col("metric").fill_null("")
    percent = kind.is_in(["percent", "multiple"])
    measure = _measure(lexicon)
    action = metric.str.contains(_actions(lexicon))
    running = _running(lexicon)
    return [
        ("attribute", kind.is_in(["age", "score"])),
        ("limit", _limit(lexicon)),
        ("target", _target(lexicon)),
        ("change", pl.col("changes")),
        ("share", percent & _share(lexicon)),
        ("attribute", ~percent & _attribute(lexicon)),
        ("level", near.str.contains(_near(lexicon, "level"))),
        ("level", percent & ~action),
        ("cumulative", running & (action | (measure == "flow"))),
        ("flow", action),
        ("flow", near.str.contains(_near(lexicon, "flow"))),
        ("cumulative", (kind == "money") & running & (measure != "level")),
        ("level", measure == "level"),
        ("flow", measure == "flow"),
        ("attribute", measure == "attribute"),
        ("cumulative", running & (pl.col("governing_mod") == "since")),
        ("flow", kind.is_in(["money", "duration"])),
        ("level", kind.is_in(["temperature", "index", "rank", "rate", "speed"])),
    ]


def _near(lexicon: Lexicon, statistic: str) -> str:
    return alternation(lexicon.forms("language/statistic_words", statistic=statistic, place="near"))


def _limit(lexicon: Lexicon) -> pl.Expr:
    """7日内办结, 5万美元以下的业务, 最高不超过."""
    kind = pl.col("kind")
    within = pl.col("surface").str.contains(_WITHIN) & kind.is_in(["duration", "length"])
    classed = (
        pl.col("surface").str.contains(_CLASS)
        & pl.col("next").str.contains(r"^\s*的")
        & kind.is_in(_MEASURED_KINDS)
    )
    said = pl.col("near").str.contains(_near(lexicon, "limit")) & ~kind.is_in(
        ["temperature", "index"]
    )
    return within | classed | (said & ~pl.col("changes"))


def _target(lexicon: Lexicon) -> pl.Expr:
    """力争, 确保, 拟安排 in the clause; a plan named in the sentence before."""
    sentence = alternation(
        lexicon.forms("language/statistic_words", statistic="target", place="sentence")
    )
    based = pl.col("changes") & pl.col("change_written").is_not_null()
    in_clause = pl.col("near").str.contains(_near(lexicon, "target"))
    return (in_clause | pl.col("before").str.contains(sentence)) & ~based


def _share(lexicon: Lexicon) -> pl.Expr:
    """占, 比重, 贡献率; 99%的合规企业; 有90%以上已完成."""
    nouns = alternation(lexicon.forms("metrics/measures", statistic="share"))
    named = pl.col("metric").str.contains(rf"(?:{nouns}$|占)").fill_null(False)
    rate = pl.col("metric").str.contains("率$").fill_null(False)
    of = pl.col("next").str.contains(_OPENS_WITH_THING) & ~rate
    return named | of


def _attribute(lexicon: Lexicon) -> pl.Expr:
    """投资超36亿元的基地, 涉及20省区市, 一行10人."""
    ends = rf"(?:{_near(lexicon, 'attribute')})(?:为|达|约|有|共|超|近)*$"
    of = pl.col("next").str.contains(_OF) & pl.col("kind").is_in(_MEASURED_KINDS)
    return pl.col("near").str.contains(ends) & (of | (pl.col("kind") != "money"))


def _running(lexicon: Lexicon) -> pl.Expr:
    """Whether the total runs from a start to the telling: 以来, 截至, 累计, 已."""
    said = pl.col("near").str.contains(_near(lexicon, "cumulative"))
    return said | pl.col("governing_mod").is_in(["since", "until"]).fill_null(False)


def _measure(lexicon: Lexicon) -> pl.Expr:
    """The statistic that the metric's last noun of measure goes with; null where it has none."""
    known = measures(lexicon)
    noun = pl.col("metric").str.extract(f"({alternation(known)})(?:数)?$")
    return noun.replace_strict(known, default=None, return_dtype=pl.String).fill_null("")


@cache
def measures(lexicon: Lexicon) -> dict[str, str]:
    """Nouns of measure and the statistic that each goes with."""
    return lexicon.mapping("metrics/measures", value="statistic")


@cache
def _actions(lexicon: Lexicon) -> str:
    return alternation(lexicon.forms("metrics/actions"))
