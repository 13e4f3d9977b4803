"""Short names that a text gives a programme: (以下简称“警民亲”), (以下简称《条例》)."""

import polars as pl

from transforms.nearest import join_nearest

_REACH = 40
_CALLED = r"\((?:以下|下文|下称)?统?(?:简称|称)"
_SHORT = (
    r"^[”》]?\((?:以下|下文|下称)?统?(?:简称|称|称作|称为)(?:为)?:?"
    r"[“《]?([^“”《》()]{2,14})[”》]?\)"
)


def with_aliases(named: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """The names, and beside them the short forms that stand in brackets behind.

    Frame of `document_id`, `start_char`, `form`, `name`, `subkind`, `rule` -> the same, more rows.
    """
    texts = passages.filter(pl.col("folded").str.contains(_CALLED)).select(
        "document_id", "folded", at="start_char", until="end_char"
    )
    if texts.is_empty():
        return named
    after = (pl.col("start_char") - pl.col("at")) + pl.col("form").str.len_chars().cast(pl.Int64)
    # Marks before a form are no part of it.
    region = pl.col("folded").str.slice(after, _REACH)
    beyond = pl.col("folded").str.slice(after + 1, _REACH)
    short = (
        join_nearest(named, texts, ("start_char", "at"), "document_id")
        .filter(pl.col("start_char") < pl.col("until"))
        .with_columns(alias=pl.coalesce(region.str.extract(_SHORT), beyond.str.extract(_SHORT)))
        .filter(pl.col("alias").is_not_null())
        .with_columns(form="alias")
        .select(named.columns)
    )
    return pl.concat([named, short])
