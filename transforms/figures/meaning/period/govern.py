"""The time that governs each figure: sentence first, then clause, paragraph, heading, title."""

import polars as pl

from schemas.figure_meaning import FIGURE_GOVERNED
from schemas.to_polars import conform
from transforms.figures.meaning.period.review import carried_review
from transforms.figures.meaning.period.spans import spans_of_years
from transforms.lexicon import Lexicon, alternation
from transforms.nearest import join_nearest

_TIME = ("time_id", "start_at", "end_at", "mod")
_FIGURE = ["document_id", "start_char"]
_WAYS = ("base", "sentence", "clause", "paragraph", "heading", "review", "title")
_ONLY_A_LINK = r"^\s*[、和及]\s*$"
_DATED = r"[\d一二三四五六七八九十]+\s*(?:年|月|日|号|时|点)"
_UNTIL = "^截[至止]"
_ENDS_IN_TIME = "[\ue000\ue001][”’]?[末底初]?的?\\s*$"


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
    usable = _usable(times, lexicon)
    named, bases = usable.filter(~pl.col("compared")), usable.filter("compared")
    figures = _with_telling(figures, times)
    since = _last_before(figures, named.filter(mod="since"), "document_id", "paragraph")
    return (
        _found_by_way(figures, named, passages)
        .join(
            _as(_of_base(figures, usable, lexicon), "base"), on=_FIGURE, how="left", validate="1:1"
        )
        .join(_as(since, "since"), on=_FIGURE, how="left", validate="1:1")
        .join(
            spans_of_years(figures, named, bases, lexicon), on=_FIGURE, how="left", validate="1:1"
        )
        .with_columns(governed_in=_first_way())
        .with_columns(_chosen())
        .with_columns(governing_vague=_vague(lexicon))
        .sort("document_id", "start_char", "end_char")
        .pipe(conform, FIGURE_GOVERNED)
    )


def _found_by_way(
    figures: pl.DataFrame, times: pl.DataFrame, passages: pl.DataFrame
) -> pl.DataFrame:
    """The figures with the mention that each way of looking finds, in columns of its own."""
    found = {
        "sentence": _last_before(figures, times, "passage_id"),
        "clause": _first_after(figures, times),
        "paragraph": _last_before(figures, times, "document_id", "paragraph"),
        "heading": _in_passages(figures, times, _headings(passages)),
        "review": carried_review(figures, times, passages),
        "title": _in_passages(figures, times, _titles(passages)),
    }
    for way in found:
        figures = figures.join(_as(found[way], way), on=_FIGURE, how="left", validate="1:1")
    return figures


def _as(found: pl.DataFrame, way: str) -> pl.DataFrame:
    """What a way of looking found, its columns under the way's name."""
    return found.rename({column: f"{way}_{column}" for column in (*_TIME, "vague")})


def _usable(times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The times with an interval, the vague ones marked."""
    now = alternation(lexicon.forms("language/metric_words", role="now"))
    vague = (
        (pl.col("mod") == "approx")
        & ~pl.col("surface").str.contains(_DATED)
        & ~pl.col("surface").str.contains(now)
    )
    placed = pl.col("start_at").is_not_null() | pl.col("end_at").is_not_null()
    same = pl.col("passage_id") == pl.col("passage_id").shift(1)
    joined = same & (pl.col("start_char") == pl.col("end_char").shift(1) + 1)
    midnight = _until_midnight()
    return (
        times.filter(placed)
        .sort("document_id", "start_char")
        .with_columns(
            vague=vague.fill_null(False),
            mod=pl.when(pl.col("surface").str.contains(_UNTIL))
            .then(pl.lit("until"))
            .otherwise("mod"),
            # 4月9日和13日: what happened on both covers the one to the other.
            start_at=pl.when(joined.fill_null(False))
            .then(pl.coalesce(pl.col("start_at").shift(1), "start_at"))
            .when(~midnight)
            .then("start_at"),
            end_at=pl.when(midnight).then("start_at").otherwise("end_at"),
        )
    )


def _until_midnight() -> pl.Expr:
    """截至10日24时: what stood when the day was over, and nothing of the day after."""
    begins, ends = pl.col("start_at"), pl.col("end_at")
    hour = ((ends - begins) == pl.duration(hours=1)) & (begins.dt.truncate("1d") == begins)
    return (pl.col("surface").str.contains(_UNTIL) & hour).fill_null(False)


def _of_base(figures: pl.DataFrame, usable: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """比1980年的191元, 从2002年的5%、比上年的26%: the base, for the amounts it had then."""
    over = alternation(lexicon.forms("language/comparison_words", role="over"))
    base = alternation(lexicon.forms("language/comparison_words", role="base"))
    named = pl.col("near").str.contains(f"{_ENDS_IN_TIME}|{over}{base}的$")
    listed = pl.col("near").str.contains(_ONLY_A_LINK) & named.shift(1).over("passage_id")
    bases = usable.filter("compared").select("time_id")
    return _last_before(figures.filter(named | listed), usable, "passage_id").join(
        bases, on="time_id", how="semi"
    )


def _last_before(figures: pl.DataFrame, times: pl.DataFrame, *within: str) -> pl.DataFrame:
    """The last time before each figure within one passage or paragraph."""
    return (
        figures.select("document_id", "start_char", *_also(within), at="start_char")
        .sort("start_char")
        .join_asof(
            times.select(
                *dict.fromkeys(["document_id", *within]), *_TIME, "vague", stands="start_char"
            ).sort("stands"),
            left_on="at",
            right_on="stands",
            by=list(dict.fromkeys(["document_id", *within])),
            strategy="backward",
            check_sortedness=False,
            allow_exact_matches=False,
        )
        .filter(pl.col("time_id").is_not_null())
        .select("document_id", "start_char", *_TIME, "vague")
    )


def _first_after(figures: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """The first time after each figure in the figure's own clause."""
    clause_end = pl.col("end_char") + pl.col("next").str.len_chars().cast(pl.Int64)
    return (
        figures.select("document_id", "start_char", "passage_id", at="end_char", until=clause_end)
        .pipe(
            join_nearest,
            times.select("passage_id", *_TIME, "vague", stands="start_char"),
            ("at", "stands"),
            "passage_id",
            "forward",
        )
        .filter(pl.col("stands") < pl.col("until"))
        .select("document_id", "start_char", *_TIME, "vague")
    )


def _in_passages(figures: pl.DataFrame, times: pl.DataFrame, above: pl.DataFrame) -> pl.DataFrame:
    """The last time of the heading or title that stands above each figure."""
    named = (
        times.select("passage_id", *_TIME, "vague", "start_char")
        .sort("start_char")
        .group_by("passage_id")
        .agg(pl.all().last())
        .drop("start_char")
    )
    keys = [column for column in ("document_id", "section") if column in above.columns]
    return (
        figures.select("document_id", "start_char", "section")
        .join(above, on=keys, how="inner")
        .join(named, on="passage_id", how="inner", validate="m:1")
        .unique(["document_id", "start_char"], keep="first", maintain_order=True)
        .select("document_id", "start_char", *_TIME, "vague")
    )


def _headings(passages: pl.DataFrame) -> pl.DataFrame:
    return passages.filter(kind="heading").select("document_id", "passage_id", section="paragraph")


def _titles(passages: pl.DataFrame) -> pl.DataFrame:
    return passages.filter(kind="title").select("document_id", "passage_id")


def _first_way() -> pl.Expr:
    return pl.coalesce(
        pl.when(pl.col(f"{way}_time_id").is_not_null()).then(pl.lit(way)) for way in _WAYS
    )


def _chosen() -> list[pl.Expr]:
    """The mention of the first way that found one."""

    def of(column: str) -> pl.Expr:
        return pl.coalesce(
            pl.when(pl.col("governed_in") == way).then(pl.col(f"{way}_{column}")) for way in _WAYS
        )

    return [of(column).alias(f"governing_{column}") for column in (*_TIME, "vague")]


def _vague(lexicon: Lexicon) -> pl.Expr:
    """Whether a vague word of the figure's own sentence (如今) stands between it and its time."""
    words = alternation(lexicon.forms("language/metric_words", role="vague"))
    since_time = pl.col("before").str.extract(r"([^\ue000\ue001]*)$")
    elsewhere = ~pl.col("governed_in").is_in(["clause"])
    return pl.col("governing_vague") | (
        since_time.str.contains(rf"(?:^|[,;:]\s*){words}") & elsewhere
    )


def _with_telling(figures: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """The figures with `told_end`: the end that most 以来 and 截至 of the document share."""
    running = (pl.col("mod") == "since") | pl.col("surface").str.contains(_UNTIL)
    ends = (
        times.filter(running, pl.col("end_at").is_not_null())
        .group_by("document_id")
        .agg(told_end=pl.col("end_at").mode().min())
    )
    return figures.join(ends, on="document_id", how="left", validate="m:1")


def _also(within: tuple[str, ...]) -> list[str]:
    return [column for column in within if column != "document_id"]
