"""Which dollar a sign means."""

import polars as pl

from transforms.lexicon import Lexicon

_DOLLAR = r"^[^A-Z]*\$"


def name_dollars(spans: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `unit_given`: the dollar that a sign alone means, by the characters of its document."""
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
    return (
        spans.join(traditional, on="document_id", how="left", maintain_order="left")
        .with_columns(unit_given=pl.when(signed).then(dollar).otherwise(pl.lit("")))
        .drop("dollar")
    )
