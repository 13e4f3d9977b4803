"""Runs of time words in the shadow text: what the grammar of times is asked to read."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_matches
from transforms.times.grammar.vocabulary import vocabulary

_HAN_NUMERAL = "[〇零○一二三四五六七八九十两廿卅百千万半数几首]+"
_NUMERAL = f"(?:[0-9][0-9,.]*|{_HAN_NUMERAL})"
_COUNTED = f"(?:第|初|前|后|头)?{_NUMERAL}(?:多|余|来|几)*(?:个半|个)?多?"
_CONNECT = r"(?:[-—–―~ー、至到和与跟]{1,2}|[,(零又])"
_YEAR = "(?:(?:1[0-9]|20)[0-9][0-9])"
# 2012-05-01, 2012 5 1, 5/1/2012, 8:30, 05-01 08:30, 6·22 at the head, 1995—1997, 周三, 初五
_NUMERIC = (
    rf"{_YEAR}[-/.·][0-9]{{1,2}}(?:[-/.·][0-9]{{1,2}})?[-T]?"
    rf"|{_YEAR} [0-9]{{1,2}} [0-9]{{1,2}}"
    r"|[0-9]{1,2}/[0-9]{1,2}/(?:19|20)[0-9][0-9]"
    r"|[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?[时分]?"
    r"|[01][0-9]-[0-3][0-9] [0-9]{2}:[0-9]{2}"
    r"|^\s*[0-9]{1,2}[-/·][0-9]{1,2}(?: [0-9]{1,2}:[0-9]{2})?"
    rf"|{_YEAR}\s?(?:{_CONNECT}|一)\s?{_YEAR}(?:\s?年)?"
    rf"|(?:每个?|第{_NUMERAL}个?|最后一个的?)?(?:周|星期|礼拜)[一二三四五六日天末](?:[、和及与至到—–-][一二三四五六日天])*"
    "|初[一二三四五六七八九十0-9]"
)


def find_runs(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per run of time words, in reading order: `place`, `at`, `to`, `folded`.

    `place` is the row of the passage, whose text `folded` is; `at` and `to` count its characters.
    Three scans find counted units, words, and dates in digits: each runs at hundreds of
    megabytes a second, one expression for all three at a tenth of that. What they find is joined
    where little stands between, and stretched over the words that bound it.
    """
    patterns = (_counted(lexicon), _worded(lexicon), _NUMERIC)
    found = [find_matches(passages, pattern) for pattern in patterns]
    at, to, place = pl.col("at"), pl.col("to"), pl.col("place").cast(pl.Int64) * _FAR
    return (
        pl.concat(matches.select("place", "at", "to") for matches in found)
        .lazy()
        .sort("place", "at")
        # Positions that grow from passage to passage spare a window over each passage.
        .with_columns(reach=(place + to).cum_max().shift(1, fill_value=-_FAR) - place)
        .with_columns(folded=pl.lit(passages["folded"]).gather(pl.col("place")))
        .with_columns(gap=at - pl.col("reach"))
        .with_columns(run=(~_joins(lexicon)).cum_sum())
        .group_by("run", maintain_order=True)
        .agg(pl.col("place", "at", "folded").first(), to.max())
        .with_columns(at=at - _words_before(lexicon), to=to + _words_after(lexicon))
        .drop("run")
        .collect()
    )


# Farther than any position in a passage.
_FAR = 1 << 32
_NEAR, _LONG = 10, 16


# What goes on from 8月, 9点 or 下周 without a unit of its own.
_REST = f"(?:初?{_NUMERAL}|[一二三四五六日天末])?"


def _joins(lexicon: Lexicon) -> pl.Expr:
    """Whether no more than a sign or a word of bounding stands between a piece and those before."""
    between = (
        rf"^{_REST}(?:\s?{_after(lexicon)})*\)?\s{{0,2}}的?\s?{_CONNECT}?\s?"
        rf"(?:{_before(lexicon)}\s?)?{_lead(lexicon)}?$"
    )
    gap = pl.col("gap")
    text = pl.when(gap.is_between(1, _NEAR)).then(pl.col("folded").str.slice("reach", "gap"))
    return (gap <= 0) | text.str.contains(between).fill_null(False)


def _words_before(lexicon: Lexicon) -> pl.Expr:
    """How many characters of bounding words lead up to a run: 自, 截至, 这个."""
    start = pl.max_horizontal(pl.col("at") - _NEAR, 0)
    text = pl.col("folded").str.slice(start, pl.col("at") - start)
    words = rf"((?:{_before(lexicon)}\s?)?{_lead(lexicon)}?)$"
    return text.str.extract(words).str.len_chars().cast(pl.Int64)


def _words_after(lexicon: Lexicon) -> pl.Expr:
    """How many characters of a run's last piece its own scan left: 正月[十五], 下周[三][之前]."""
    text = pl.col("folded").str.slice(pl.max_horizontal(pl.col("to") - 2, 0), _LONG)
    words = (
        rf"^(?:[^0-9]月(初?{_HAN_NUMERAL}[日号]?)?|.[点时]({_NUMERAL}[分刻]?)?"
        rf"|.[周期拜]([一二三四五六日天末])?|..)((?:\s?{_after(lexicon)})*\)?)"
    )
    groups = text.str.extract_groups(words)
    lengths = [groups.struct[str(group)].str.len_chars().fill_null(0) for group in range(1, 5)]
    return pl.sum_horizontal(lengths).cast(pl.Int64)


@cache
def _counted(lexicon: Lexicon) -> str:
    """A number and a unit of time, with what may stand around them: 自1995年初, 第3个月, 9点半."""
    units = alternation(
        [*vocabulary(lexicon).units, *lexicon.forms("language/time_scan", role="unit")]
    )
    return (
        rf"(?:{_before(lexicon)}\s?)?{_lead(lexicon)}?(?:{_NUMERAL}\s?{_CONNECT}\s?){{0,3}}"
        rf"{_COUNTED}\s?{units}(?:\s?{_after(lexicon)})*\)?"
    )


@cache
def _worded(lexicon: Lexicon) -> str:
    """A word of time after one that bounds it: 截至今天 is not read as 截, 至今, 天."""
    return rf"(?:{_before(lexicon)}\s?)?{alternation(_words(lexicon))}"


@cache
def _words(lexicon: Lexicon) -> list[str]:
    """Every word that can open or go on with a time by itself."""
    words = vocabulary(lexicon)
    return [
        *words.deictics,
        *(form for _, form in words.slots if len(form) > 1),
        *words.calendar_forms,
        *(f"“{plan}”" for plan in words.plans),
        *(plan + tail for plan in words.plans for tail in lexicon.forms(_SCAN, role="plan_tail")),
        *lexicon.forms(_SCAN, role="word"),
    ]


_SCAN = "language/time_scan"


@cache
def _before(lexicon: Lexicon) -> str:
    """Words that bound or blur what follows."""
    return alternation(vocabulary(lexicon).modifier_forms("before"))


@cache
def _lead(lexicon: Lexicon) -> str:
    """Words that open a length of time, and the names of eras."""
    words = vocabulary(lexicon)
    leads = [*words.span_forms("past"), *words.span_forms("future"), *words.eras]
    return alternation([*leads, *lexicon.forms(_SCAN, role="lead")])


@cache
def _after(lexicon: Lexicon) -> str:
    """What may follow any piece; the grammar says what it means."""
    words = vocabulary(lexicon)
    # 至今 would swallow the head of 至今年2月: it is a piece of its own.
    bounds = [form for form in words.modifier_forms("after") if form not in words.deictics]
    slots = [form for slot, form in words.slots if slot != "weekday"]
    come = words.span_forms("come")
    suffixes = lexicon.forms(_SCAN, role="suffix")
    forms = alternation([*suffixes, *slots, *words.festivals, *bounds, *come])
    # 2019年[14]起: a footnote's mark may stand between.
    return rf"(?:\[[0-9]{{1,3}}\])?{forms}"
