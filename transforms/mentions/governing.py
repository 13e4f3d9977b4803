"""Which places can place an event or a figure."""

import polars as pl

_SPAN = ("document_id", "start_char", "end_char")


def governing(mentions: pl.DataFrame) -> pl.DataFrame:
    """The mentions without the places that place nothing.

    MENTION -> fewer rows, in their order: 四川省 of 四川省成都市 gives way to the narrower place; a
    country within a longer name (中国农业银行, 美国宇航局) is part of that name.
    """
    place = pl.col("kind") == "place"
    ordered = mentions.sort(
        "document_id", "start_char", "end_char", descending=[False, False, True]
    )
    reached = pl.when(~place).then("end_char").cum_max().shift(1).over("document_id").fill_null(0)
    within = place & (pl.col("end_char") <= reached) & pl.col("admin_code").is_null()
    places = ordered.filter(place).select("document_id", end_char="start_char", stem="admin_code")
    narrower = (
        mentions.filter(place & pl.col("admin_code").is_not_null())
        .join(places, on=["document_id", "end_char"], how="inner")
        .filter(pl.col("stem").str.starts_with(pl.col("admin_code").str.replace("(?:00)+$", "")))
        .select(*_SPAN, "kind")
    )
    return (
        ordered.filter(~within)
        .join(narrower, on=[*_SPAN, "kind"], how="anti")
        .sort("document_id", "start_char", "end_char", "kind")
    )
