"""Percentages that tell no change: parts of a whole, and rates as they stand."""

import polars as pl

from transforms.figures.meaning.statistic.totals import Rule
from transforms.figures.meaning.statistic.words import StatisticWords

_THING = r"^\s*(?:的)?[\p{Han}“]"
_TAKES_UP = r"占(?:[^,;。]{1,16}的)?(?:约|近|了|比|到|达|达到)?$"
# 支出为年初预算的 31.6%, 产量相当于全国的三分之一, but not 增速为去年的 8%.
_PART_IS = r"(?:[为是达]|相当于|相等于|等于|等同|只有|不足|超过)[^,;。]{1,16}的$"
_FRACTION = "分之"


def rates(words: StatisticWords) -> list[Rule]:
    """Percentages that are no change are parts of a whole or rates as they stand."""
    kind = pl.col("kind")
    fraction = (kind == "count") & pl.col("surface").str.contains(_FRACTION)
    percent = kind.is_in(["percent", "multiple"]) | fraction
    named = pl.col("metric").str.contains(words.share_noun).fill_null(False)
    rate = pl.col("metric").str.contains("率$").fill_null(False)
    of = pl.col("next").str.contains(_THING) & ~rate
    near = pl.col("near")
    takes_up = near.str.contains(_TAKES_UP) | near.str.contains(_PART_IS)
    # 水质100%达标, 优良天数比例97%: how it stands, no part of anything.
    stands = pl.col("next").str.contains(words.rate_follows) | pl.col("metric").str.contains(
        words.rate_noun
    ).fill_null(value=False)
    return [
        ("part_of_whole", "share", percent & ~stands & (named | of | takes_up)),
        ("times_another", "share", (kind == "multiple")),
        ("rate_as_it_stands", "level", percent),
    ]
