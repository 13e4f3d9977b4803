"""Expressions that may name a time, found in the shadow text."""

from functools import cache

import polars as pl

from schemas.time_stages import TIME_CANDIDATE
from schemas.to_polars import conform
from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans, outside
from transforms.times.grammar.timex import read_times
from transforms.times.grammar.vocabulary import Vocabulary, vocabulary

_NUMERAL = "(?:[0-9][0-9,.]*|[〇零○一二三四五六七八九十两廿卅百千万半数几首]+)"
_COUNTED = f"(?:第|初|前|后|头)?{_NUMERAL}(?:多|余|来|几)*(?:个半|个)?多?"
_NUMERIC = (
    r"(?:1[0-9]|20)[0-9][0-9][-/.·][0-9]{1,2}(?:[-/.·][0-9]{1,2})?[-T]?"
    r"|(?:1[0-9]|20)[0-9][0-9] [0-9]{1,2} [0-9]{1,2}"
    r"|[0-9]{1,2}/[0-9]{1,2}/(?:19|20)[0-9][0-9]"
    r"|[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?[时分]?"
    r"|[01][0-9]-[0-3][0-9] [0-9]{2}:[0-9]{2}"
    r"|^\s*[0-9]{1,2}[-/·][0-9]{1,2}(?: [0-9]{1,2}:[0-9]{2})?"
)
_CONNECT = r"(?:[-—–―~ー、至到和与跟]{1,2}|[,(零又])"
_FOOTNOTE = r"(?:\[[0-9]{1,3}\])"
_ANY_YEAR = "(?:(?:1[0-9]|20)[0-9][0-9])"


def find_times(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per expression that may name a time, in reading order.

    PASSAGE -> TIME_CANDIDATE. One scan finds runs of time words; the grammar cuts each distinct
    run once. What is only a time by itself (8天, 6·22) is settled when it is read.
    """
    # What stands in a title of a work is its name.
    runs = outside(find_spans(passages, _run(lexicon)), find_spans(passages, "《[^《》]*》"))
    runs = _with_neighbours(runs, passages, lexicon)
    cuts = _cuts(runs, lexicon)
    length = pl.col("to") - pl.col("at")
    return (
        runs.join(cuts, on="written", how="inner", maintain_order="left")
        .with_columns(
            surface=pl.col("surface").str.slice(pl.col("at"), length),
            quote=pl.col("quote").str.slice(pl.col("at"), length),
            start_char=pl.col("start_char") + pl.col("at"),
            head=(pl.col("head") + pl.col("surface").str.slice(0, pl.col("at"))).str.tail(4),
            tail=(pl.col("surface").str.slice(pl.col("at") + length) + pl.col("tail")).str.slice(
                0, 4
            ),
            stands_alone=(
                pl.col("rest")
                == pl.col("surface").str.slice(pl.col("at"), length).str.replace_all(_FURNITURE, "")
            ).fill_null(False),
        )
        .with_columns(end_char=pl.col("start_char") + length)
        .filter(~_after_a_stranger(lexicon) & ~_loose_part(lexicon))
        .pipe(conform, TIME_CANDIDATE)
    )


# A passage that is nothing but a time is short.
_BRIEF = 40
_FURNITURE = r"[\s。,;!?:=、.]"


def _with_neighbours(runs: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Each run with the characters before it and the word after it that may undo it."""
    brief = pl.col("folded").str.len_chars() <= _BRIEF
    stands = passages.select(
        "passage_id",
        "folded",
        begin="start_char",
        rest=pl.when(brief).then(pl.col("folded").str.replace_all(_FURNITURE, "")),
    )
    offset = pl.col("start_char") - pl.col("begin")
    start = pl.max_horizontal(offset - 4, 0)
    follows = pl.col("folded").str.slice(pl.col("end_char") - pl.col("begin") - 1, 5)
    return (
        runs.join(stands, on="passage_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(
            head=pl.col("folded").str.slice(start, offset - start),
            tail=follows.str.slice(1),
            written=pl.col("surface")
            + follows.str.extract(_undoing(lexicon), 0).str.slice(1).fill_null(""),
        )
        .drop("folded", "begin")
    )


@cache
def _undoing(lexicon: Lexicon) -> str:
    """The end of a run and the word after it that makes it no time: 号线, 日元."""
    rows = lexicon["language/time_exclusions"].filter(side="after")
    units = rows.group_by("unit", maintain_order=True).agg("form")
    pairs = [f"{unit}{alternation(forms)}" for unit, forms in units.iter_rows()]
    return f"^(?:{'|'.join(pairs)})"


def _cuts(runs: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Where in each distinct run the expressions stand."""
    distinct = runs.select("written", length=pl.col("surface").str.len_chars()).unique()
    rows = [
        (written, reading.at, reading.to)
        for written, length in distinct.rows()
        for reading in read_times(written, lexicon)
        if reading.to <= length
    ]
    schema = {"written": pl.String, "at": pl.Int64, "to": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").unique(maintain_order=True)


def _loose_part(lexicon: Lexicon) -> pl.Expr:
    """Whether it is a part of the day that frames nothing: 夜间消费, but not 深夜,…"""
    parts = alternation(lexicon.forms("language/time_slots", slot="part"))
    bare = pl.col("surface").str.contains(f"^{parts}$")
    frames = pl.col("head").str.contains(r"^$|[\s\p{P}]$") & pl.col("tail").str.contains("^,")
    return bare & ~frames & ~pl.col("stands_alone")


# 神舟十二号 is a name; in 于十二号, 从十二号到十五号 a word that leads to a day stands before.
_NAMED_NUMBER = "^[一二三四五六七八九十廿卅]+号"
_LEADS_TO_A_DAY = r"[^\p{Han}]$|[在于从自至到和与是即为及了,、]$|^$"
# GB2012, 3.2012, 第2012
_IN_A_NUMBER = r"(?:[0-9A-Za-z_/=]|[0-9][.,:·-]|第)$"


def _after_a_stranger(lexicon: Lexicon) -> pl.Expr:
    """Whether what stands before makes it no time: 出现在, 第2012年, 连续5日."""
    surface, head = pl.col("surface"), pl.col("head")
    digits = surface.str.contains("^[0-9]") & head.str.contains(_IN_A_NUMBER)
    rows = lexicon["language/time_exclusions"].filter(side="before")
    stranger = surface.str.contains(_NAMED_NUMBER) & ~head.str.contains(_LEADS_TO_A_DAY)
    for unit in rows["unit"].unique(maintain_order=True):
        forms = alternation(rows.filter(unit=unit)["form"])
        stranger |= surface.str.contains(f"^(?:{unit})") & head.str.contains(f"{forms}$")
    return digits | stranger


@cache
def _run(lexicon: Lexicon) -> str:
    """A run of time words: pieces, with little between them."""
    words = vocabulary(lexicon)
    units = alternation([*words.units, *_CLOCK_UNITS, *_DATE_UNITS])
    before = alternation(words.modifier_forms("before"))
    leads = alternation(
        [*words.span_forms("past"), *words.span_forms("future"), "过", "每", "每个"]
    )
    lengths = rf"{_COUNTED}{units}以上[,、]?(?:{_COUNTED}{units}以下)?"
    pair = rf"{_NUMERAL}\s?{_CONNECT}\s?{_NUMERAL}\s?{units}"
    years = rf"{_ANY_YEAR}\s?(?:{_CONNECT}|一)\s?{_ANY_YEAR}(?:\s?年)?"
    weeks = alternation(words.deictic_forms("week"))
    piece = (
        rf"(?:{pair}|{_NUMERIC}|{lengths}|{years}|{weeks}[一二三四五六日天末]"
        rf"|(?:农历|阴历|旧历)?[正腊冬]月(?:初?{_NUMERAL})?|(?:每个?|第{_NUMERAL}个|最后一个的?)?(?:周|星期|礼拜)[一二三四五六日天末]"
        rf"|{_COUNTED}(?:周|星期|礼拜)[一二三四五六日天]"
        rf"|[0-9]{{1,2}}月[0-9]{{1,2}}[至到~][0-9]{{1,2}}月[0-9]{{1,2}}|{_NUMERAL}[点时]{_NUMERAL}[分刻]?"
        rf"|[一二三四五六七八九十]{{1,2}}月初?[一二三四五六七八九十]{{1,3}}[日号]?|(?:{leads})?{_COUNTED}\s?{units}|(?:这个|本届)?{_words(words)}"
        rf"|[今去明前][春夏秋冬]|初[一二三四五六七八九十0-9]|{_era(words)})"
    )
    slots = [form for slot, form in words.slots if slot != "weekday"]
    # 至今 would swallow the head of 至今年2月: it is a piece of its own.
    bounds = [form for form in words.modifier_forms("after") if form not in words.deictics]
    after = alternation(
        [
            *_SUFFIXES,
            *slots,
            *words.festivals,
            *bounds,
            *words.span_forms("come"),
        ]
    )
    whole = rf"(?:{before}\s?)?{piece}(?:{_FOOTNOTE}?\s?{after})*\)?"
    return rf"{whole}(?:\s{{0,2}}的?\s?{_CONNECT}?\s?{whole})*"


# Units that number a day, a clock or a part of the year, beside those that measure length.
_CLOCK_UNITS = ["夜", "号", "季", "时", "点", "分", "刻", "点钟", "点半", "时许"]
_DATE_UNITS = ["年代", "月份", "旬", "年度"]
# What may follow any piece beside the words of the seeds; the grammar says what it means.
_SUFFIXES = ["半", "整", "钟", "假期", "小长假", "长假", "黄金周", "同期", "召开", "胜利召开", "”"]


def _era(words: Vocabulary) -> str:
    return rf"{alternation(words.eras)}(?:元|{_NUMERAL})年"


def _words(words: Vocabulary) -> str:
    """Every word that can open or go on with a time by itself."""
    slots = [form for _, form in words.slots if len(form) > 1]
    events = [*words.festivals, *words.annual, *words.milestones]
    plans = [
        *(f"“{plan}”{t}" for plan in words.plans for t in ("期末", "")),
        *(
            f"{plan}{t}"
            for plan in words.plans
            for t in ("期间", "时期", "同期", "期末", "末", "初")
        ),
    ]
    return alternation(
        [
            *words.deictics,
            *slots,
            *events,
            *plans,
            "农历",
            "阴历",
            "旧历",
            "公元",
            "正月",
            "腊月",
            "冬月",
            "每天",
            "每日",
            "每年",
            "每月",
            "每周",
        ]
    )
