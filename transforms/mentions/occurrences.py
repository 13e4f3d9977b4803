"""Where a document writes the names that are known for it."""

import polars as pl

_SPAN = ("document_id", "passage_id", "start_char", "end_char")


def find_occurrences(passages: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """One row per place where a document writes one of its names; the longest name wins.

    PASSAGE, frame with `document_id`, `form` (folded) and anything else -> where it stands,
    `quote`, and the name's other columns. Names of one document are not looked for in another.
    """
    gap = pl.col("gap").str.len_chars().cast(pl.Int64)
    length = pl.col("form").str.len_chars().cast(pl.Int64)
    row = pl.int_range(pl.len()).alias("row")
    forms = names["form"].unique().to_list()
    # One scan for the names of all documents leaves few passages to try each name on.
    # A column known to be sorted is joined by merging, which takes five times as long here.
    names = names.with_columns(document_id=pl.concat_str("document_id", pl.lit("")))
    found = (
        passages.lazy()
        .join(names.lazy().select("document_id").unique(), on="document_id", how="semi")
        .filter(pl.col("folded").str.contains_any(pl.lit(forms, pl.List(pl.String))))
        .select("document_id", "passage_id", "folded", "quote", at="start_char")
        .join(names.lazy(), on="document_id", how="inner")
        .filter(pl.col("folded").str.contains(pl.col("form"), literal=True))
        .with_columns(row)
        .with_columns(gap=pl.col("folded").str.split(by=pl.col("form")))
        .with_columns(gap=pl.col("gap").list.head(pl.col("gap").list.len() - 1))
        .explode("gap")
        .with_columns(
            offset=(gap + length).cum_sum().over("row") - length,
        )
        .with_columns(
            start_char=pl.col("at") + pl.col("offset"),
            end_char=pl.col("at") + pl.col("offset") + length,
            quote=pl.col("quote").str.slice(pl.col("offset"), length),
        )
        .drop("row", "gap", "folded", "at", "offset")
        .collect()
    )
    return _longest(found)


def _longest(found: pl.DataFrame) -> pl.DataFrame:
    """Drop what lies within a longer find that begins no later."""
    reached = pl.col("end_char").cum_max().shift(1).over("document_id").fill_null(0)
    return (
        found.sort("document_id", "start_char", "end_char", descending=[False, False, True])
        .filter(pl.col("end_char") > reached)
        .sort("document_id", "start_char")
        .select(*_SPAN, "quote", *[c for c in found.columns if c not in (*_SPAN, "quote")])
    )
