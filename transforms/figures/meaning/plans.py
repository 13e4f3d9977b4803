"""Paragraphs that say what is to be done, as against what was done."""

import polars as pl

from transforms.figures.meaning.statistic_words import StatisticWords

_CLAUSE_BEGINS = r"(?:^|[,;。:、] ?)"
_LEAST = 2


def in_plan(figures: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """Add `planned`: whether the figure stands in a paragraph of plans; `now`: the present.

    FIGURE_GOVERNED -> the same rows and two booleans. A paragraph plans where clauses begin
    with what is to be done (推进, 加快, 确保) and nothing says that it was (了, 已, 全年); a time
    that has passed or a running total also says that it was.
    """
    lines = figures.select("document_id", "paragraph", "passage_id", "line").unique()
    begins = pl.col("line").str.count_matches(f"{_CLAUSE_BEGINS}{words.plan}")
    done = pl.col("line").str.count_matches(words.done)
    scores = lines.group_by("document_id", "paragraph").agg(plans=begins.sum(), done=done.sum())
    dated = pl.col("governing_time_id").is_not_null()
    return figures.join(
        scores,
        on=["document_id", "paragraph"],
        how="left",
        validate="m:1",
        maintain_order="left",
    ).with_columns(
        planned=(pl.col("plans") >= _LEAST) & (pl.col("plans") > 2 * pl.col("done")) & ~dated,
        now=(pl.col("governing_mod") == "approx").fill_null(False)
        & pl.col("governed_in").is_in(["sentence"]).fill_null(False)
        & ~pl.col("governing_vague").fill_null(True),
    ).drop("plans", "done")
