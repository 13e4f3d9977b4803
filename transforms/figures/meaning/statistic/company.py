"""What a figure is by the figures beside it: members of lists, and parts of a whole."""

import polars as pl

from transforms.figures.meaning.neighbour import (
    figure_before,
    last_told,
    place,
    same_kind,
    told_before,
)
from transforms.figures.meaning.position import PARAGRAPH

_LISTED = r"^\s*[、和及与]|^\s*以及|^\p{Han}{1,8}(?:[和与]|以及)$"
# 新增8家冠军企业、2家示范企业: the noun of the last number and a link.
_NOUN_AND_LINK = ".[、和及与]$"
_ONLY_A_LINK = r"^\s*(?:[、,和及与]|以及)\s*$"
_OF_WHICH = r"^\s*(?:其中|按)"
_RESTATED = "^(?:折合|约合|合|相当于)$"
# 42种矿产新增探明储量,其中石油66109万吨: the parts of what is new are new, in whatever unit.
_ANEW = "新增"
_RUNNING = "累计"
_TOTALS = ("flow", "cumulative", "level")
UNTOLD = "nothing_said"
_SAID_BY_KIND = (
    UNTOLD,
    "kind_of_total",
    "state_reached",
    "measure_of_total",
    "measure_of_total_since",
    "measure_of_state",
)
# 有101个代表团、20360名运动员参赛: 有 tells nothing of what stands.
_ONLY_HAS = "有$"
_OF_WHOLES = (("own", "whole"), ("unit", "whole_unit"), ("anew", "whole_anew"), ("by", "whole_by"))
_SAID_BY_NOUN = ("measure_of_total", "measure_of_total_since", "measure_of_state")
_HARDLY_SAID = (UNTOLD, "kind_of_total", "state_reached")
_GOES_ON = "^(?:另有|另外|另|还有|并有|及)?$"
_EVENTS = ("toll", "event", "event_since")


def in_company(figures: pl.DataFrame) -> pl.DataFrame:
    """Settle `statistic` by the figures that stand before: lists, and the parts of a whole."""
    inherited = pl.when("inherits").then(pl.lit("as_the_one_before")).otherwise("by")
    return (
        figures.pipe(_in_lists)
        .with_columns(limit=_limit())
        .with_columns(
            own=pl.when(last_told(pl.col("limit"))).then(pl.lit("limit")).otherwise("own")
        )
        .with_columns(anew=pl.concat_str("near", "next").str.contains(_ANEW))
        .with_columns(
            *_wholes(),
            opens=pl.col("near").str.contains(_OF_WHICH) | (pl.col("lead") == "其中"),
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


def _in_lists(figures: pl.DataFrame) -> pl.DataFrame:
    """Add `in_list`: whether a number is told by the one that its list begins with.

    新增8家冠军企业、2家示范企业: both are new. Where only the last one's clause tells what happened
    (24支队伍、654名运动员展开角逐), all are what that one is.
    """
    member = (pl.col("kind") == "count") & pl.col("near").str.contains(_NOUN_AND_LINK) & same_kind()
    ends = ~member.shift(-1).fill_null(value=False)
    return (
        figures.with_columns(
            in_list=member,
            first=pl.when(~member).then(place()).forward_fill(),
            last=pl.when(ends).then(place()).backward_fill(),
        )
        .with_columns(
            untold=pl.col("by").gather("first").is_in(_SAID_BY_KIND)
            | pl.col("near").gather("first").str.contains(_ONLY_HAS)
        )
        .with_columns(
            in_list=pl.col("in_list") & ~pl.col("untold"),
            by_last=pl.col("untold")
            & (pl.col("first") < pl.col("last"))
            & pl.col("by").gather("last").is_in(_EVENTS),
        )
        .with_columns(
            own=pl.when("by_last").then(pl.col("own").gather("last")).otherwise("own"),
            by=pl.when("by_last").then(pl.lit("as_the_one_after")).otherwise("by"),
        )
        .drop("first", "last", "untold", "by_last")
    )


def _inherits() -> pl.Expr:
    """A later member of a list, and 其中, are what the figure before them is."""
    alike = same_kind()
    near = pl.col("near")
    is_total = pl.col("own").is_in(_TOTALS)
    runs_on = figure_before(pl.col("own") == "cumulative")
    total = figure_before(is_total) & is_total & ~near.str.contains(_RUNNING) & ~pl.col("reached")
    listed = near.str.contains(_LISTED) | pl.col("in_list")
    of_which = near.str.contains(_OF_WHICH)
    restated = pl.col("nested") & alike & near.str.contains(f"^$|{_RESTATED}")
    # 已造成7人遇难,另有250人受伤: one happening after the other.
    event = pl.col("by").is_in(_EVENTS)
    goes_on = event & figure_before(event) & near.str.contains(_GOES_ON) & alike
    joins = goes_on | (listed & alike) | (listed & runs_on) | (of_which & alike)
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
        for column, name in _OF_WHOLES
    ]


def _of_whole() -> pl.Expr:
    """What 其中 tells the parts of is what the whole is, in the sentence or at the next one's head.

    Null for figures that are no parts, or that their own words tell.
    """
    opens = pl.col("opens")
    opened = last_told(pl.when(opens).then(opens)).fill_null(value=False)
    whole, unit, anew, by = (last_told(pl.when(opens).then(column)) for _, column in _OF_WHOLES)
    by_kind = pl.col("by").is_in(_SAID_BY_KIND) & pl.col("own").is_in(_TOTALS)
    # 达32亿,当中物业的盈利23亿: the part is measured by its noun, the whole by nothing.
    by_kind &= ~(pl.col("by").is_in(_SAID_BY_NOUN) & by.is_in(_HARDLY_SAID))
    alike = pl.col("unit").fill_null("") == unit.fill_null("")
    # 累计30宗,其中11宗涉及机场员工: what happened to a part of a running total is one.
    runs = alike & (whole == "cumulative") & pl.col("by").is_in(_EVENTS)
    return pl.when(opened & ((by_kind & (alike | anew)) | runs)).then(whole)
