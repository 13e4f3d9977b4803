"""Limits, plans and the sizes of one thing: what a figure is by what is promised or described."""

import polars as pl

from transforms.figures.asked import asked_whether
from transforms.figures.meaning.around.masks import FIGURES, TIMES
from transforms.figures.meaning.neighbour import (
    figure_after,
    figure_before,
    first_place,
    last_told,
    place,
)
from transforms.figures.meaning.position import PARAGRAPH
from transforms.figures.meaning.statistic.words import StatisticWords

_WITHIN = r"内$"
_SHORT = "短短|过去|最近|此前|先后$"
_CAME_ABOUT = "了|出现|曾|已"
_CLASS = r"以[上下]$"
_OF = r"^\s*的[\p{Han}“]"
_SIZED = ("money", "length", "area", "mass", "volume", "energy", "speed", "duration")
# 6.5级地震, 11层的饭店; 十几米高; 距离车站500米; 设计载客量1800人; 年通过能力75万人次.
_OF_ONE = ("级", "层")
_STRETCHES = r"^\s*[高长宽深厚]的?(?:[^于达]|$)"
_APART = r"(?:距离|相距|距)[^,;。]*$"
_DESIGNS = "设计|能力"
_DESIGNED = r"设计[^,;。、业院师费]{0,8}$|年[^,;。、]{1,6}能力(?:为|达|约|可达)*$"
_PER_MOMENT = r"每(?:秒|分钟|小时)[^,;。、]*$|年产$"
_ONE_THING = r"[一这那该][座条片个艘架栋所块幢台辆枚颗处口份幅]$"
# 比1980年增加210亿元 tells a change also in a plan.
_BASE_IN_TIME = f"[比较][{TIMES}]+"
_BASE_OF_PLAN = f"[比较][{TIMES}]+的[{FIGURES}]+[^,;。{FIGURES}]*$"
_A_BASE = f"[比较][{TIMES}]+的$"
_EACH_YEAR = "年均|每年"
_PERSONS = ("人", "名", "位")
_POINTED_AT = r"(?:^|[^至迄])[这那该][^,;。、]?$|上述$"
_BETWEEN = r"^\p{Han}{0,8}之间"
_NEXT_SIZE = r"^[、,]\s*\p{Han}{1,8}$"
_POINTS_AT = "[该此这]"
_OF_EACH = "每|平均"
_OF_VALUE = "的价值(?:达|约|近|超过)*$"
# 发现池苑,面积达6万平方米: of what was spoken of.
_AREA = "^总?面积(?:达|约|为|近|超过|超|有|逾)*$"
_MUST_NOT = "不得"


def add_promises(figures: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """Add what the clause says outright: `limit`, `size`, `attribute` and `target`.

    FIGURE_GOVERNED with `clause`, `planned` and `told_as_done` -> the same rows in the same
    order, in reading order. Each pattern is asked of the rows that can hold it.
    """
    clauses = pl.concat_str("lead", "near", separator=",")
    return (
        figures.with_columns(
            of=pl.col("next").str.contains(_OF), sized=pl.col("kind").is_in(_SIZED)
        )
        .pipe(
            asked_whether,
            pl.col("before").str.contains(words.forecast),
            foreseen=pl.col("before").str.contains(words.foreseen),
        )
        .pipe(
            asked_whether,
            ~pl.col("changes") & clauses.str.contains(words.obliges),
            duty=clauses.str.contains(words.duty),
        )
        .with_columns(limit=_is_limit(words))
        .pipe(_add_sizes, words)
        .pipe(_add_attribute, words)
        .pipe(_add_target, words)
    )


def _is_limit(words: StatisticWords) -> pl.Expr:
    """7日内办结, 5万美元以下的业务, 最高不超过, 须支付."""
    kind, surface = pl.col("kind"), pl.col("surface")
    within = surface.str.contains(_WITHIN) & kind.is_in(["duration", "length"]) & ~_gone_by()
    of = pl.col("next").str.contains(r"^\s*的")
    class_named = surface.str.contains(_CLASS)
    classed = class_named & of & pl.col("sized")
    classed = classed | figure_before(classed) & class_named
    # 火山灰最高达6千米 was seen, not set.
    seen = (kind == "length") & pl.col("near").str.contains("最")
    # 不得少于2米: the number's own hedge forbids.
    limit = pl.col("near").str.contains(words.limit) | pl.col("surface").str.starts_with(_MUST_NOT)
    said = limit & ~kind.is_in(["temperature", "index"]) & ~seen
    grant = pl.col("near").str.contains(words.grant) & kind.is_in(["money", "percent"])
    valid = (kind == "duration") & pl.col("next").str.contains(words.valid)
    told = (said | pl.col("duty") | grant) & ~pl.col("changes") & ~pl.col("foreseen")
    return within | classed | valid | told


def _gone_by() -> pl.Expr:
    """短短六星期内出现了: a span of time that the text looks back on."""
    return pl.col("near").str.contains(_SHORT) | pl.col("next").str.contains(_CAME_ABOUT)


def _add_target(figures: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """Add `target`: 力争, 确保, 拟安排 in the clause; a plan named before; a paragraph that plans.

    What is only expected (预计将) or stands at present is no plan.
    """
    clause, before = pl.col("clause"), pl.col("before")
    # 比1980年的191元增长33.5%: the base is a number of its own, and no plan.
    base = before.str.contains(_BASE_OF_PLAN)
    measured = (
        pl.col("change_written").is_not_null() | pl.col("near").str.contains(_BASE_IN_TIME) | base
    )
    # The rate that a central bank aims at is in force; 较预期 compares.
    may_aim = before.str.contains(words.may_be_no_aim) | before.str.contains(words.target_before)
    aims = clause.str.replace_all(words.no_aim, "").str.contains(words.target)
    named = before.str.replace_all(words.no_aim, "").str.contains(words.target_before)
    return (
        figures.pipe(asked_whether, pl.col("changes"), based=measured.fill_null(value=False))
        .pipe(
            asked_whether,
            pl.col("based"),
            # 力争年均增长12%: each year is no base, what is aimed at so is a plan.
            each_year=pl.col("change_written").str.contains(_EACH_YEAR),
        )
        .pipe(asked_whether, may_aim | clause.str.contains(words.target), aims=aims, named=named)
        .with_columns(strong=pl.col("named") & ~pl.col("based"))
        .with_columns(target=_is_told(words))
        .with_columns(target=_is_target(words))
    )


def _is_told(words: StatisticWords) -> pl.Expr:
    """Whether the figure's own sentence says that it is aimed at."""
    part = (pl.col("kind") == "percent") & pl.col("of")
    will = pl.col("clause").str.contains(words.outlook) & ~pl.col("foreseen") & ~part
    hold = pl.col("clause").str.contains(words.hold) & ~pl.col("told_as_done")
    aim = pl.col("aims") | pl.col("next").str.contains(words.target_after)
    told = (aim | will | hold | pl.col("strong")) & ~pl.col("based")
    return told | (aim & pl.col("each_year"))


def _is_target(words: StatisticWords) -> pl.Expr:
    """Whether a figure is aimed at by its sentence, by one before it, or by its paragraph."""
    told = pl.col("target")
    earlier = last_told(pl.when("strong").then("governing_time_id"), PARAGRAPH)
    # What the same time governs after a plan is planned as well: 今年拟安排…。赤字率…
    same_time = (earlier == pl.col("governing_time_id")).fill_null(False) & ~pl.col("changes")
    stands = pl.col("clause").str.contains(words.present) & ~told
    was = pl.col("based") | pl.col("near").str.contains(_A_BASE)
    planned = pl.col("planned") & ~was & ~pl.col("foreseen")
    return told | same_time | (planned & ~stands)


def _add_sizes(figures: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """Add `size`: 时速300公里, 6.5级地震, 5天之旅, 全程4天: of one thing by its very words."""
    kind, near, next_ = pl.col("kind"), pl.col("near"), pl.col("next")
    level = ~pl.col("changes")
    long, lasts = kind == "length", kind == "duration"
    stretches = long & (next_.str.contains(_STRETCHES) | near.str.contains(_APART))
    spans = lasts & (near.str.contains(words.lasts) | next_.str.contains(words.lasting))
    one_thing = near.str.contains(_ONE_THING) & pl.col("sized") & ~lasts
    return (
        figures.pipe(asked_whether, level & (long | lasts), stretch=stretches | spans)
        .pipe(
            asked_whether,
            level & (kind != "money") & near.str.contains(_DESIGNS),
            designed=near.str.contains(_DESIGNED),
        )
        .pipe(
            asked_whether,
            level & near.str.contains(_POINTS_AT),
            of_this=near.str.contains(words.one) & ~near.str.contains(words.running),
        )
        .pipe(asked_whether, level & (kind == "money"), price=_is_price(words))
        # 维修道路614条,面积161万平方米 is of many.
        .with_columns(
            lies=level & (kind == "area") & near.str.contains(_AREA) & (first_place() == place())
        )
        .pipe(
            asked_whether,
            level & pl.col("of"),
            of_one=near.str.contains(_PER_MOMENT) | one_thing,
        )
        .with_columns(
            size=(
                (pl.col("unit").is_in(_OF_ONE).fill_null(value=False) | (kind == "speed")) & level
            )
            | pl.any_horizontal("stretch", "designed", "of_one", "of_this", "price", "lies")
        )
    )


def _is_price(words: StatisticWords) -> pl.Expr:
    """作价5亿元; 价值2000万元的物资, but not what was imported, 价值3121亿美元."""
    near = pl.col("near")
    of_each = near.str.contains(_OF_EACH)
    return (near.str.contains(words.price) & ~of_each) | near.str.contains(_OF_VALUE)


def _add_attribute(figures: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """Add `attribute`: 投资超36亿元的基地, 涉及20省区市, 一行10人; a list of sizes beside one."""
    near, kind = pl.col("near"), pl.col("kind")
    counts = kind == "count"
    said, listed = pl.col("said"), pl.col("listed")
    sized = pl.col("said_size")
    goes_on = listed & figure_before(sized)
    whose = (said | goes_on) & pl.col("sized") & pl.col("of")
    # 投资242亿元、面积280万亩的项目: the thing stands after the last of its sizes.
    first = sized & figure_after(pl.col("whose") & listed)
    small = said & kind.is_in(["length", "mass", "speed"])
    party = said & counts & near.str.contains("(?:一行|涉及)$")
    joined = counts & listed & near.str.starts_with("、")
    return (
        figures.with_columns(
            said=near.str.contains(words.attribute), listed=near.str.contains(_NEXT_SIZE)
        )
        .pipe(asked_whether, counts & pl.col("unit").is_in(_PERSONS), these=_these())
        .with_columns(said_size=said & pl.col("sized"))
        .with_columns(whose=whose)
        .with_columns(
            attribute=pl.col("whose") | first | small | party | pl.col("these") | pl.col("size")
        )
        .with_columns(attribute=pl.col("attribute") | (joined & figure_before(pl.col("attribute"))))
    )


def _these() -> pl.Expr:
    """这5人, 在两名选手之间: a number of persons already spoken of, which nothing counts."""
    return pl.col("near").str.contains(_POINTED_AT) | pl.col("next").str.contains(_BETWEEN)
