"""The kind of a quantity where its unit alone does not tell."""

import polars as pl

from transforms.figures.not_figures import RANKED_BEFORE, TOP_BEFORE
from transforms.lexicon import Lexicon, alternation

_PER_MANY = r"每[十百千万]+[^,。;、]*$"  # 每万人口发明专利拥有量6.3件
_SUM = r"亿$|至.*万$"
_PART = "分之|半"  # 占总产值一半: a part of money is no money
_NOUN_FOLLOWS = r"^\p{Han}"
_ELECTRIC = r"电[^,。;]*$"  # 发电量2565亿度
_OLD = r"^大(?:$|[的了,。、;)]|[男女婴幼小宝孩])"  # 八个月大的婴儿
_MAGNITUDE = r"[0-9]\.[0-9]级$"  # 6.5级地震
_SPEED = r"时速[^,。;、0-9]{0,6}$"  # 最高时速达300公里
_STRENGTH = r"^(?:大?地震|余震|左右地震|以上地震|大?风|阵风|台风|偏?[东南西北]+风)"  # 6.5级地震
_MOVES = r"[升降移进退滑跌跃](?:了|约)?(?:[0-9]{1,3}位[、,和及])*$"  # 前移5位、4位
_PLACES = ("位", "个位次", "位次")
_PLACE = r"^[0-9一二三四五六七八九十]{1,4}[位名]$"


def tell_kinds(amounts: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Correct `kind` by the words before the number; same rows, same columns.

    Expects `surface`, `before`, `unit`, `kind`. A number without a unit takes the kind of the
    last noun before it that has one.
    """
    nouns = lexicon["language/kind_nouns"]
    before, after = pl.col("before"), pl.col("after")
    kind_of = dict(zip(nouns["form"], nouns["kind"], strict=True))
    near = alternation(kind_of)
    noun = pl.coalesce(
        after.str.extract(rf"^的?({near})"),
        pl.when(pl.col("surface").str.contains(_SUM)).then(before.str.extract(rf".*({near})")),
        pl.when(~after.str.contains(_NOUN_FOLLOWS)).then(
            before.str.extract(rf".*({near})[^,。;、0-9]{{0,6}}$")
        ),
    )
    of_noun = pl.col("unit").is_null() & ~pl.col("surface").str.contains(_PART)
    large = pl.col("surface").str.contains("[万亿]")
    return amounts.with_columns(
        kind=pl.when(pl.col("unit").is_null() & before.str.contains(TOP_BEFORE))
        .then(pl.lit("rank"))
        .when(of_noun & (pl.col("kind") == "count"))
        .then(noun.replace_strict(kind_of, default=None).fill_null(pl.col("kind")))
        .when((pl.col("kind") == "count") & before.str.contains(_PER_MANY))
        .then(pl.lit("rate"))
        .when((pl.col("unit") == "度") & (large | before.str.contains(_ELECTRIC)))
        .then(pl.lit("energy"))
        .when((pl.col("kind") == "duration") & after.str.contains(_OLD))
        .then(pl.lit("age"))
        .when((pl.col("unit") == "级") & pl.col("surface").str.contains(_MAGNITUDE))
        .then(pl.lit("other"))
        .when((pl.col("kind") == "length") & before.str.contains(_SPEED))
        .then(pl.lit("speed"))
        .when((pl.col("unit") == "级") & after.str.contains(_STRENGTH))
        .then(pl.lit("other"))
        .when(pl.col("unit").is_in(_PLACES) & before.str.contains(_MOVES))
        .then(pl.lit("rank"))
        .when(pl.col("surface").str.contains(_PLACE) & before.str.contains(RANKED_BEFORE))
        .then(pl.lit("rank"))
        .otherwise("kind")
    )
