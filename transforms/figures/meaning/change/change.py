"""Whether a number is a change, against what, and which way."""

import polars as pl

from schemas.figure_meaning import FIGURE_COMPARED
from schemas.to_polars import conform
from transforms.figures.asked import asked_whether, on_asked, where_asked
from transforms.figures.meaning.around.masks import FIGURES, TIMES
from transforms.figures.meaning.change.stated import with_stated
from transforms.figures.meaning.change.words import Comparisons, comparisons
from transforms.figures.meaning.neighbour import figure_before, last_told, same_kind
from transforms.lexicon import Lexicon

_GROWTH_FOLLOWS = r"^\s*的(?:年均)?(?:高?速度?|幅度|增长|增速|增幅|涨幅|升幅|降幅|跌幅)"
_MULTIPLES = r"倍|番"
_POINTS = "百分点"
_ONLY_A_LINK = r"^\s*(?:[、,和及与跟到至—~-]|以及)*\s*$"
# 新增, 净增, 突增 count what is new, they compare nothing.
_COUNTS_THE_NEW = r"[新净突]$"
_TURNS_MULTIPLES = "翻"
# 跃升第3位: the place reached.
_A_PLACE = "第"
_STRAIGHT_AFTER = rf"[{FIGURES}](?:共|总共|累计)?\p{{Han}}{{1,3}}$"
_HAN_FOLLOWS = r"^[\p{Han}“《]"
_COMPARED_TO_NOTHING = ("multiple", "duration", "temperature", "length", "speed", "other")
_CONTRADICTS = "basis_contradicts_wording"
# -6.1% is read as 6.1: in a change the minus is the direction.
_MINUS = "^[-负]"


def add_change(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Tell changes from levels, with the basis and the direction of each change.

    FIGURE_CONTEXT -> FIGURE_COMPARED, one row out per row in, order kept. `phrase` is `near`
    without the words of the change. A comparison stated in words governs the sentence after
    it; where it contradicts 同比 or 环比 the stated one counts and the row is flagged
    `basis_contradicts_wording`. A negative amount of change becomes its direction.
    """
    words = comparisons(lexicon)
    own = pl.col("own")
    return (
        _with_parts(figures, words)
        .with_columns(rates=pl.col("kind").is_in(["percent", "multiple"]))
        .with_columns(points=pl.col("surface").str.contains(_POINTS))
        .pipe(asked_whether, pl.col("rates") | pl.col("points"), grows=_grows(words))
        .with_columns(own=_changes())
        .pipe(where_asked, (pl.col("kind") == "percent") & ~own, again=_rate_again(words))
        .with_columns(runs=_runs(), over_years=_years_before())
        .pipe(on_asked, own, lambda part: _told_basis(part, words))
        .with_columns(_shared_in_list())
        .with_columns(basis=_inherited_basis())
        .with_columns(_signed())
        .with_columns(_told())
        .pipe(conform, FIGURE_COMPARED)
    )


def _with_parts(figures: pl.DataFrame, words: Comparisons) -> pl.DataFrame:
    """Add the parts of each clause that ends in words of change; null where it does not."""
    near = pl.col("near")
    clauses = (
        figures.select("near")
        .unique()
        .filter(near.str.contains(words.ends_in_change))
        .with_columns(groups=near.str.extract_groups(words.change))
        .unnest("groups")
    )
    return figures.join(
        clauses, on="near", how="left", validate="m:1", maintain_order="left"
    ).with_columns(told=pl.coalesce("told", "beside"), cell=pl.col("column_label"))


def _shared_in_list() -> list[pl.Expr]:
    """增长12.3%、13.7%: a number that only a link joins to the last is a change as that one is."""
    linked = pl.col("near").str.contains(_ONLY_A_LINK) & pl.col("column_label").is_null()
    # The first figure of a sentence is linked to none.
    alone = ~((linked & same_kind()) | pl.col("runs"))
    first = pl.when(alone).then(pl.int_range(pl.len())).forward_fill()
    shared = ["contradicts", "turn", "basis", "written"]
    return [pl.col("own").gather(first).alias("changes"), pl.col(shared).gather(first)]


def _rate_again(words: Comparisons) -> pl.Expr:
    """Whether a percentage that is told as no change may be a rate of growth as one before is."""
    near = pl.col("near")
    outcome = pl.col("before").str.contains(words.reaches)
    of_another = near.str.contains(words.rate_of) & ~near.str.contains(words.measured)
    return outcome | of_another


def _runs() -> pl.Expr:
    """增速由上年的 6.1% 回落到 2.3%; 增速最高为 25%,设计业为 21%: rates of growth as the first."""
    again = pl.col("again").fill_null(value=False)
    rate = pl.col("own") & pl.col("named").is_not_null()
    return (again & last_told(pl.when(~again).then(rate))).fill_null(value=False)


def _told() -> list[pl.Expr]:
    """The columns of the result, null and unflagged where nothing changes."""
    changes = pl.col("changes")
    named = ~pl.col("written").str.contains(f"[{TIMES}]")
    flagged = pl.when(changes & pl.col("contradicts")).then(
        pl.col("flags").list.concat(pl.lit([_CONTRADICTS]))
    )
    return [
        pl.when("own").then(_subject()).otherwise("near").alias("phrase"),
        pl.when(changes).then("basis").alias("change_basis"),
        pl.when(changes).then("turn").alias("change_direction"),
        pl.when(changes & named).then("written").alias("change_written"),
        flagged.otherwise("flags").alias("flags"),
    ]


def _changes() -> pl.Expr:
    """Whether the words right before the number, or its column, make it a change."""
    verb, subject = pl.col("verb"), pl.col("subject").fill_null("")
    by_noun = pl.col("named").is_not_null()
    made = pl.col("kind") == "count"
    bare = (subject == "") & (pl.col("told") == "") & pl.col("next").str.contains(_HAN_FOLLOWS)
    told = (
        pl.any_horizontal(pl.col("verb", "named", "comparative").is_not_null())
        & ~subject.str.contains(_COUNTS_THE_NEW)
        & (~by_noun | pl.col("rates"))
        & ~(made & bare)
        & (~verb.str.contains(_TURNS_MULTIPLES).fill_null(False) | (pl.col("kind") == "multiple"))
        & ~pl.col("surface").str.starts_with(_A_PLACE)
    )
    return told | pl.col("grows")


def _grows(words: Comparisons) -> pl.Expr:
    """Whether a rate, or a number of points, is one of growth by what stands around it."""
    near, rates = pl.col("near"), pl.col("rates")
    follows = pl.col("next").str.contains(_GROWTH_FOLLOWS)
    # 降低农业税税率1个百分点: the verb stands before what it changes.
    points = near.str.contains(words.first) | near.str.contains(words.above)
    # 同比-6.1%, with no verb.
    signed = pl.col("surface").str.contains(_MINUS) & near.str.contains(f"{words.rate}[为是:]?$")
    column = pl.col("cell").str.contains(words.column) & (pl.col("kind") == "percent")
    alone = pl.col("before").str.contains(words.alone)
    return (
        (pl.col("points") & points)
        | (rates & (follows | signed | alone))
        | column.fill_null(value=False)
    )


def _told_basis(figures: pl.DataFrame, words: Comparisons) -> pl.DataFrame:
    """`turn`, `basis`, `written` and `contradicts` of changes, as the words before them say."""
    told = pl.coalesce("told", pl.lit(""))
    # 按可比口径 names a method of counting, no base.
    said = pl.concat_str(pl.col("cell").fill_null(""), told.str.replace_all(words.method, ""))
    standard = pl.col("said").str.contains(words.standard) | pl.col("above").is_not_null()
    return (
        figures.with_columns(
            said=said,
            above=pl.col("near").str.extract(words.above),
            alone=pl.col("before").str.extract(words.alone),
        )
        .with_columns(standard=standard)
        .pipe(with_stated, words)
        .select(
            "stated",
            "rate",
            other=_other(words),
            written=pl.coalesce(
                # 年增 is no word of 比上年增长; in running text a mask covers 上年.
                pl.col("cell").str.extract(words.base),
                pl.col("said").str.extract(words.rate),
                pl.col("said").str.extract(words.base),
            ),
            turn=_own_direction(words),
        )
        .select(
            "turn",
            "written",
            basis=pl.coalesce("stated", "rate", "other"),
            contradicts=(pl.col("stated") != pl.col("rate")).fill_null(value=False),
        )
    )


def _other(words: Comparisons) -> pl.Expr:
    """Whether the change is against anything else."""
    said, before = pl.col("said"), pl.col("before")
    return pl.when(
        pl.col("standard")
        | said.str.contains(words.other_base)
        | before.str.contains(words.stated_other)
        | pl.col("surface").str.contains(_MULTIPLES)
        | said.str.contains(words.total)
        # 四年增长49%: over a span of years that stands before the word of change.
        | (pl.col("over_years") & before.str.contains(_STRAIGHT_AFTER))
        | pl.col("alone").is_not_null()
    ).then(pl.lit("vs"))


def _years_before() -> pl.Expr:
    """Whether the figure before in the sentence is a number of years."""
    return figure_before((pl.col("kind") == "duration") & (pl.col("unit") == "年"))


def _own_direction(words: Comparisons) -> pl.Expr:
    """Up or down as the word of change says; a growth column or 的增长 alone is up."""
    first = pl.col("near").str.extract(words.first)
    points = pl.when("points").then(first)
    word = pl.coalesce("verb", "named", "comparative", "above", points, "alone", pl.lit(""))
    follows = pl.col("next").str.contains(words.fall)
    return (
        pl.when((word == "") & follows)
        .then(pl.lit("down"))
        .otherwise(word.replace_strict(words.direction, default="up", return_dtype=pl.String))
    )


def _inherited_basis() -> pl.Expr:
    """A change that names no base takes the sentence's last named one; else it is a yearly one."""
    named = pl.col("changes") & pl.col("basis").is_in(["yoy", "mom"])
    before = last_told(pl.when(named).then("basis"))
    alone = pl.when(~pl.col("kind").is_in(_COMPARED_TO_NOTHING)).then(pl.lit("yoy"))
    return pl.coalesce("basis", before, alone, pl.lit("vs"))


def _signed() -> list[pl.Expr]:
    """A negative change is a fall; its amount loses the sign."""
    negative = pl.col("changes") & (pl.coalesce("value", "upper") < 0).fill_null(False)
    falls = negative | (pl.col("changes") & pl.col("surface").str.contains(_MINUS))
    return [
        pl.when(falls).then(pl.lit("down")).otherwise("turn").alias("turn"),
        pl.when(negative).then(-pl.col("value")).otherwise("value").alias("value"),
        pl.when(negative).then(-pl.col("upper")).otherwise("lower").alias("lower"),
        pl.when(negative).then(-pl.col("lower")).otherwise("upper").alias("upper"),
    ]


def _subject() -> pl.Expr:
    """What changes: the words before the comparison; 增速 itself is part of them."""
    return pl.concat_str(pl.col("subject").fill_null(pl.col("near")), pl.col("named").fill_null(""))
