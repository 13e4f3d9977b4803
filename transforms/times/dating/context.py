"""Times at a document's head and foot, with the words around them."""

import polars as pl

from transforms.times.narrative.scopes import DAYLIKE

_DATE, _MONTH, _RANGE = "{DATE}", "{MONTH}", "{DATES}"
HEAD, FOOT = 15, 6
_BEFORE, _AFTER, _NEXT = 24, 70, 48
# A day written without its year is that near to the last day that is written with one.
_NEAR = 20


def in_context(vouched: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Days and months at head and foot as `context`, the sentence around `{DATE}`.

    `|` marks the sentence's two ends; behind its end stands how the next one begins. A month
    is `{MONTH}`, a range of days `{DATES}`.
    Adds `line`, the sentence as written, and `at_head`, `at_foot`.
    """
    parts = _with_neighbours(passages)
    at = pl.col("start_char") - pl.col("begin")
    to = pl.col("end_char") - pl.col("begin")
    from_at = pl.max_horizontal(at - _BEFORE, 0)
    opens = pl.when(at <= _BEFORE).then(pl.lit("|")).otherwise(pl.lit(""))
    closes = pl.when(pl.col("length") - to <= _AFTER).then(pl.format("|{}", "next"))
    point = pl.col("construction") == "point"
    return (
        vouched.filter(_datable())
        .join(parts, on="passage_id", how="inner", validate="m:1")
        .with_columns(
            context=pl.concat_str(
                opens,
                pl.col("folded").str.slice(from_at, at - from_at),
                pl.when(~point)
                .then(pl.lit(_RANGE))
                .when(pl.col("precision") == "month")
                .then(pl.lit(_MONTH))
                .otherwise(pl.lit(_DATE)),
                pl.col("folded").str.slice(to, _AFTER),
                closes.fill_null(""),
            ),
            line=pl.col("line").str.strip_chars().str.slice(0, 60),
        )
    )


def _datable() -> pl.Expr:
    """Whether a time may be a day of publication: a day or month whose year is vouched for."""
    point = (pl.col("construction") == "point") & pl.col("mod").is_null()
    days = (pl.col("construction") == "range") & (pl.col("precision") == "day")
    return (
        pl.col("start_at").is_not_null()
        & pl.col("precision").is_in([*DAYLIKE, "month"])
        & (pl.col("apart") <= _NEAR)
        & (point | days)
    )


def _with_neighbours(passages: pl.DataFrame) -> pl.DataFrame:
    """The passages at head and foot, each with the opening of the one that follows."""
    own = passages.filter(pl.col("kind") != "teaser")
    last = pl.col("paragraph").max().over("document_id")
    return own.select(
        "passage_id",
        "folded",
        line="quote",
        begin="start_char",
        length=pl.col("folded").str.len_chars().cast(pl.Int64),
        next=pl.concat_str("folded", pl.lit("|"))
        .str.slice(0, _NEXT)
        .shift(-1)
        .over("document_id", order_by="ordinal")
        .fill_null(""),
        at_head=pl.col("paragraph") < HEAD,
        at_foot=pl.col("paragraph") > last - FOOT,
    ).filter(pl.col("at_head") | pl.col("at_foot"))
