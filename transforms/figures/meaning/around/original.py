"""Metrics in the characters of the document, not of its shadow text."""

import polars as pl

from transforms.lexicon import Lexicon


def in_original(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Rewrite `metric` in the characters that the passage is written in.

    Any frame with `passage_id`, `metric`, `line` (folded) and `original` -> the same rows. Only
    passages that folding changed are touched; of a character that stands for two, the passage's
    last is taken.
    """
    widths = lexicon.mapping("language/widths")
    narrow = pl.col("original").str.replace_many(list(widths), list(widths.values()))
    # Most passages were folded in their punctuation alone, which most phrases have none of.
    asked = (narrow != pl.col("line")) | pl.col("metric").str.contains_any(list(widths.values()))
    distinct = (
        figures.select("passage_id", "metric", "line", "original")
        .filter(
            pl.col("line") != pl.col("original"),
            ~pl.col("original").str.contains(pl.col("metric"), literal=True),
        )
        .filter(asked)
        .unique(["passage_id", "metric"])
    )
    if distinct.is_empty():
        return figures
    rows = distinct.select("metric", "line", "original").iter_rows()
    written = pl.Series([restored(*row) for row in rows], dtype=pl.String)
    return (
        figures.join(
            distinct.select("passage_id", "metric", written=written),
            on=["passage_id", "metric"],
            how="left",
            validate="m:1",
            maintain_order="left",
        )
        .with_columns(metric=pl.coalesce("written", "metric"))
        .drop("written")
    )


def restored(phrase: str, folded: str, original: str) -> str:
    """The phrase with each folded character as the original has it.

    >>> restored("检测成本", "平均检测成本(元)", "平均檢測成本（元）")
    '檢測成本'
    """
    if phrase in original:
        return phrase
    written = dict(zip(folded, original, strict=True))
    return "".join([written.get(character, character) for character in phrase])
