"""The time that governs each figure: sentence first, then clause, paragraph, heading, title."""

from datetime import timedelta
from functools import cache
from typing import NamedTuple

import polars as pl

from schemas.figure_meaning import FIGURE_GOVERNED
from schemas.to_polars import conform
from transforms.figures.asked import where_asked
from transforms.figures.meaning.neighbour import figure_before
from transforms.figures.meaning.period.lists import join_lists, share_times
from transforms.figures.meaning.period.review import carried_review
from transforms.figures.meaning.period.spans import add_spans_of_years
from transforms.figures.meaning.position import (
    PARAGRAPH,
    SENTENCE,
    first_from,
    last_before,
    picked,
)
from transforms.lexicon import Lexicon, alternation

_TIME = ("time_id", "start_at", "end_at", "mod")
_WAYS = ("base", "sentence", "clause", "paragraph", "heading", "review", "title")
_ONLY_A_LINK = r"^\s*[、和及]\s*$"
_DATED = r"[\d一二三四五六七八九十]+\s*(?:年|月|日|号|时|点)"
# 共180吨物资、20顶帐篷今天启运: beyond the figures of one list.
_REST_OF_CLAUSE = r"^([^,;。:!?…<>\n]*)"
_UNTIL = "^截[至止]"
_A_MONTH = timedelta(days=28)
_ENDS_IN_TIME = "[\ue000\ue001][”’]?[末底初]?的?\\s*$"


class _Words(NamedTuple):
    present: str
    vague: str
    base: str  # 比上年


@cache
def _words(lexicon: Lexicon) -> _Words:
    present, vague = (
        alternation(lexicon.forms("language/metric_words", role=role)) for role in ("now", "vague")
    )
    over, base = (
        alternation(lexicon.forms("language/comparison_words", role=role))
        for role in ("over", "base")
    )
    return _Words(present, vague, over + base)


def govern(
    figures: pl.DataFrame, times: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Find the mention that governs each figure, and the start of the total it may belong to.

    FIGURE_MEASURED, PLACED_TIME, PASSAGE -> FIGURE_GOVERNED, one row out per row in, order
    kept. `governed_in` says where the mention stands: `base` (a base of comparison, for the
    amount that it names: 比1980年的191元), `sentence`, `clause`, `paragraph`,
    `heading`, `review` (carried from the opening of a review) or `title`; null where no time
    governs. Bases of comparison govern nothing else, and a vague time (如今, 不久前) governs
    without giving an interval.
    """
    usable = _usable(times, lexicon).with_columns(time=pl.int_range(pl.len(), dtype=pl.Int64))
    named, bases = usable.filter(~pl.col("compared")), usable.filter("compared")
    found = _found_by_way(figures, named, passages)
    found["base"] = _of_base(figures, usable, lexicon)
    governing = pl.DataFrame(found).select(
        time=pl.coalesce(_WAYS),
        governed_in=pl.coalesce(
            pl.when(pl.col(way).is_not_null()).then(pl.lit(way)) for way in _WAYS
        ),
    )
    totals = named.filter(mod="since")
    return (
        _with_telling(figures, times)
        .hstack(governing.select("governed_in"))
        .hstack(_mention(usable, governing["time"], "governing"))
        .pipe(share_times, usable, governing["time"])
        .pipe(_bounded, named.filter(mod="until"))
        .hstack(_mention(totals, last_before(figures, totals, PARAGRAPH, strictly=True), "since"))
        # A review tells of years that are over: its totals are of a closed period.
        .with_columns(
            governing_mod=pl.when(pl.col("governed_in") != "review").then("governing_mod")
        )
        .pipe(add_spans_of_years, named, bases, lexicon)
        .pipe(_with_vague, lexicon)
        .pipe(conform, FIGURE_GOVERNED)
    )


def _mention(times: pl.DataFrame, rows: pl.Series, of: str) -> pl.DataFrame:
    """What a figure holds on to of the times at those rows."""
    return picked(times, rows, **{f"{of}_{column}": column for column in (*_TIME, "vague")})


def _bounded(figures: pl.DataFrame, untils: pl.DataFrame) -> pl.DataFrame:
    """截至8月31日,2025年票房突破400亿元: the year since it began, up to that day."""
    told = last_before(figures, untils, SENTENCE, strictly=True)
    begins, ends = (pl.col(f"governing_{at}_at") for at in ("start", "end"))
    until = pl.col("until")
    within = (begins < until) & (until < ends) & (ends - begins >= _A_MONTH)
    alone = pl.col("governing_mod").is_null() & (pl.col("governed_in") == "sentence")
    bounded = (within & alone).fill_null(value=False)
    return (
        figures.hstack(picked(untils, told, until="end_at"))
        .with_columns(
            governing_end_at=pl.when(bounded).then(until).otherwise(ends),
            governing_mod=pl.when(bounded).then(pl.lit("since")).otherwise("governing_mod"),
        )
        .drop("until")
    )


def _found_by_way(
    figures: pl.DataFrame, times: pl.DataFrame, passages: pl.DataFrame
) -> dict[str, pl.Series]:
    """The `time` that each way of looking finds, a value a figure."""
    return {
        "sentence": _last_before(figures, times, SENTENCE),
        "clause": _first_after(figures, times),
        "paragraph": _last_before(figures, times, PARAGRAPH),
        "heading": _in_passages(figures, times, _headings(passages)),
        "review": carried_review(figures, times, passages),
        "title": _in_passages(figures, times, _titles(passages)),
    }


def _usable(times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The times with an interval, the vague ones marked."""
    vague = (
        (pl.col("mod") == "approx")
        & ~pl.col("surface").str.contains(_DATED)
        & ~pl.col("surface").str.contains(_words(lexicon).present)
    )
    placed = pl.col("start_at").is_not_null() | pl.col("end_at").is_not_null()
    midnight = _until_midnight()
    return (
        times.filter(placed)
        .sort("document_id", "start_char")
        .with_columns(
            vague=vague.fill_null(False),
            mod=pl.when(pl.col("surface").str.contains(_UNTIL))
            .then(pl.lit("until"))
            .otherwise("mod"),
            start_at=pl.when(~midnight).then("start_at"),
            end_at=pl.when(midnight).then("start_at").otherwise("end_at"),
        )
        .pipe(join_lists)
    )


def _until_midnight() -> pl.Expr:
    """截至10日24时: what stood when the day was over, and nothing of the day after."""
    begins, ends = pl.col("start_at"), pl.col("end_at")
    hour = ((ends - begins) == pl.duration(hours=1)) & (begins.dt.truncate("1d") == begins)
    return (pl.col("surface").str.contains(_UNTIL) & hour).fill_null(False)


def _of_base(figures: pl.DataFrame, usable: pl.DataFrame, lexicon: Lexicon) -> pl.Series:
    """比1980年的191元, 从2002年的5%、比上年的26%: the base, for the amounts it had then."""
    named = pl.col("near").str.contains(f"{_ENDS_IN_TIME}|{_words(lexicon).base}的$")
    listed = pl.col("near").str.contains(_ONLY_A_LINK) & figure_before(pl.col("named"))
    last = last_before(figures, usable, SENTENCE, strictly=True)
    return (
        figures.select("near", "passage_id", named=named)
        .hstack(picked(usable, last, time="time", compared="compared"))
        .select(pl.when("compared", pl.col("named") | listed).then("time"))
        .to_series()
    )


def _last_before(figures: pl.DataFrame, times: pl.DataFrame, within: tuple[str, ...]) -> pl.Series:
    """The last time before each figure within one passage or paragraph."""
    return times["time"].gather(last_before(figures, times, within, strictly=True))


def _first_after(figures: pl.DataFrame, times: pl.DataFrame) -> pl.Series:
    """The first time after each figure in the figure's own clause."""
    end = pl.col("position") + pl.col("end_char") - pl.col("start_char")
    clause = pl.max_horizontal(
        pl.col("next").str.len_chars(), pl.col("after").str.extract(_REST_OF_CLAUSE).str.len_chars()
    )
    ends = figures.select("passage_id", end=end, clause=clause)
    first = first_from(ends, times, SENTENCE, "end")
    reach = pl.col("end") + pl.col("clause").cast(pl.Int64)
    return (
        ends.hstack(picked(times, first, time="time", stands="position"))
        .select(pl.when(pl.col("stands") < reach).then("time"))
        .to_series()
    )


def _in_passages(figures: pl.DataFrame, times: pl.DataFrame, above: pl.DataFrame) -> pl.Series:
    """The last time of the heading or title that stands above each figure."""
    keys = [column for column in ("document_id", "section") if column in above.columns]
    named = times.group_by("passage_id").agg(pl.col("time").max())
    of_each = above.join(
        named, on="passage_id", how="inner", validate="m:1", maintain_order="left"
    ).unique(keys, keep="first", maintain_order=True)
    return (
        figures.select(keys)
        .join(of_each, on=keys, how="left", validate="m:1", maintain_order="left")
        .get_column("time")
    )


def _headings(passages: pl.DataFrame) -> pl.DataFrame:
    return passages.filter(kind="heading").select("document_id", "passage_id", section="paragraph")


def _titles(passages: pl.DataFrame) -> pl.DataFrame:
    return passages.filter(kind="title").select("document_id", "passage_id")


def _with_vague(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Mark as vague what a vague word of the sentence (如今) parts from its time."""
    words = _words(lexicon).vague
    since_time = pl.col("before").str.replace(r"(?s)^.*[\ue000\ue001]", "")
    elsewhere = ~pl.col("governed_in").is_in(["clause"])
    return figures.pipe(
        where_asked,
        pl.col("before").str.contains(words),
        parted=since_time.str.contains(rf"(?:^|[,;:]\s*){words}"),
    ).with_columns(
        governing_vague=pl.col("governing_vague")
        | (pl.col("parted").fill_null(value=False) & elsewhere)
    )


def _with_telling(figures: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """The figures with `told_end`: the end that most 以来 and 截至 of the document share."""
    running = (pl.col("mod") == "since") | pl.col("surface").str.contains(_UNTIL)
    ends = (
        times.filter(running, pl.col("end_at").is_not_null())
        .group_by("document_id")
        .agg(told_end=pl.col("end_at").mode().min())
    )
    return figures.join(ends, on="document_id", how="left", validate="m:1", maintain_order="left")
