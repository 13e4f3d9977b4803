"""The words around a metric, put together into patterns over tagged words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from transforms.figures.meaning.masks import TIME
from transforms.lexicon import Lexicon, alternation

# A tagged word as `transforms.words` writes it: 警方/n and a blank.
_ANY = r"[^ ]+/[a-z]+ "
_NOT_VERB = r"[^ ]+/(?:n[a-z]*|vn|a|ad|an|b|m|q|s|j|l|i|f|x|eng|c|k|ng|t|z|g|tg|zg|mq) "
_NAME = r"[^ ]+/(?:nt|ns|nr[a-z]*|r) "
_VERB = r"[^ ]+/(?:v|vd|vg|vi|vq) "


@dataclass(frozen=True, slots=True)
class MetricWords:
    """Patterns over plain or tagged phrases; each attribute is one regular expression."""

    opening: str
    closing: str
    lead: str
    trail: str
    inner: str
    after_marker: str
    after_agent: str
    modifier_of_object: str
    relative_clause: str
    division: str
    predicate: str
    ends_in_predicate: str
    through_predicate: str
    ends_open: str
    stands_open: str
    noun_phrase: str
    noun_first: str
    clause: str
    modifier: str
    first_verb: str
    away: str
    of: str
    attribute: str
    owned: str
    apart: str
    relation: str
    topic: str
    verb_first: str


@cache
def metric_words(lexicon: Lexicon) -> MetricWords:
    """The patterns of the lexicon's `metric_words`, `actions`, `agents` and `measures`."""
    leads = lexicon.forms("language/metric_words", role="lead")
    trails = lexicon.forms("language/metric_words", role="trail")
    markers = _words(lexicon.forms("language/metric_words", role="marker"))
    actions = lexicon.forms("metrics/actions")
    action = f"(?:{_words(actions)})"
    owned = alternation(lexicon.forms("metrics/measures", owner="owned"))
    apart = alternation(lexicon.forms("metrics/measures", owner="apart"))
    attribute = alternation(lexicon.forms("metrics/measures", statistic="attribute"))
    near_attribute = alternation(
        lexicon.forms("language/statistic_words", statistic="attribute", place="near")
    )
    adverb = rf"(?:{TIME}/[a-z]+ |[^ ]+/d |{markers})"
    agent = rf"[^ ]*{alternation(lexicon.forms('metrics/agents'))}/[a-z]+ "
    before = r"(?:[^ ]+/(?:n|d|ad|a|s|b|p) )"
    predicate = rf"(?:{before}{{0,1}}(?:{action})+(?:了/[a-z]+ )?)"
    return MetricWords(
        opening=rf"^(?:{alternation(_long(leads))}|[、,:])+",
        closing=rf"(?:{alternation(_long(trails))}|[:])+$",
        lead=rf"^ (?:{_words(leads)}|{adverb}|[^ ]+/c )+",
        trail=rf" (?:{_words(trails)}|{adverb}|[^ ]+/c )+$",
        inner=rf"(?:{TIME}/[a-z]+ |(?:了|已|均|也|都|还|便|就|则|能|全部|已经|共)/[a-z]+ )",
        after_marker=rf"^.* (?:{adverb})+(?P<rest>{action}.*)$",
        after_agent=rf"^.* ?(?:{agent}|{_NAME})(?:{adverb})*(?P<rest>{action}.*)$",
        modifier_of_object=rf"^(?P<verb> {predicate})(?:{_ANY})*的/[a-z]+ (?P<noun>(?:{_ANY})+)$",
        relative_clause=rf"^ (?:[^ ]+/(?:p|d) |{_VERB}|{TIME}/[a-z]+ )(?:{_ANY})*?的/[a-z]+ (?P<noun>(?:{_ANY})+)$",
        division=rf"^ (?:[^ ]+[县市省区州镇乡]/ns |(?:我国|我省|我市|我县|我区|全球)/[a-z]+ )+(?P<rest>(?:{_ANY})+)$",
        predicate=rf"^( {predicate})",
        ends_in_predicate=rf" (?:{action}|{_VERB})(?:了/[a-z]+ )?$",
        through_predicate=rf"^.* (?:{action})(?P<rest>(?:{_ANY})+)$",
        ends_open=rf"(?:的/[a-z]+ |[^ ]+/(?:p|c) |[、(“]/[a-z]+ |、/[a-z]+ |等/[a-z]+ |了/[a-z]+ )$",
        stands_open=rf"^$",
        noun_phrase=rf"^( (?:{_NOT_VERB}|的/[a-z]+ )+)",
        noun_first=rf"^ (?:的/[a-z]+ )?(?:[^ ]+/(?:n[a-z]*|vn|v|a|b|j|l|s|i|x|eng|t|m|z|ad|an|f|k|ng|d|g) )",
        clause=rf"^( (?:{_NOT_VERB}|[^ ]+/p )*(?:{_VERB})+(?:{_NOT_VERB}|[^ ]+/u[a-z]+ )*)",
        modifier=rf"^ (?:{_ANY})*?的/[a-z]+ (?P<noun>(?:{_ANY})+)$",
        first_verb=rf"^ ((?:[^ ]+/(?:v|vn|n) ))",
        away=rf"(?:从|由|自|在|通过|以)/[a-z]+ (?:[^ ]+/(?:n[a-z]*|s|j|f) ){{1,3}}",
        of=r"^ (?:的/[a-z]+ )",
        attribute=rf"^ (?:{_words(lexicon.forms('language/statistic_words', statistic='attribute', place='near'))}|{_words(lexicon.forms('metrics/measures', statistic='attribute'))})$",
        owned=rf"^(?:完成|实现)?{owned}$",
        apart=rf"^{apart}$",
        relation=r"^(?:占.*|[与同和].*之比|按.*(?:折算|计算)|相当于.*)$",
        topic=rf"^(.+?)(?:{owned}|(?:{alternation(actions)})[^、]*)$",
        verb_first=rf"^ {_VERB}",
    )


def _words(forms: Iterable[str]) -> str:
    """Any of the forms as one tagged word."""
    return rf"{alternation(forms)}/[a-z]+ "


def _long(forms: Iterable[str]) -> list[str]:
    """The forms of two characters and more: one character may begin a longer word."""
    return [form for form in forms if len(form) > 1]
