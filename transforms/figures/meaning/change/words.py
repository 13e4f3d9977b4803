"""The words of change and comparison, put together into patterns."""

from dataclasses import dataclass
from functools import cache

from transforms.figures.meaning.around.masks import FIGURES, TIMES
from transforms.lexicon import Lexicon, alternation

# 比重, 比例 and the like begin with 比 and compare nothing.
_NO_COMPARISON = "重例率值分赛较"
# 较改造前, 较疫情前: the state before something.
_BEFORE_SOMETHING = r"\p{Han}{1,6}?前"
_WORD = "[^,;。:]"
_SAME_SPAN = "(?:末|底|初|同期|同口径|的|水平|数|实际)"
_AFTER_VERB = r"(?:了|约|超|近|逾|过|幅度|高达|达到|达|在|:|\s)"
_ADVERBS = (
    r"(?:分别|均|也|将|会|可|预计|已|仍|都|又|再|就|则|一度|最高|最低|最大|首次|进一步|逐步)*"
)
_NOUN_IS = r"(?:为|达到|达|是|约|在|至|超过|超|突破|逼近|接近|不足|:|\s)*"
_MASKS = f"{TIMES}{FIGURES}"
_GROWTH_COLUMN = r"增长|增减|涨跌|±|\+/-"


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Patterns over the words before a number; each attribute is one regular expression."""

    change: str  # the subject, what it is compared with, and the word that says it changes
    ends_in_change: str  # the last of those words, which every such clause ends in
    first: str  # the verb that begins the clause
    fall: str
    column: str
    rate: str
    base: str
    yoy_rate: str
    mom_rate: str
    yoy_base: str
    mom_base: str
    other_base: str
    stated_other: str
    since_yoy: str  # what follows the last comparison that the sentence states ahead
    since_mom: str
    first_yoy: str  # a rate named in it before the first number
    first_mom: str
    total: str
    method: str
    standard: str  # 较市场预期, 比去年的预测: no earlier state
    standards: str  # the words that name one
    reaches: str  # from the figure before on: 由 A 回落到 B
    rate_of: str  # 增速最高为 25%;设计业为 21%
    measured: str
    alone: str
    above: str  # 高于全国平均水平: the word of comparison, its base after it
    direction: dict[str, str]


@cache
def comparisons(lexicon: Lexicon) -> Comparisons:
    """The patterns of the lexicon's `change_words` and `comparison_words`."""
    yoy, mom = _comparing(lexicon, "base", "yoy"), _comparing(lexicon, "base", "mom")
    yoy_rate, mom_rate = _comparing(lexicon, "rate", "yoy"), _comparing(lexicon, "rate", "mom")
    rate, time = f"(?:{yoy_rate}|{mom_rate})", f"[{TIMES}]+"
    known = f"(?:{yoy}|{mom}|{time}|{_comparing(lexicon, 'earlier')}|{_BEFORE_SOMETHING})"
    named = f"{_comparing(lexicon, 'over')}{known}(?:{known}|{_SAME_SPAN})*"
    base = _base(lexicon, named, known)
    falls = lexicon.forms("language/change_words", direction="down")
    methods = [form for form in _changing(lexicon, "degree") if "比" in form]
    return Comparisons(
        first=rf"^\s*({alternation(_changing(lexicon, 'verb'))})",
        change=_change(lexicon, base, rf"{rate}|{time}|\s", known),
        ends_in_change=_last_of_change(lexicon, known),
        reaches=f"[{FIGURES}](?:又|再|则|将|逐步|进一步|大幅|迅速)*{_reached(lexicon)}$",
        rate_of=rf"^[^{_MASKS},;。:、]{{2,16}}?(?:为|达到?|是|约|仅|则|也|均)+$",
        measured=alternation(lexicon.forms("metrics/measures")),
        alone=_alone(lexicon),
        fall=r"^\s*的" + alternation(falls),
        column=f"{_GROWTH_COLUMN}|{rate}",
        rate=f"({rate})",
        base=f"({named})",
        yoy_rate=yoy_rate,
        mom_rate=mom_rate,
        yoy_base=yoy,
        mom_base=mom,
        other_base=base,
        stated_other=_stated(lexicon, time),
        since_yoy=f"^.*(?:{_ahead(lexicon, yoy)})(.*)$",
        since_mom=f"^.*(?:{_ahead(lexicon, mom)})(.*)$",
        first_yoy=f"^[^{FIGURES}]*{yoy_rate}",
        first_mom=f"^[^{FIGURES}]*{mom_rate}",
        total=_comparing(lexicon, "total"),
        method=alternation(methods),
        standard=_standard(lexicon),
        standards=_comparing(lexicon, "standard"),
        above=f"({_above(lexicon)}){_WORD}{{1,16}}$",
        direction=lexicon.mapping("language/change_words", value="direction"),
    )


def _base(lexicon: Lexicon, named: str, known: str) -> str:
    """What a change is measured against: 比上年, 与去年同期相比, 比 whatever it may be."""
    together, ends = _comparing(lexicon, "together"), _comparing(lexicon, "ending")
    return (
        f"(?:{_standard(lexicon)}|{named}(?:{ends})?"
        f"|{together}{_WORD}{{0,8}}?{known}{_WORD}{{0,6}}?{ends}"
        f"|比[^{_NO_COMPARISON},;。:]{_WORD}{{0,17}}?)"
    )


def _standard(lexicon: Lexicon) -> str:
    """A standard to compare with that is no earlier state: 较市场预期, 比全国平均水平."""
    standards = _comparing(lexicon, "standard")
    return f"{_comparing(lexicon, 'over')}{_WORD}{{0,12}}?{standards}"


def _above(lexicon: Lexicon) -> str:
    """高于, 低于, 高出: words that their base follows."""
    forms = _changing(lexicon, "comparative")
    return alternation(form for form in forms if form[-1] in "于出")


def _reached(lexicon: Lexicon) -> str:
    """回落到, 扩大至: words of a change that its outcome follows."""
    return f"{alternation(_changing(lexicon, 'verb'))}(?:到|至|为|成)了?"


def _alone(lexicon: Lexicon) -> str:
    """比去年每月五万元,高出四倍: a word of comparison in the clause after its base."""
    comparatives = alternation(_changing(lexicon, "comparative"))
    return rf"[比较][^;。]{{1,40}},(?:还|又|足足|整整|要|约)*({comparatives})(?:了|约|近|整整)*$"


def _change(lexicon: Lexicon, base: str, between: str, known: str) -> str:
    """The subject, what it is compared with, and the word that says it changes."""
    verbs, nouns, comparatives = _said(lexicon, known)
    degrees = alternation(_changing(lexicon, "degree"))
    return (
        rf"^(?P<subject>.*?)(?:(?P<told>(?:{between}|{base}|{degrees})*)"
        rf"(?:(?P<verb>{verbs[0]}){verbs[1]}|(?P<named>{nouns[0]}){nouns[1]})"
        rf"|(?P<beside>{base}{degrees}*)(?P<comparative>{comparatives[0]}){comparatives[1]})$"
    )


def _last_of_change(lexicon: Lexicon, known: str) -> str:
    """The word of change and what leads over from it to the number."""
    return f"(?:{'|'.join(word + after for word, after in _said(lexicon, known))})$"


def _said(lexicon: Lexicon, known: str) -> list[tuple[str, str]]:
    """Verbs, nouns and comparatives of change, each with what may stand behind them."""
    verbs, nouns, comparatives = (
        alternation(_changing(lexicon, role)) for role in ("verb", "noun", "comparative")
    )
    # 增速回落到 20%: the rate reached; 增速由上年的 26.1%: the rate before.
    departed = f"(?:{_comparing(lexicon, 'over')}|[由从自])(?:{known})的"
    after_noun = f"(?:{_ADVERBS}(?:{_reached(lexicon)})?{_NOUN_IS}|{departed})"
    after = f"{_AFTER_VERB}*"
    return [(verbs, after), (nouns, after_noun), (comparatives, after)]


def _changing(lexicon: Lexicon, role: str) -> list[str]:
    return lexicon.forms("language/change_words", role=role)


def _comparing(lexicon: Lexicon, role: str, basis: str | None = None) -> str:
    """Any of the comparison words of a role, and of a basis where one is named."""
    where = {"role": role} if basis is None else {"role": role, "basis": basis}
    return alternation(lexicon.forms("language/comparison_words", **where))


def _stated(lexicon: Lexicon, base: str) -> str:
    """A comparison stated ahead of the clause: 与往年同期相比."""
    together, ends = _comparing(lexicon, "together"), _comparing(lexicon, "ending")
    over = lexicon.forms("language/comparison_words", role="over")
    long = alternation(form for form in over if len(form) > 1)
    return f"(?:{together}|比|较){_WORD}{{0,8}}?{base}{_WORD}{{0,6}}?(?:{ends})|{long}{base}"


def _ahead(lexicon: Lexicon, base: str) -> str:
    """A comparison stated ahead, to its end: 与往年同期相比, 较去年同期,."""
    over, ends = _comparing(lexicon, "over"), _comparing(lexicon, "ending")
    return f"(?:{_stated(lexicon, base)})(?:{ends}|,)?|{over}{base},"
