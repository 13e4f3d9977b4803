"""Limits, plans and the sizes of one thing: what a figure is by what is promised or described."""

import polars as pl

from transforms.figures.meaning.around.masks import TIMES
from transforms.figures.meaning.neighbour import figure_after, figure_before
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
_DESIGNED = r"设计[^,;。、业院师费]{0,8}$|年[^,;。、]{1,6}能力(?:为|达|约|可达)*$"
_PER_MOMENT = r"每(?:秒|分钟|小时)[^,;。、]*$|年产$"
_ONE_THING = r"[一这那该][座条片个艘架栋所块幢台辆枚颗处口份幅]$"
# 比1980年增加210亿元 tells a change also in a plan.
_BASE_IN_TIME = f"[比较][{TIMES}]+"
_EACH_YEAR = "年均|每年"
_PERSONS = ("人", "名", "位")
_POINTED_AT = r"(?:^|[^至迄])[这那该][^,;。、]?$|上述$"
_BETWEEN = r"^\p{Han}{0,8}之间"
_NEXT_SIZE = r"^[、,]\s*\p{Han}{1,8}$"


_MUST_NOT = "不得"


def is_limit(words: StatisticWords) -> pl.Expr:
    """7日内办结, 5万美元以下的业务, 最高不超过, 须支付."""
    kind, surface = pl.col("kind"), pl.col("surface")
    within = surface.str.contains(_WITHIN) & kind.is_in(["duration", "length"]) & ~_gone_by()
    of = pl.col("next").str.contains(r"^\s*的")
    classed = surface.str.contains(_CLASS) & of & kind.is_in(_SIZED)
    classed = classed | figure_before(classed) & surface.str.contains(_CLASS)
    # 火山灰最高达6千米 was seen, not set.
    seen = (kind == "length") & pl.col("near").str.contains("最")
    # 不得少于2米: the number's own hedge forbids.
    limit = pl.col("near").str.contains(words.limit) | pl.col("surface").str.starts_with(_MUST_NOT)
    said = limit & ~kind.is_in(["temperature", "index"]) & ~seen
    grant = pl.col("near").str.contains(words.grant) & kind.is_in(["money", "percent"])
    duty = pl.concat_str("lead", "near", separator=",").str.contains(words.duty)
    foreseen = pl.col("before").str.contains(words.foreseen)
    valid = (kind == "duration") & pl.col("next").str.contains(words.valid)
    return within | classed | valid | ((said | duty | grant) & ~pl.col("changes") & ~foreseen)


def _gone_by() -> pl.Expr:
    """短短六星期内出现了: a span of time that the text looks back on."""
    return pl.col("near").str.contains(_SHORT) | pl.col("next").str.contains(_CAME_ABOUT)


def is_target(words: StatisticWords) -> pl.Expr:
    """力争, 确保, 拟安排 in the clause; a plan named before it; a paragraph that plans.

    What is only expected (预计将) or stands at present is no plan.
    """
    changes, written = pl.col("changes"), pl.col("change_written")
    measured = written.is_not_null() | pl.col("near").str.contains(_BASE_IN_TIME)
    based = changes & measured.fill_null(value=False)
    # 力争年均增长12%: each year is no base, what is aimed at so is a plan.
    each_year = (based & written.str.contains(_EACH_YEAR)).fill_null(value=False)
    clause, before = pl.col("clause"), pl.col("before")
    foreseen = before.str.contains(words.foreseen)
    part = (pl.col("kind") == "percent") & pl.col("next").str.contains(_OF)
    will = clause.str.contains(words.outlook) & ~foreseen & ~part
    hold = clause.str.contains(words.hold) & ~pl.col("told_as_done")
    named = before.str.replace_all(words.no_aim, "").str.contains(words.target_before)
    strong = named & ~based
    # The rate that a central bank aims at is in force; 较预期 compares.
    aims = clause.str.replace_all(words.no_aim, "")
    aim = aims.str.contains(words.target) | pl.col("next").str.contains(words.target_after)
    told = ((aim | will | hold | strong) & ~based) | (aim & each_year)
    earlier = (
        pl.when(strong).then("governing_time_id").forward_fill().over("document_id", "paragraph")
    )
    # What the same time governs after a plan is planned as well: 今年拟安排…。赤字率…
    same_time = (earlier == pl.col("governing_time_id")).fill_null(False) & ~pl.col("changes")
    stands = clause.str.contains(words.present) & ~told
    return told | same_time | (pl.col("planned") & ~based & ~foreseen & ~stands)


def is_size(words: StatisticWords) -> pl.Expr:
    """时速300公里, 6.5级地震, 5天之旅, 全程4天: the size of one thing by its very words."""
    kind, near = pl.col("kind"), pl.col("near")
    long, lasts = kind == "length", kind == "duration"
    of = pl.col("next").str.contains(_OF)
    return (
        (pl.col("unit").is_in(_OF_ONE) & ~pl.col("changes"))
        | (kind == "speed")
        | (long & pl.col("next").str.contains(_STRETCHES))
        | (long & near.str.contains(_APART))
        | (near.str.contains(_DESIGNED) & (kind != "money"))
        | (lasts & near.str.contains(words.lasts))
        | (lasts & pl.col("next").str.contains(words.lasting))
        | (near.str.contains(_PER_MOMENT) & of)
        | (near.str.contains(_ONE_THING) & of & kind.is_in(_SIZED) & ~lasts)
    ) & ~pl.col("changes")


def _these() -> pl.Expr:
    """这5人, 在两名选手之间: a number of persons already spoken of, which nothing counts."""
    return pl.col("near").str.contains(_POINTED_AT) | pl.col("next").str.contains(_BETWEEN)


def is_attribute(words: StatisticWords) -> pl.Expr:
    """投资超36亿元的基地, 涉及20省区市, 一行10人; a list of sizes before or after one."""
    kind = pl.col("kind")
    sized = kind.is_in(_SIZED)
    of = pl.col("next").str.contains(_OF)
    said = pl.col("near").str.contains(words.attribute)
    listed = pl.col("near").str.contains(_NEXT_SIZE)
    goes_on = listed & figure_before(said & sized)
    whose = (said | goes_on) & sized & of
    # 投资242亿元、面积280万亩的项目: the thing stands after the last of its sizes.
    first = said & sized & figure_after(whose & listed)
    small = said & kind.is_in(["length", "mass", "speed"])
    them = (kind == "count") & pl.col("unit").is_in(_PERSONS) & _these()
    party = said & (kind == "count") & pl.col("near").str.contains("(?:一行|涉及)$")
    own = whose | first | small | party | them | is_size(words)
    joined = pl.col("near").str.starts_with("、") & listed & (kind == "count")
    return own | (joined & figure_before(own))
