"""Paragraphs that say what is to be done, as against what was done."""

import polars as pl

from transforms.figures.asked import asked_whether, where_asked
from transforms.figures.meaning.position import DOCUMENT, PARAGRAPH, last_before
from transforms.figures.meaning.statistic.words import StatisticWords

_CLAUSE_BEGINS = r"(?:^|[,;。:、] ?)"
_LEAST = 2
_A_YEAR = pl.duration(days=300)
_HARDLY_BEGUN = pl.duration(days=91)
_NEARLY_OVER = pl.duration(days=45)
_LONGEST_HEADING = 60


def in_plan(
    figures: pl.DataFrame, dated: pl.DataFrame, passages: pl.DataFrame, words: StatisticWords
) -> pl.DataFrame:
    """Add whether each figure stands among plans, at the present, or among what was done.

    FIGURE_GOVERNED, DATED_DOCUMENT, PASSAGE -> the same rows with `planned`, `now` and
    `told_as_done`. What stands under a heading of tasks (今年重点工作) is planned, what a year
    governs that has hardly begun when the document is told, and all but changes in a document
    that is called a plan. Elsewhere a paragraph plans where clauses begin with what is to be done
    (推进, 加快, 确保) and nothing says that it was (了, 已, 全年).
    """
    return (
        figures.join(
            _scores(figures, passages, words),
            on=PARAGRAPH,
            how="left",
            validate="m:1",
            maintain_order="left",
        )
        .pipe(_under_headings, passages, words)
        .join(
            _published(dated, passages, words),
            on="document_id",
            how="left",
            validate="m:1",
            maintain_order="left",
        )
        .pipe(
            asked_whether, pl.col("under_plan"), done_here=pl.col("line").str.contains(words.done)
        )
        # What holds steady (保持) asks whether it is told of as done.
        .pipe(
            asked_whether,
            pl.col("clause").str.contains(words.hold),
            done_before=pl.col("before").str.contains(words.done),
        )
        .with_columns(coming=_coming())
        .with_columns(unfinished=_unfinished())
        .with_columns(_planned())
        .drop(
            "plans",
            "done",
            "counted",
            "under_plan",
            "published_end",
            "called_plan",
            "done_here",
            "done_before",
            "coming",
        )
    )


def _told() -> pl.Expr:
    """The end of the document's own interval."""
    return pl.coalesce("told_end", pl.col("published_end").cast(pl.Datetime("us")))


def _coming() -> pl.Expr:
    """Whether a year governs that has hardly begun, or one that is still to come.

    A year that has begun is told of as planned only in a text that says up to when it tells:
    news of January tell of 今年 what they know already, and a paragraph that counts what there
    has been (今年累计, 已, 共录得) is no plan.
    """
    starts, mod = pl.col("governing_start_at"), pl.col("governing_mod")
    long = (pl.col("governing_end_at") - starts) > _A_YEAR
    young = _young() & ~pl.col("counted")
    ahead = starts >= _told()
    # 截至3月底 … 截至4月底: a text tells up to several days, all before it is published.
    published = pl.col("published_end").cast(pl.Datetime("us"))
    later = (starts >= pl.max_horizontal(published, "told_end")) & (mod == "until")
    return ((long & (young | ahead) & mod.is_null()) | later).fill_null(False)


def _young() -> pl.Expr:
    """Whether what governs had hardly begun when the document was told."""
    young = (pl.col("told_end") - pl.col("governing_start_at")) < _HARDLY_BEGUN
    # 2018年政府工作报告 in a title names the year of the telling.
    return young & (pl.col("governed_in") != "title")


def _unfinished() -> pl.Expr:
    """Whether a year governs that runs on when the document is told, but for its last month."""
    starts, ends = pl.col("governing_start_at"), pl.col("governing_end_at")
    long = (ends - starts) > _A_YEAR
    running = (starts < _told()) & (_told() < ends - _NEARLY_OVER)
    return (long & running & pl.col("governing_mod").is_null()).fill_null(False)


def _planned() -> list[pl.Expr]:
    """`planned`, `now` and `told_as_done` from what the time, headings and paragraph say."""
    # The year that a review opened with says nothing of the plans that may follow it.
    timed = pl.col("governing_time_id").is_not_null() & (pl.col("governed_in") != "review")
    coming, under_plan = pl.col("coming"), pl.col("under_plan").fill_null(False)
    plans = (
        (pl.col("plans") >= _LEAST)
        & (pl.col("plans") > 2 * pl.col("done"))
        & pl.col("under_plan").fill_null(True)
        & ~timed
    )
    past = timed & ~coming
    by_title = pl.col("called_plan").fill_null(False) & ~pl.col("changes")
    earlier = (pl.col("governing_end_at") <= _told()).fill_null(False)
    in_sentence = (pl.col("governed_in") == "sentence").fill_null(False)
    done_before = pl.col("done_before")
    return [
        (
            coming
            | plans
            # 比重达到2.2% under the aims of a plan is one of them.
            | (under_plan & ~past & (~pl.col("done_here") | pl.col("called_plan")))
            | (by_title & ~(earlier & in_sentence))
        ).alias("planned"),
        (
            (pl.col("governing_mod") == "approx").fill_null(False)
            & in_sentence
            & ~pl.col("governing_vague").fill_null(True)
        ).alias("now"),
        ((past & ~under_plan) | (done_before & ~coming)).alias("told_as_done"),
    ]


def _published(dated: pl.DataFrame, passages: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """When each document was published, and whether it is called a plan and no report on one."""
    titles = passages.filter(pl.col("kind") == "title")
    lines = titles.group_by("document_id").agg(lines=pl.col("folded").str.join(" "))
    title = pl.concat_str(pl.col("title", "lines").fill_null(""), separator=" ")
    return dated.join(lines, on="document_id", how="left", validate="1:1").select(
        "document_id",
        "published_end",
        called_plan=title.str.contains(words.plan_title) & ~title.str.contains(words.done_title),
    )


def _scores(figures: pl.DataFrame, passages: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """How many clauses of each paragraph plan, and how many words of it say that it was done.

    The sentences that hold figures are read first, all of a paragraph where those leave it open.
    `counted` tells whether a paragraph says what there has been, where a young year asks it.
    """
    line = pl.col("line")
    told = (
        figures.select(
            *PARAGRAPH,
            "passage_id",
            "line",
            young=_young(),
            timed=pl.col("governing_time_id").is_not_null(),
        )
        .with_columns(pl.col("young").any().over(PARAGRAPH))
        .unique("passage_id")
        .pipe(_counted, line, words)
        .pipe(asked_whether, pl.col("young"), counted=line.str.contains(words.so_far))
        .group_by(PARAGRAPH)
        .agg(pl.col("plans", "done").sum(), pl.col("counted").any(), pl.col("timed").all())
    )
    plans, done = pl.col("plans"), pl.col("done")
    is_open = (plans > 0) & ((plans < _LEAST) | (plans <= 2 * done)) & ~pl.col("timed")
    whole = (
        passages.join(told.filter(is_open), on=PARAGRAPH, how="semi")
        .select(*PARAGRAPH, line="folded")
        .pipe(_counted, line, words)
        .group_by(PARAGRAPH)
        .agg(pl.col("plans", "done").sum().name.prefix("all_"))
    )
    return told.join(whole, on=PARAGRAPH, how="left", validate="1:1").select(
        *PARAGRAPH,
        "counted",
        plans=pl.coalesce("all_plans", "plans"),
        done=pl.coalesce("all_done", "done"),
    )


def _counted(sentences: pl.DataFrame, line: pl.Expr, words: StatisticWords) -> pl.DataFrame:
    """Add how many clauses plan, and how many words say that it was done where some do."""
    return (
        sentences.with_columns(plans=line.str.count_matches(f"{_CLAUSE_BEGINS}{words.plan}"))
        .with_columns(some=pl.col("plans").sum().over(PARAGRAPH) > 0)
        .pipe(where_asked, pl.col("some"), done=line.str.count_matches(words.done))
        .with_columns(pl.col("done").fill_null(0))
        .drop("some")
    )


def _under_headings(
    figures: pl.DataFrame, passages: pl.DataFrame, words: StatisticWords
) -> pl.DataFrame:
    """Add `under_plan`: whether the last telling heading above speaks of tasks to come.

    Null where no heading above speaks of tasks or of what was done.
    """
    short = pl.col("folded").str.len_chars() <= _LONGEST_HEADING
    telling = (
        passages.filter(pl.col("kind") == "heading")
        .filter(short)
        .select(
            "document_id",
            position=pl.col("ground") + pl.col("start_char"),
            plan=pl.col("folded").str.contains(words.plan_heading),
            done=pl.col("folded").str.contains(words.done_heading),
        )
        .filter(pl.col("plan") | pl.col("done"))
        .sort("position")
    )
    rows = last_before(figures, telling, DOCUMENT)
    under_plan = (telling["plan"] & ~telling["done"]).gather(rows)
    return figures.with_columns(under_plan.alias("under_plan"))
