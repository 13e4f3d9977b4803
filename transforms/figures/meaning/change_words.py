"""The words of change and comparison, put together into patterns."""

from dataclasses import dataclass
from functools import cache

from transforms.figures.meaning.masks import TIMES
from transforms.lexicon import Lexicon, alternation

# 比重, 比例 and the like begin with 比 and compare nothing.
_NO_COMPARISON = "重例率值分赛较"
_WORD = "[^,;。:]"
_SAME_SPAN = "(?:末|底|初|同期|同口径|的|水平|数|实际)"
_AFTER_VERB = r"(?:了|约|超|近|逾|过|幅度|高达|达到|达|在|:|\s)"
_AFTER_NOUN = r"(?:分别|均|也)?(?:为|达到|达|是|约|在|:|\s)*"
_GROWTH_COLUMN = r"增长|增减|涨跌|±|\+/-"


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Patterns over the words before a number; each attribute is one regular expression."""

    change: str  # the subject, what it is compared with, and the word that says it changes
    fall: str
    column: str
    rate: str
    base: str
    yoy_rate: str
    mom_rate: str
    yoy_base: str
    mom_base: str
    other_base: str
    stated_yoy: str
    stated_mom: str
    stated_other: str
    total: str
    method: str
    direction: dict[str, str]


@cache
def comparisons(lexicon: Lexicon) -> Comparisons:
    """The patterns of the lexicon's `change_words` and `comparison_words`."""
    verbs = alternation(lexicon.forms("language/change_words", role="verb"))
    nouns = alternation(lexicon.forms("language/change_words", role="noun"))
    comparatives = alternation(lexicon.forms("language/change_words", role="comparative"))
    degree_forms = lexicon.forms("language/change_words", role="degree")
    degrees = alternation(degree_forms)
    yoy, mom = _bases(lexicon, "yoy"), _bases(lexicon, "mom")
    yoy_rate, mom_rate = _rates(lexicon, "yoy"), _rates(lexicon, "mom")
    time = f"[{TIMES}]+"
    known = f"(?:{yoy}|{mom}|{time})"
    together = alternation(lexicon.forms("language/comparison_words", role="together"))
    ends = alternation(lexicon.forms("language/comparison_words", role="ending"))
    over = alternation(lexicon.forms("language/comparison_words", role="over"))
    base = (
        f"(?:{over}{known}(?:{known}|{_SAME_SPAN})*(?:{ends})?"
        f"|{together}{_WORD}{{0,8}}?{known}{_WORD}{{0,6}}?{ends}"
        f"|比[^{_NO_COMPARISON},;。:]{_WORD}{{0,17}}?)"
    )
    rate = f"(?:{yoy_rate}|{mom_rate})"
    told = rf"(?:{rate}|{base}|{degrees}|{time}|\s)*"
    change = (
        rf"^(?P<subject>.*?)(?:(?P<told>{told})(?:(?P<verb>{verbs}){_AFTER_VERB}*"
        rf"|(?P<named>{nouns}){_AFTER_NOUN})"
        rf"|(?P<beside>{base}{degrees}*)(?P<comparative>{comparatives}){_AFTER_VERB}*)$"
    )
    return Comparisons(
        change=change,
        fall=r"^\s*的" + alternation(_falls(lexicon)),
        column=f"{_GROWTH_COLUMN}|{rate}",
        rate=f"({rate})",
        base=f"({over}{known}(?:{known}|{_SAME_SPAN})*)",
        yoy_rate=yoy_rate,
        mom_rate=mom_rate,
        yoy_base=yoy,
        mom_base=mom,
        other_base=base,
        stated_yoy=_stated(lexicon, yoy),
        stated_mom=_stated(lexicon, mom),
        stated_other=_stated(lexicon, time),
        total=alternation(lexicon.forms("language/comparison_words", role="total")),
        method=alternation(form for form in degree_forms if "比" in form),
        direction=lexicon.mapping("language/change_words", value="direction"),
    )


def _bases(lexicon: Lexicon, basis: str) -> str:
    return alternation(lexicon.forms("language/comparison_words", role="base", basis=basis))


def _rates(lexicon: Lexicon, basis: str) -> str:
    return alternation(lexicon.forms("language/comparison_words", role="rate", basis=basis))


def _falls(lexicon: Lexicon) -> list[str]:
    return lexicon.forms("language/change_words", direction="down")


def _stated(lexicon: Lexicon, base: str) -> str:
    """A comparison stated ahead of the clause: 与往年同期相比."""
    together = alternation(lexicon.forms("language/comparison_words", role="together"))
    ends = alternation(lexicon.forms("language/comparison_words", role="ending"))
    before = lexicon.forms("language/comparison_words", role="over")
    over = alternation(form for form in before if len(form) > 1)
    return f"(?:{together}|比|较){_WORD}{{0,8}}?{base}{_WORD}{{0,6}}?(?:{ends})|{over}{base}"
