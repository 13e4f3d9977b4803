"""Which dollar a sign means, and when 分 is a coin."""

import polars as pl

from transforms.lexicon import Lexicon

_COIN = "钱"
_CENTS = r"^[0-9一二三四五六七八九十两]{1,3}分$"
_DOLLAR = r"^[^A-Z]*\$"


def name_dollars(spans: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `unit_given`: the dollar that a sign alone means, by the characters of its document.

    25分 and nothing else is a price: a time is 25分钟, and a score has a player.
    """
    signed = pl.col("surface").str.contains(_DOLLAR)
    asking = spans.filter(signed).select("document_id").unique()
    widths = lexicon.mapping("language/widths")
    half_width = pl.col("quote").str.replace_many(list(widths), list(widths.values()))
    traditional = (
        passages.join(asking, on="document_id", how="semi")
        .filter(half_width != pl.col("folded"))
        .select("document_id", dollar=pl.lit("HKD"))
        .unique()
    )
    dollar = pl.col("dollar").fill_null("USD")
    given = pl.when(signed).then(dollar).when(_coins(passages)).then(pl.lit(_COIN))
    return (
        spans.join(traditional, on="document_id", how="left", maintain_order="left")
        .with_columns(unit_given=given.otherwise(pl.lit("")))
        .drop("dollar")
    )


def _coins(passages: pl.DataFrame) -> pl.Expr:
    """Whether the span is cents and all that its document says."""
    whole = passages.filter(pl.len().over("document_id") == 1).filter(
        pl.col("folded").str.contains(_CENTS)
    )
    return pl.col("document_id").is_in(whole["document_id"].implode())
