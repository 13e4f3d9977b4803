"""The words around a metric, put together into patterns over tagged words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from transforms.figures.meaning.masks import TIME
from transforms.lexicon import Lexicon, alternation

# A tagged word as `transforms.words` writes it: 警方/n and a blank. A tagged phrase begins with
# a blank, so that every word has one on either side.
_ANY = r"[^ ]+/[a-z]+ "
_TAG = "/[a-z]+ "
_NOUNS = "n[a-z]*|r|vn|a|ad|an|b|m|mq|q|s|j|l|i|f|x|eng|c|k|t|z|g|tg|zg"
_NOT_VERB = rf"[^ ]+/(?:{_NOUNS}) "
_NAME = r"[^ ]+/(?:nt|ns|nr[a-z]*|r) "
_VERB = r"[^ ]+/(?:v|vd|vg|vi|vq) "
# 有, 是, 为 and words that end in them tell no doing.
_ACTING = r"[^ ]*[^ 有是为达]/(?:v|vd|vg|vi|vq) "
_OF = rf"的{_TAG}"
_LINK = rf"(?:、|和|与|及){_TAG}"
_ARTICLE = "[这该一][个座名颗笔条项家种位辆艘架栋所]"
_OVER = "为|是|达到|达|约|已|预计|超过|近|仅|高达"
_BEFORE_ACTION = r"(?:[^ ]+/(?:n|d|ad|a|s|b) )"


@dataclass(frozen=True, slots=True)
class MetricWords:
    """Patterns over plain phrases or tagged ones; each attribute is one regular expression."""

    # plain
    opening: str
    closing: str
    departs: str
    arrives: str
    relation: str
    agent_acts: str
    last_doing: str
    having: str
    owned: str
    compared_part: str
    apart: str
    only_action: str
    topic: str
    # tagged
    lead: str
    trail: str
    inner: str
    after_marker: str
    after_agent: str
    object_of_action: str
    relative_clause: str
    division: str
    predicate: str
    last_action: str
    through_action: str
    names_only: str
    ends_open: str
    noun_phrase: str
    noun_first: str
    adverb_first: str
    verb_first: str
    ends_having: str
    of_one_said: str
    disposes: str
    disposed: str
    span_of_years: str
    noun_of: str
    clause: str
    modifier: str
    first_verb: str
    away: str
    has_verb: str
    attribute: str


@cache
def metric_words(lexicon: Lexicon) -> MetricWords:
    """The patterns of the lexicon's `metric_words`, `actions`, `agents` and `measures`."""
    leads = lexicon.forms("language/metric_words", role="lead")
    trails = lexicon.forms("language/metric_words", role="trail")
    markers = _words(lexicon.forms("language/metric_words", role="marker"))
    verbs = alternation(lexicon.forms("language/change_words", role="verb"))
    reached = alternation(lexicon.forms("language/metric_words", role="level"))
    actions = lexicon.forms("metrics/actions")
    action = f"(?:{_words(actions)})"
    adverb = rf"(?:{TIME}{_TAG}|[^ ]+/d |{markers})"
    agent = rf"[^ ]*{alternation(lexicon.forms('metrics/agents'))}{_TAG}"
    name = rf"(?:{agent}|{_NAME}|{TIME}{_TAG})"
    having = alternation(lexicon.forms("language/metric_words", role="having"))
    attributes = lexicon.forms("metrics/measures", statistic="attribute") + lexicon.forms(
        "language/statistic_words", statistic="attribute", place="near"
    )
    owned = alternation(lexicon.forms("metrics/measures", owner="owned"))
    parts = alternation(
        lexicon.forms("metrics/measures", owner="owned", statistic="change")
        + lexicon.forms("metrics/measures", owner="owned", statistic="share")
    )
    return MetricWords(
        opening=rf"^(?:{alternation(_long(leads))}|[、,:]|{_ARTICLE})+",
        closing=rf"(?:{verbs}{reached}|[\d一二三四五六七八九十两]+年来?间?|{alternation(_long(trails, besides=actions))}|:)+$",
        departs=rf"(?:也?(?:由|从|自)(?:[年月日户]?人?均|原来|过去|原先|最初|以前|{TIME})*|{TIME})的?$",
        arrives=(
            rf"^(?:也|又|则|将|逐步|进一步)?(?:{verbs}|\p{{Han}}[化建展]|转)"
            rf"(?:{reached}|{TIME})(?:{TIME}|的|只要|约|了|现在)*$"
        ),
        relation=rf"^\W*(?:合共|共|约)?((?:占|[与同和].*之比|按.*(?:折算|计算)|相当于).*?)(?:{_OVER})*$",
        having=rf"^.*{having}(?P<rest>[^量].+)$",
        owned=rf"^(?:完成|实现)?{owned}$",
        compared_part=rf"^{parts}$|^(?:占|[与同和].*之比|按|相当于)",
        apart=rf"^{alternation(lexicon.forms('metrics/measures', owner='apart'))}$",
        only_action=rf"^{alternation(actions)}$",
        topic=rf"^(.+?)(?:{owned}|(?:新签|完成|签订|实现)[^、]*)$",
        agent_acts=(
            rf"^.*(?:{alternation(_bodies(lexicon.forms('metrics/agents')))})"
            rf"(?P<rest>{alternation(_long(actions))}.+)$"
        ),
        last_doing=rf" (?:[^ ]+/d )*(?:{_VERB}|{action})+(?:{_NOT_VERB})*$",
        lead=rf"^ (?:{_words(leads)}|{adverb}|[^ ]+/c |[、,]{_TAG}|{_ARTICLE}{_TAG})+",
        trail=rf" (?:{_words(trails)}|{adverb}|[^ ]+/c )+$",
        inner=rf" (?:(?:{TIME}{_TAG})|(?:了|已|均|也|都|还|便|就|则|全部|已经|共|可|现){_TAG})+",
        after_marker=rf"^.* (?:{adverb}|等{_TAG})+(?P<rest>{action}.*)$",
        after_agent=rf"^.* ?(?:{agent}|{_NAME})(?:{adverb})*(?P<rest>{action}.*)$",
        object_of_action=rf"^(?P<verb> {_BEFORE_ACTION}?{action}+?)(?:{_ANY})+?{_OF}(?P<noun>(?:{_NOT_VERB})+)$",
        relative_clause=(
            rf"^ (?:{TIME}{_TAG}|[^ ]+/d )*(?:(?:经|到|受|由|从|对|在|被){_TAG}(?:{_ANY})+?"
            rf"|{_VERB}(?:{_VERB})?){_OF}(?P<noun>(?:{_ANY})+)$"
        ),
        division=rf"^ (?:(?:[^ ]+[县省州]|[^ ]*[^ 城]市|[^ ]*[^ 地]区)/ns |(?:我国|我省|我市|我县|我区|全球){_TAG})+(?P<rest>(?:{_ANY})+)$",
        predicate=rf"^( (?:{_BEFORE_ACTION}?{action}|{_ACTING}))",
        last_action=rf"( (?:(?:{action}(?:{_LINK})?)*{action}|{_ACTING}))(?:了{_TAG})?$",
        through_action=rf"^.* (?:{action})(?P<rest>(?:{_ANY})+)$",
        names_only=rf"^ (?:{name}|{adverb}|[^ ]+/[pcu][a-z]* )*$",
        ends_open=rf" (?:[^ ]+/(?:p|c|uj) |[、(“]{_TAG}|(?:等|了|有|共|一共|将|把|经过){_TAG})$",
        noun_phrase=rf"^( (?:{_NOT_VERB}|{_OF}|{_LINK})+)",
        noun_first=rf"^ (?:{_OF})?(?:由/p )?[^ ]+/(?:{_NOUNS}|v|i|ng|nr) ",
        verb_first=rf"^ {_VERB}",
        adverb_first=r"^ [^ ]+/d ",
        ends_having=r"有/[a-z]+ $",
        of_one_said=rf"^.*{_VERB}{_OF}(?P<noun>(?:{_ANY})+)$",
        disposed=rf"^.* (?:将|把|使|令|让){_TAG}(?P<rest>(?:{_NOT_VERB})+)$",
        span_of_years=r"^(?:过去|近|这)?[\d一二三四五六七八九十两]+年(?:间|以?来|中)?",
        disposes=rf" (?:将|把){_TAG}",
        noun_of=rf"^( (?:{_NOT_VERB})+?){_OF}",
        clause=rf"^( (?:{_NOT_VERB}|[^ ]+/p )*(?:{_VERB})+(?:{_NOT_VERB}|[^ ]+/u[a-z]+ )*)",
        modifier=rf"^ (?:{_ANY})*?{_OF}(?P<noun>(?:{_ANY})+)$",
        first_verb=r"^( [^ ]+/(?:v|vn|n) )",
        away=rf" (?:从|由|自)/p (?:[^ ]+/(?:n[a-z]*|s|j|f) ){{1,2}}",
        has_verb=rf" (?:{_VERB}|{action})",
        attribute=rf"^ (?:{_words(attributes)})$",
    )


def _words(forms: Iterable[str]) -> str:
    """Any of the forms as one tagged word."""
    return f"{alternation(forms)}{_TAG}"


def _long(forms: Iterable[str], besides: Iterable[str] = ()) -> list[str]:
    """The forms of two characters and more: one character may begin a longer word."""
    return [form for form in forms if len(form) > 1 and form not in set(besides)]


def _bodies(agents: Iterable[str]) -> list[str]:
    """The agents that act, not the regions (全市) that figures are merely of."""
    return [agent for agent in _long(agents) if agent[0] not in "全我本各"]
