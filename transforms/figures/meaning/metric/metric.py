"""What each figure measures, in the text's own words."""

import polars as pl

from schemas.figure_meaning import FIGURE_MEASURED
from schemas.to_polars import conform
from transforms.figures.asked import where_asked
from transforms.figures.meaning.metric.phrase import add_phrases
from transforms.figures.meaning.metric.plain_words import PlainWords, plain_words
from transforms.figures.meaning.metric.respectively import share_out, tails_of
from transforms.figures.meaning.neighbour import (
    figure_before,
    last_told,
    told_before,
    value_after,
)
from transforms.figures.meaning.position import PARAGRAPH
from transforms.figures.pattern import unit_pattern
from transforms.lexicon import Lexicon

_POINTS = r"百分点|基本?点"
# 收入下降1.1%,降幅收窄0.5个百分点。3月份增长0.2%: it is the income that grew.
_OF_A_RATE = r"(?:涨幅|增幅|降幅|跌幅|升幅|增速)$"
_RATE = r"(?:率|比重|占比|比例|份额|增速|幅|之比)$"
_SPEED = "增速"
_RUNNING = "累计"
_LINKS_ON = r"(?:[、和及与]|以及)\s*$"
_A_LIST = r"^\s*(?:[、,和及与]|以及)"
# 产量, 收入 are measured, no predicate before them was done to them.
_MEASURED = "[量额值率]$|收入$"
_NEW_PART = ";[^;,、。]*$"
_FOR_SOMEONE = r"^[为对向给]"
_OF_WHICH = r"^\s*(?:其中|当中|含|包括)"
_OUTCOME = r"^(?:治愈|出院|治愈出院|在院治疗|住院治疗|死亡|重型|危重型|重症|危重症)$"


def add_metric(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Give each figure the shortest phrase that says what it measures.

    FIGURE_COMPARED -> FIGURE_MEASURED, one row out per row in, order kept. A clause that names
    nothing takes what the clause before it names, then the metric last stated in the sentence,
    then in the paragraph; a part (增速, 占…比重) takes its owner before it; a noun in a list
    takes the list's predicate; 分别 gives each number its own name. Table cells take their
    row's label. Null where the text says nothing. Characters are the shadow text's.
    """
    words = plain_words(lexicon)
    return (
        figures.pipe(add_phrases, lexicon)
        .with_columns(chained=_chained(words), origin=_origin(words))
        .with_columns(_carried_along("verb"), _carried_along("origin"))
        .with_columns(own=_with_predicate(words))
        .pipe(_with_owner, words)
        .pipe(_carried, words)
        .with_columns(metric=_speeds())
        .pipe(_of_origin, words)
        .pipe(share_out, tails_of(lexicon))
        .pipe(_under_row_labels, lexicon)
        .pipe(conform, FIGURE_MEASURED)
    )


def _under_row_labels(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """In tables the metric is the label of the row, without the unit in its brackets."""
    label = pl.col("row_label")
    if figures["row_label"].null_count() == figures.height:
        return figures
    unit = rf"\((?:单位:)?[十百千万亿]*{unit_pattern(lexicon)}\)$"
    return figures.with_columns(metric=pl.coalesce(label.str.replace(unit, ""), "metric"))


def _chained(words: PlainWords) -> pl.Expr:
    """Whether a bare noun stands in a list whose predicate came before: 走访群众N户、企业N家."""
    apart = (
        pl.col("own").is_null()
        | pl.col("needs").is_not_null()
        | pl.col("changes")
        | pl.col("nested")
        | pl.col("event")
        | pl.col("near").str.contains(_OF_WHICH)
        | pl.col("near").str.contains(words.holds)
        | pl.col("own").str.contains(_FOR_SOMEONE)
        | pl.col("own").str.contains(_MEASURED)
        | pl.col("before").str.contains(_NEW_PART)
    )
    counts = pl.col("kind") == "count"
    same = counts & figure_before(counts)
    near_before = pl.col("near").str.contains(_A_LIST) | (pl.col("lead") == "")
    close = near_before | (pl.col("near") == "")
    return ~apart & (pl.col("verb") == "") & same & close


def _origin(words: PlainWords) -> pl.Expr:
    """新增本土病例: 本土, which the list's later members are as well."""
    noun = pl.col("own").str.slice(pl.col("verb").str.len_chars())
    return noun.str.replace(f"^{_RUNNING}", "").str.extract(words.origin).fill_null("")


def _carried_along(column: str) -> pl.Expr:
    """The list's predicate on each of its members; a bracket neither begins nor ends a list."""
    own = pl.when(pl.col("changes")).then(pl.lit("")).otherwise(column)
    start = pl.when(~pl.col("chained") & ~pl.col("nested")).then(own)
    carried = last_told(start).fill_null("")
    return pl.when("chained").then(carried).otherwise(column).alias(column)


def _with_predicate(words: PlainWords) -> pl.Expr:
    """A list's predicate on its later members, and on its earlier ones what follows the last."""
    own = pl.col("own")
    origin = pl.when(~own.str.contains(words.origin)).then("origin").otherwise(pl.lit(""))
    same = pl.col("kind") == value_after(pl.col("kind"))
    shared = pl.when(
        pl.col("takes") & ~pl.col("event") & same & pl.col("next").str.contains(_LINKS_ON)
    ).then(value_after(pl.col("does")))
    return (
        pl.when(shared.is_not_null())
        .then(pl.concat_str(own, shared))
        .when("chained")
        .then(pl.concat_str("verb", origin, "own"))
        .otherwise("own")
    )


def _with_owner(figures: pl.DataFrame, words: PlainWords) -> pl.DataFrame:
    """Add `whole`: a part takes its owner, named in the clause before or by the figure before."""
    stands = pl.when(pl.col("needs").is_null())
    named = pl.when(pl.col("needs").is_null() | pl.col("led").is_not_null())
    return (
        figures.with_columns(
            topic=told_before(named.then("topic")), stated=told_before(stands.then("own"))
        )
        .pipe(where_asked, pl.col("needs") == "owner", whole=_owned(words))
        .with_columns(whole=pl.coalesce("whole", "own"))
    )


def _owned(words: PlainWords) -> pl.Expr:
    """The part behind its owner, be that `led`, the `topic` before or what was `stated`."""
    own, topic = pl.col("own"), pl.col("topic")
    part = own.str.contains(words.compared_part).fill_null(False)
    # 造成46人死亡,140人受伤: one happening does not own the next.
    happened = topic.str.contains(words.only_action)
    inherited = pl.when(part).then("stated").when(~happened).then(topic)
    owner = pl.coalesce("led", inherited, pl.lit(""))
    return (
        pl.when((owner != "") & own.str.ends_with(owner))
        .then(own)
        .when((owner != "") & owner.str.ends_with(own.str.replace("^(?:完成|实现)", "")))
        .then(owner)
        .otherwise(pl.concat_str(owner, own))
    )


def _carried(figures: pl.DataFrame, words: PlainWords) -> pl.DataFrame:
    """The clause's own metric, else what the clause before names, else the last one stated."""
    # 完成年计划的101%,比上年增长12%: what grew is no part of a plan.
    of_a_plan = pl.col("own").str.contains(words.quota).fill_null(False)
    told = pl.col("told")
    return (
        figures.with_columns(metric=pl.coalesce("whole", "led"))
        .with_columns(told=pl.when(~of_a_plan).then("metric"))
        .with_columns(carried=pl.coalesce(last_told(told), last_told(told, PARAGRAPH)))
        .with_columns(
            carried=pl.when(pl.col("changes") & ~pl.col("surface").str.contains(_POINTS))
            .then(pl.col("carried").str.replace(f"(.){_OF_A_RATE}", "$1"))
            .otherwise("carried")
        )
        .with_columns(metric=pl.coalesce("metric", "carried"))
        .drop("told", "carried")
    )


def _of_origin(figures: pl.DataFrame, words: PlainWords) -> pl.DataFrame:
    """What became of the cases that the sentence began with is told of cases of that origin."""
    cases = pl.col("metric").str.replace(f"^{_RUNNING}", "")
    origin = last_told(cases.str.extract(words.origin))
    return (
        figures.with_columns(outcome=pl.col("metric").str.contains(_OUTCOME))
        .pipe(
            where_asked,
            pl.col("outcome").any().over("passage_id"),
            told=pl.when("outcome").then(pl.concat_str(origin, "metric")),
        )
        .with_columns(metric=pl.coalesce("told", "metric"))
    )


def _speeds() -> pl.Expr:
    """增长20%,提高3.7个百分点: the points are of the growth just stated."""
    rising = figure_before(pl.col("changes"))
    points = pl.col("surface").str.contains(_POINTS) & pl.col("changes") & pl.col("whole").is_null()
    stated = pl.col("metric").str.contains(_RATE)
    return (
        pl.when(points & rising & ~stated)
        .then(pl.concat_str("metric", pl.lit(_SPEED)))
        .otherwise("metric")
    )
