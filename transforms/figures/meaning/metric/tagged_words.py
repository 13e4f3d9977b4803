"""The words around a metric, put together into patterns over tagged words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from transforms.figures.meaning.around.masks import TIME
from transforms.figures.meaning.metric.plain_words import ARTICLE
from transforms.lexicon import Lexicon, alternation

# A tagged word as `transforms.words` writes it: 警方/n and a blank. A tagged phrase begins with
# a blank, so that every word has one on either side.
TAG = "/[a-z]+ "
_ANY = rf"[^ ]+{TAG}"
_NOUNS = "n[a-z]*|r|vn|a|ad|an|b|m|mq|q|s|j|l|i|f|x|eng|c|k|t|z|g|tg|zg"
_NOT_VERB = rf"[^ ]+/(?:{_NOUNS}) "
_NAME = r"[^ ]+/(?:nt|ns|nr[a-z]*|r) "
_VERBAL = "v|vd|vg|vi|vq"
_VERB = rf"[^ ]+/(?:{_VERBAL}) "
# 有, 是, 为 and words that end in them tell no doing.
_ACTING = rf"[^ ]*[^ 有是为达]/(?:{_VERBAL}) "
_OF = rf"的{TAG}"
_LINK = rf"(?:、|和|与|及){TAG}"
_BEFORE_ACTION = r"(?:[^ ]+/(?:n|d|ad|a|s|b) )"
_DIVISION = r"(?:[^ ]+[县省州]|[^ ]*[^ 城]市|[^ ]*[^ 地]区)/ns "
# 在隔离管控中: where it happens, whatever is done there.
_WITHIN = rf"在{TAG}(?:{_ANY}){{1,6}}?(?:[^ ]*[中内里上下间]/f )"
# 尚在医学观察中的: where things stand is part of what is measured.
_DONE_HOW = "[^ ]*[^ 尚仍正还]/d "
_TOWARDS = "(?:经|受|由|被)"
# 到华山的旅客: a short place belongs to what is measured.
_TO_A_PLACE = "(?:到|在|从|对)"


@dataclass(frozen=True, slots=True)
class TaggedWords:
    """Patterns over tagged phrases; each attribute is one regular expression."""

    lead: str
    trail: str
    inner: str
    after_marker: str  # 已, 累计: what was done comes after
    after_agent: str  # 警方, 我国: whoever did it is left out
    disposed: str  # 将 a thing: the thing
    disposes: str
    division: str
    object_of_action: str  # 捣毁生产假药的窝点: 捣毁, 窝点
    relative_clause: str  # 经国家批准的 noun
    said_of: str  # …进行的 noun
    predicate: str
    last_action: str
    through_action: str
    names_only: str
    attribute: str
    ends_open: str
    ends_having: str
    ends_telling: str  # 报告6例新增病例: it only tells
    ends_of: str
    begins_of: str
    of: str
    person: str  # 藏族男孩罗吉
    name: str  # 罗吉
    doing_noun: str  # 全国哀悼
    noun_phrase: str
    noun_first: str
    plain_noun_first: str
    noun_of: str
    verb_first: str
    adverb_first: str
    first_verb: str
    modifier: str
    clause: str
    last_doing: str
    has_verb: str
    away: str


@cache
def tagged_words(lexicon: Lexicon) -> TaggedWords:
    """The patterns of the lexicon's `metric_words`, `actions`, `agents` and `measures`."""
    action = f"(?:{_word(lexicon.forms('metrics/actions'))})"
    agent = rf"[^ ]*{_word(lexicon.forms('metrics/agents'))}"
    adverb = rf"(?:{TIME}{TAG}|[^ ]+/d |{_of_role(lexicon, 'marker')})"
    return TaggedWords(
        **_ends(lexicon, adverb),
        **_before_number(lexicon, action, agent, adverb),
        **_after_number(action),
    )


def _ends(lexicon: Lexicon, adverb: str) -> dict[str, str]:
    """Patterns of what is taken off at either end of a phrase, or ends it."""
    inner = rf"(?:{TIME}{TAG}|{_of_role(lexicon, 'inner')})"
    telling = _of_role(lexicon, "telling")
    lead = rf"{_of_role(lexicon, 'lead')}|{adverb}|[^ ]+/c |[、,]{TAG}|{ARTICLE}{TAG}"
    return {
        "lead": rf"^ (?:{lead})+",
        "trail": rf" (?:{_of_role(lexicon, 'trail')}|{adverb}|[^ ]+/c )+$",
        "inner": rf" {inner}+",
        "division": rf"^ (?:{_DIVISION}|{_of_role(lexicon, 'ours')})+(?P<rest>(?:{_ANY})+)$",
        "ends_open": (
            rf" (?:[^ ]+/(?:p|c|uj) |[、(“]{TAG}|(?:等|了|[^ ]*有|共|一共|将|把|经过){TAG}"
            rf"|{telling})$"
        ),
        "ends_telling": f" {telling}$",
        "ends_having": rf"有{TAG}$",
        "ends_of": rf" {_OF}$",
        "begins_of": rf"^ {_OF}",
        "of": rf" {_OF}",
    }


def _before_number(lexicon: Lexicon, action: str, agent: str, adverb: str) -> dict[str, str]:
    """Patterns of who does what to what, in the words before a number."""
    attributes = lexicon.forms("metrics/measures", statistic="attribute") + lexicon.forms(
        "language/statistic_words", statistic="attribute", place="near"
    )
    disposing = _of_role(lexicon, "disposing")
    name = rf"(?:{agent}|{_NAME}|{TIME}{TAG})"
    towards = (
        rf"{_TOWARDS}{TAG}(?:{_ANY})+?|{_TO_A_PLACE}{TAG}(?:{_ANY}){{4,}}?|{_VERB}(?:{_VERB})?"
    )
    doing = rf"(?:(?:{action}(?:{_LINK})?)*{action}|{_ACTING})"
    return {
        "after_marker": rf"^.* (?:{adverb}|等{TAG})+(?P<rest>{action}.*)$",
        "after_agent": rf"^.* ?(?:{agent}|{_NAME})(?:{adverb})*(?P<rest>{action}.*)$",
        "disposed": rf"^.* {disposing}(?P<rest>(?:{_NOT_VERB})+)$",
        "disposes": rf" {disposing}",
        "object_of_action": (
            rf"^(?P<verb> {_BEFORE_ACTION}?{action}+?)(?:{_ANY})+?{_OF}(?P<noun>(?:{_NOT_VERB})+)$"
        ),
        "relative_clause": (
            rf"^ (?:{TIME}{TAG}|{_DONE_HOW})*(?:{towards}){_OF}(?P<noun>(?:{_ANY})+)$"
        ),
        "said_of": rf"^.*{_VERB}{_OF}(?P<noun>(?:{_ANY})+)$",
        "predicate": rf"^( (?:{_BEFORE_ACTION}?{action}|{_ACTING}))",
        "last_action": rf"( {doing})(?:了{TAG})?$",
        "through_action": rf"^.* (?:{action})(?P<rest>(?:{_ANY})+)$",
        "names_only": rf"^ (?:{name}|{adverb}|、{TAG}|[^ ]+/[pcu][a-z]* )*$",
        "attribute": rf"^ (?:{_word(attributes)})$",
    }


def _after_number(action: str) -> dict[str, str]:
    """Patterns of what is counted and what it did, in the words after a number."""
    return {
        "person": rf"^( (?:{_NOT_VERB})*?[^ ]+/nr[a-z]* )",
        "name": r"([^ ]+/nr[a-z]* )$",
        "doing_noun": rf"^( (?:{_NOT_VERB})+{_VERB})$",
        "noun_phrase": rf"^( (?:{_NOT_VERB}|{_OF}|{_LINK})+)",
        "noun_first": (
            rf"^ (?:[^ ]+/d {_VERB}{_OF})?(?:{_OF})?(?:由/p )?[^ ]+/(?:{_NOUNS}|v|i|ng|nr) "
        ),
        "plain_noun_first": r"^ [^ ]+/(?:n|nz|nt|b|x|eng|l|s) ",
        "noun_of": rf"^( (?:{_NOT_VERB})+?){_OF}",
        "verb_first": rf"^ {_VERB}",
        "adverb_first": r"^ [^ ]+/d ",
        "first_verb": r"^( [^ ]+/(?:v|vn|n) )",
        "modifier": rf"^ (?:{_ANY})*?{_OF}(?P<noun>(?:{_ANY})+)$",
        "clause": (
            rf"^( (?:{_WITHIN}|{_NOT_VERB}|[^ ]+/p )*(?:{_VERB})+(?:{_NOT_VERB}|[^ ]+/u[a-z]+ )*)"
        ),
        "last_doing": rf" (?:[^ ]+/d )*(?:{_VERB}|{action})+(?:{_NOT_VERB})*$",
        "has_verb": rf" (?:{_VERB}|{action})",
        "away": r" (?:从|由|自)/p (?:[^ ]+/(?:n[a-z]*|s|j|f) ){1,2}",
    }


def _of_role(lexicon: Lexicon, role: str) -> str:
    return f"(?:{_word(lexicon.forms('language/metric_words', role=role))})"


def _word(forms: Iterable[str]) -> str:
    """Any of the forms as one tagged word."""
    return f"{alternation(forms)}{TAG}"
