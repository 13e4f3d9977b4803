"""What each figure measures, in the text's own words."""

import polars as pl

from schemas.figure_stages import FIGURE_MEASURED
from schemas.to_polars import conform
from transforms.figures.meaning.original import in_original
from transforms.figures.meaning.phrase import add_phrases
from transforms.figures.meaning.respectively import share_out
from transforms.lexicon import Lexicon

_POINTS = r"百分点|基点"
_RATE = r"(?:率|比重|占比|比例|份额|增速|幅)$"
_SPEED = "增速"
_A_LIST = r"^\s*(?:[、,和及与]|以及)"


def add_metric(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Give each figure the shortest phrase that says what it measures.

    FIGURE_COMPARED -> FIGURE_MEASURED, one row out per row in, order kept. A clause that names
    nothing takes the metric last stated in the sentence, then in the paragraph; a part (增速,
    占…比重) takes its owner before it; a noun in a list takes the list's predicate; 分别 gives
    each number its own. Table cells take their row's label. Null where the text says nothing.
    """
    return (
        figures.pipe(add_phrases, lexicon)
        .lazy()
        .with_columns(_with_carried_verb())
        .with_columns(_with_owner())
        .with_columns(metric=_carried())
        .with_columns(metric=_speeds())
        .collect()
        .pipe(share_out, lexicon)
        .with_columns(metric=pl.coalesce("row_label", "metric"))
        .pipe(in_original)
        .pipe(conform, FIGURE_MEASURED)
    )


def _with_carried_verb() -> pl.Expr:
    """走访群众257000多户、企业3700家: the second is 走访企业."""
    apart = pl.col("own").is_null() | pl.col("needs").is_not_null() | pl.col("changes")
    own_verb = pl.when((pl.col("verb") != "") & ~pl.col("changes")).then("verb")
    same = (pl.col("kind") == "count") & (pl.col("kind").shift(1).over("passage_id") == "count")
    listed = pl.col("near").str.contains(_A_LIST) | (pl.col("lead") == "")
    chain = ~apart & (pl.col("verb") == "") & same.fill_null(False) & listed
    start = pl.when(~chain.fill_null(False)).then(pl.coalesce(own_verb, pl.lit("")))
    verb = start.forward_fill().over("passage_id").fill_null("")
    return pl.when(chain).then(pl.concat_str(verb, "own")).otherwise("own").alias("own")


def _with_owner() -> list[pl.Expr]:
    """A part takes the topic before it: in its sentence's earlier clause, else the last figure's."""
    named = pl.when(pl.col("needs").is_null()).then("topic")
    last = named.shift(1).forward_fill().over("passage_id")
    owner = pl.coalesce(last, "led", pl.lit(""))
    part = pl.col("needs") == "owner"
    repeated = pl.col("own").str.ends_with(owner) | (owner.str.ends_with(pl.col("own")))
    whole = pl.when(repeated).then(owner).otherwise(pl.concat_str(owner, "own"))
    return [pl.when(part).then(whole).otherwise("own").alias("whole")]


def _carried() -> pl.Expr:
    """The metric last stated: in the sentence, in the clause before, in the paragraph."""
    in_sentence = pl.col("whole").forward_fill().over("passage_id")
    in_paragraph = pl.col("whole").forward_fill().over("document_id", "paragraph")
    return pl.coalesce("whole", in_sentence, "led", in_paragraph)


def _speeds() -> pl.Expr:
    """增长20%,提高3.7个百分点: the points are of the growth just stated."""
    rising = pl.col("changes").shift(1).over("passage_id").fill_null(False)
    points = pl.col("surface").str.contains(_POINTS) & pl.col("changes") & pl.col("whole").is_null()
    stated = pl.col("metric").str.contains(_RATE)
    return (
        pl.when(points & rising & ~stated)
        .then(pl.concat_str("metric", pl.lit(_SPEED)))
        .otherwise("metric")
    )
