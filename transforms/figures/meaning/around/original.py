"""Metrics in the characters of the document, not of its shadow text."""

import polars as pl


def in_original(figures: pl.DataFrame) -> pl.DataFrame:
    """Rewrite `metric` in the characters that the passage is written in.

    Any frame with `metric`, `line` (folded) and `original` -> the same rows. Only passages that
    folding changed are touched; of a character that stands for two, the passage's last is taken.
    """
    folded = pl.col("line") != pl.col("original")
    distinct = (
        figures.filter(folded & pl.col("metric").is_not_null())
        .select("metric", "line", "original")
        .unique()
    )
    written = [restored(*row) for row in distinct.iter_rows()]
    return (
        figures.join(
            distinct.with_columns(written=pl.Series(written, dtype=pl.String)),
            on=["metric", "line", "original"],
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
    return phrase.translate(dict(zip(map(ord, folded), original, strict=True)))
