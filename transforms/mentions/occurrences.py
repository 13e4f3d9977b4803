"""Where a document writes the names that are known for it."""

import polars as pl

_SPAN = ("document_id", "passage_id", "start_char", "end_char")


def find_occurrences(passages: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """One row per place where a document writes one of its names; the longest name wins.

    PASSAGE, frame with `document_id`, `form` (folded) and anything else -> where it stands,
    `quote`, and the name's other columns. Names of one document are not looked for in another.
    """
    gap, length = (pl.col(name).str.len_chars().cast(pl.Int64) for name in ("gap", "form"))
    found = (
        _held(passages, names)
        .with_columns(row=pl.int_range(pl.len()), gap=pl.col("folded").str.split(by=pl.col("form")))
        .with_columns(gap=pl.col("gap").list.head(pl.col("gap").list.len() - 1))
        .explode("gap")
        .with_columns(offset=(gap + length).cum_sum().over("row") - length)
        .select("place", "form", "offset")
        .collect()
    )
    texts = passages.select("document_id", "passage_id", "quote", at="start_char")[found["place"]]
    offset = pl.col("offset")
    return _longest(
        found.hstack(texts)
        .join(names, on=["document_id", "form"], how="left", validate="m:1")
        .with_columns(
            start_char=pl.col("at") + offset,
            end_char=pl.col("at") + offset + length,
            quote=pl.col("quote").str.slice(offset, length),
        )
        .drop("place", "at", "offset")
    )


def _held(passages: pl.DataFrame, names: pl.DataFrame) -> pl.LazyFrame:
    """Which passage (its row as `place`) holds which of its document's names as `form`."""
    # One scan for the names of all documents.
    forms = pl.lit(names["form"].unique().to_list(), pl.List(pl.String))
    known = names.lazy().select("document_id", "form")
    return (
        passages.lazy()
        .select("document_id", "folded")
        .with_row_index("place")
        .join(known.select("document_id").unique(), on="document_id", how="semi")
        .with_columns(form=pl.col("folded").str.extract_many(forms, overlapping=True))
        .filter(pl.col("form").list.len() > 0)
        .with_columns(pl.col("form").list.unique())
        .explode("form")
        .join(known, on=["document_id", "form"], how="semi")
    )


def _longest(found: pl.DataFrame) -> pl.DataFrame:
    """Drop what lies within a longer find that begins no later."""
    reached = pl.col("end_char").cum_max().shift(1).over("document_id").fill_null(0)
    return (
        found.sort("document_id", "start_char", "end_char", descending=[False, False, True])
        .filter(pl.col("end_char") > reached)
        .sort("document_id", "start_char")
        .select(*_SPAN, "quote", *[c for c in found.columns if c not in (*_SPAN, "quote")])
    )
