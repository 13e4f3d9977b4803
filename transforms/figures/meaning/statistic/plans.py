"""Paragraphs that say what is to be done, as against what was done."""

import polars as pl

from transforms.figures.meaning.statistic.words import StatisticWords

_CLAUSE_BEGINS = r"(?:^|[,;。:、] ?)"
_LEAST = 2
_A_YEAR = pl.duration(days=300)
_HARDLY_BEGUN = pl.duration(days=91)
_HEADINGS = ("heading", "title")
_LONGEST_HEADING = 60


def in_plan(figures: pl.DataFrame, passages: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """Add whether each figure stands among plans, at the present, or among what was done.

    FIGURE_GOVERNED, PASSAGE -> the same rows with `planned`, `now` and `told_as_done`. What
    stands under a heading of tasks (今年重点工作) is planned, and what a year governs that has
    hardly begun when the document is told. Elsewhere a paragraph plans where clauses begin with
    what is to be done (推进, 加快, 确保) and nothing says that it was (了, 已, 全年).
    """
    # The year that a review opened with says nothing of the plans that may follow it.
    dated = pl.col("governing_time_id").is_not_null() & (pl.col("governed_in") != "review")
    long = (pl.col("governing_end_at") - pl.col("governing_start_at")) > _A_YEAR
    young = (pl.col("told_end") - pl.col("governing_start_at")) < _HARDLY_BEGUN
    coming = (long & young & (pl.col("governing_mod").is_null())).fill_null(False)
    done = pl.col("line").str.contains(words.done)
    under_plan = pl.col("under_plan").fill_null(False)
    plans = (
        (pl.col("plans") >= _LEAST)
        & (pl.col("plans") > 2 * pl.col("done"))
        & pl.col("under_plan").fill_null(True)
        & ~dated
    )
    past = dated & ~coming
    return (
        figures.join(
            _scores(figures, words),
            on=["document_id", "paragraph"],
            how="left",
            validate="m:1",
            maintain_order="left",
        )
        .pipe(_under_headings, passages, words)
        .with_columns(
            planned=coming | plans | (under_plan & ~past & ~done),
            now=(pl.col("governing_mod") == "approx").fill_null(False)
            & (pl.col("governed_in") == "sentence").fill_null(False)
            & ~pl.col("governing_vague").fill_null(True),
            told_as_done=(past & ~under_plan)
            | (pl.col("before").str.contains(words.done) & ~coming),
        )
        .drop("plans", "done", "under_plan")
    )


def _scores(figures: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """How many clauses of each paragraph plan, and how many words of it say that it was done."""
    lines = figures.select("document_id", "paragraph", "passage_id", "line").unique()
    begins = pl.col("line").str.count_matches(f"{_CLAUSE_BEGINS}{words.plan}")
    done = pl.col("line").str.count_matches(words.done)
    return lines.group_by("document_id", "paragraph").agg(plans=begins.sum(), done=done.sum())


def _under_headings(
    figures: pl.DataFrame, passages: pl.DataFrame, words: StatisticWords
) -> pl.DataFrame:
    """Add `under_plan`: whether the last telling heading above speaks of tasks to come.

    Null where no heading above speaks of tasks or of what was done.
    """
    heading = (pl.col("kind") == "heading") & (pl.col("folded").str.len_chars() <= _LONGEST_HEADING)
    plan = pl.col("folded").str.contains(words.plan_heading)
    done = pl.col("folded").str.contains(words.done_heading)
    telling = (
        passages.filter(heading & (plan | done))
        .select("document_id", under_plan=plan & ~done, stands="start_char")
        .sort("stands")
    )
    return (
        figures.sort("start_char")
        .join_asof(
            telling,
            left_on="start_char",
            right_on="stands",
            by="document_id",
            strategy="backward",
            check_sortedness=False,
        )
        .drop("stands")
        .sort("document_id", "start_char", "end_char")
    )
