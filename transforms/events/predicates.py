"""The predicate of a piece: the word that names what happens, and what speaks against it."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.words import tag_words

# A capital letter for each class of word that a predicate is read by. The classes of
# `language/event_stops` come first: a word that is in both tables stops.
STOPS = {
    "conduct": "K",
    "state": "S",
    "change": "G",
    "report": "R",
    "talk": "T",
    "wish": "W",
    "course": "D",
    "negation": "N",
    "future": "F",
}
# Verbs of these kinds go before a noun to tell what befell: 救援工作, 袭击事件.
_BEFALLING = ("accident", "attack", "crime", "die", "injure", "launch", "rescue", "test")
# Verbs of these kinds have their object right behind them: 举行会谈, 破获案件.
_TAKING = ("attend", "award", "hold", "launch", "occur", "publish", "sign", "solve")
# Verbs of these kinds name what a ceremony is for: 签约仪式, 颁奖典礼.
_MARKED = ("award", "begin", "build", "found", "observe", "open", "publish", "sign")
# 将 before a verb, an adverb or a preposition tells the future; before a noun it marks the object.
_FUTURE = r" 将/[a-z]+( 全部/n| [^ ]+/(?:v|vn|d|p|t|[A-Z])| △/)"
# After the last 的 of a piece (or 时, 后), or before 了, stands its main verb; right before 的, a
# relative's.
_DONE = r" ([^ ]+)/E 了/"
_AFTER_DE = r"^(?:.* (?:的/uj|[后时]/[a-z]+))? (.*)$"
_TO_DE = r"^(.* (?:的/uj|[后时]/[a-z]+)) "
_MAIN = r"([^ ]+)/E"
_NOT_RELATIVE = r"^(?:.* 的/uj)?(?: [^ ]+/[^vE ][^ ]*)* ([^ ]+)/E (?:[^的]|$)"
_RELATIVE = r" ([^ ]+)/E 的/"
# Verbs that no table names: done, or done to something.
_VERB_DONE = r" (\p{Han}{2,})/(?:v|vn|n|x) (?:了|过)/"
_VERB_OBJECT = r" (?:把|被)/[a-z]+ .*? ([^ ]{2,})/v (?:[^的]|$)"
_VERB = r" ([^ ]{2,})/v(?: [^的]*)$"


def read_predicates(pieces: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """What each distinct piece predicates.

    Any frame with `bare` (a piece, its time as △) -> one row per distinct `bare`: `trigger` (null
    where nothing happens in it), `rule` (what made it the predicate: `done`, `main`, `relative`,
    `general`, `bare`), `classes` (the letters of its words in order, from △ on where a verb
    follows it), `planned` (a word of the future stands before its verb) and `marked`, the words
    with those letters.
    """
    tagged = tag_words(pieces["bare"], lexicon).rename({"surface": "bare"})
    zone, rules = pl.col("zone"), _rules(pl.col("zone"))
    after = pl.col("marked").str.extract(r"△/x(.*)$")
    # What stands before the last 的 describes a noun, and before 后 what came first, but for words
    # of wishing and saying.
    near = pl.when(zone.str.extract(_AFTER_DE).str.contains("/E")).then(
        zone.str.extract(_TO_DE).str.replace_all("/[^RTW ]+", "") + zone.str.extract(_AFTER_DE)
    )
    return (
        tagged.lazy()
        .with_columns(marked=_mark(pl.col("tagged"), lexicon))
        .with_columns(zone=pl.when(after.str.contains("/E|/v ")).then(after).otherwise("marked"))
        .with_columns(
            classes=pl.coalesce(near, zone)
            .str.extract_all(r"/[A-Z]")
            .list.join("")
            .str.replace_all("/", ""),
            planned=pl.col("marked").str.contains("/F.*/E"),
            trigger=pl.coalesce(rules.values()),
            rule=pl.coalesce(
                pl.when(found.is_not_null()).then(pl.lit(rule)) for rule, found in rules.items()
            ),
        )
        .select("bare", "marked", "trigger", "rule", "classes", "planned")
        .collect()
    )


def _rules(zone: pl.Expr) -> dict[str, pl.Expr]:
    """The predicate by each rule, the surest rule first."""
    return {
        "done": zone.str.extract(_DONE),
        "main": pl.coalesce(
            zone.str.extract(_AFTER_DE).str.extract(_MAIN), zone.str.extract(_NOT_RELATIVE)
        ),
        "relative": zone.str.extract(_RELATIVE),
        "general": pl.coalesce(zone.str.extract(_VERB_DONE), zone.str.extract(_VERB_OBJECT)),
        "bare": zone.str.extract(_VERB),
    }


def _mark(tagged: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """Tagged words with the tags of the words we have classes for replaced by their letter."""
    for pattern, replacement in _marks(lexicon):
        tagged = tagged.str.replace_all(pattern, replacement)
    return tagged


@cache
def _marks(lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Patterns and what they become, in order."""
    nouns = alternation(lexicon.forms("language/event_stops", kind="noun"))
    befallen = alternation(lexicon.forms("language/event_stops", kind="befalling"))
    befalls = _of_kinds(lexicon, _BEFALLING)
    pointing = alternation(lexicon.forms("language/event_stops", kind="pointing"))
    passed = alternation(lexicon.forms("language/event_stops", kind="passed"))
    marked = _of_kinds(lexicon, _MARKED)
    gatherings = alternation(lexicon.forms("language/event_stops", kind="gathering"))
    taking = _of_kinds(lexicon, _TAKING)
    stops = {kind: alternation(lexicon.forms("language/event_stops", kind=kind)) for kind in STOPS}
    verbs = alternation(lexicon.forms("language/event_verbs"))
    speeches = alternation(lexicon.forms("language/event_stops", kind="speech"))
    things = alternation(lexicon.forms("language/event_stops", kind="thing"))
    fillers = alternation(lexicon.forms("language/event_stops", kind="filler"))
    return (
        (rf" ({fillers})/v ", " ${1}/x "),
        (rf" ({things})/v ", " ${1}/n "),
        (_FUTURE, " 将/F$1"),
        (" 了解/[a-z]+ 到/[a-z]+", " 了解到/R"),
        *((rf" ({stops[kind]})/[a-z]+", f" ${{1}}/{letter}") for kind, letter in STOPS.items()),
        (rf" (在[京沪港澳台华])({verbs})/[a-z]+", " ${1}/p ${2}/E"),
        (rf" ({verbs})[在到给于出]?/[a-z]+", " ${1}/E"),
        # 通过 is a preposition (通过技术手段) unless it ends its clause or what is passed follows.
        (" 通过/E", " 通过/p"),
        (rf" 通过/p( 了/ul| ◎| △| ?$|[^△]* [^ ]*{passed}/[a-z]+)", " 通过/E${1}"),
        (rf" ({pointing})/([a-z]+)((?: [^ ]+/a)?) ([^ ]+)/E", " ${1}/${2}${3} ${4}/n"),
        # 被认为是, 被称为: what others think of somebody says nothing of whether it happened.
        (r" 被/p ([^ ]+)/T(?: 是/S)?", " 被/p ${1}/x"),
        # 公共交通运营服务今天恢复: a noun of conduct before the time is who or what acts.
        (r"(/vn) ([^ ]+)/K( (?:[在于从至自]/p )?△)", "${1} ${2}/n${3}"),
        # 实现全线通车, 实现首飞: what is achieved is the predicate.
        (r" 实现/S((?: [^ ]+/[a-z]+)? [^ ]+/E ?)$", " 实现/x${1}"),
        # The segmenter takes a verb and its complement for one word: 被抢购一空.
        (rf"( 被/[a-z]+) ({verbs})(\p{{Han}}+)/[a-z]+", "${1} ${2}/E ${3}/x"),
        # The segmenter takes a verb and its object for one word: 发射卫星.
        (rf" ({taking})(\p{{Han}}{{2,}})/[a-z]+", " ${1}/E ${2}/n"),
        # 韩正在北京会见: the name ends where a place begins.
        (r" 正在/D ([^ ]+/ns)", " 正/nr 在/p ${1}"),
        # 储存的超过1亿张信息: a hedge of the amount, not what is predicated.
        (r" 的/uj ([^ ]+)/S ([^ ]+/m)", " 的/uj ${1}/x ${2}"),
        # 负责人介绍: what is said comes after it.
        (r" 介绍/E ?$", " 介绍/T "),
        # 合并有基础疾病: a state, not a merger.
        (r" ([^ ]+)/E 有/v", " ${1}/S 有/v"),
        # 死亡人数 and 成功的访问 are nouns: their verbs name no happening.
        (rf" ([^ ]+)/(?:E|v) ({nouns})/", " ${1}/n ${2}/"),
        # 考察山西重要讲话精神: a speech named by its occasion.
        (rf" ([^ ]+)/E((?: [^ ]+/ns)?) ({speeches})/", " ${1}/n${2} ${3}/"),
        # 建交75周年 and 签约仪式 name no happening of their own.
        (r" ([^ ]+)/E((?: [^ ]+/m)? [^ ]*周年/)", " ${1}/n${2}"),
        (rf" ({marked})/E( {gatherings}/)", " ${1}/n${2}"),
        (" 将/[a-z]+( [^ ]+/E)", " 将/F${1}"),
        (" 仍/S( 将/F)", " 仍/d${1}"),
        # 将热烈隆重地庆祝, and 实行计划收购: the manner of a plan, and a plan that is a thing.
        (r" 将/d((?: [^ ]+/[a-z]+)* 地/uv [^ ]+/E)", " 将/F${1}"),
        (r" ([^ ]+)/F((?: [^ ]+/d)* [^ ]+/N)", " ${1}/n${2}"),
        (r"(/(?:vn?|uj|ul|j)) ([^ 将]{2,})/F ([^ ]+)/E", "${1} ${2}/n ${3}/n"),
        (r"(/(?:vn?|uj|ul|j)) ([^ 将]{2,})/F", "${1} ${2}/n"),
        (rf" ({befalls})/E ({befallen})/", " ${1}/n ${2}/"),
        (r" 的/uj((?: [^ ]+/(?:a|ad|an|z|b))*) ([^ ]+)/E", " 的/uj${1} ${2}/n"),
    )


def _of_kinds(lexicon: Lexicon, kinds: tuple[str, ...]) -> str:
    """The verbs of some kinds, as a pattern."""
    return alternation(
        form for kind in kinds for form in lexicon.forms("language/event_verbs", kind=kind)
    )
