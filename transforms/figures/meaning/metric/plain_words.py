"""The words around a metric, put together into patterns over plain phrases."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from transforms.figures.meaning.around.masks import TIME
from transforms.lexicon import Lexicon, alternation

ARTICLE = "[这该一][个座名颗笔条项家种位辆艘架栋所]"
_NUMERAL = r"[\d一二三四五六七八九十两]"
_REGIONS = "全我本各"


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Patterns over a phrase as written; each attribute is one regular expression."""

    opening: str  # what leads into the metric: 其中, 据统计
    closing: str  # what leads over to the number: 达到, 分别为
    span_of_years: str
    departs: str  # 由原来的 A
    arrives: str  # 提高到 B
    relation: str  # 占…的比重, 与…之比, 完成计划的: parts of something named before
    quota: str
    aside: str  # 按可比价格计算: a clause that names nothing measured
    causing: str
    driving: str  # 带动消费税增长: the tax is what grew
    origin: str
    holds: str  # 现有, 尚有: what is there, whatever came
    above: str  # 高于全部工业企业: what it is compared with
    changes_first: str  # 增长, 人民币: no noun that the number counts
    having: str  # 拥有, 共有: the noun after is what stands
    record: str  # 创下230万人次的新纪录: how high it is, not what it is of
    agent_acts: str
    owned: str
    compared_part: str
    apart: str
    only_action: str
    topic: str


@cache
def plain_words(lexicon: Lexicon) -> PlainWords:
    """The patterns of the lexicon's `metric_words`, `actions`, `agents` and `measures`."""
    actions = lexicon.forms("metrics/actions")
    verbs = alternation(lexicon.forms("language/change_words", role="verb"))
    currency = alternation(_words(lexicon, "currency"))
    comparatives = alternation(lexicon.forms("language/change_words", role="comparative"))
    above = [
        form
        for form in lexicon.forms("language/change_words", role="comparative")
        if form[-1] in "于出" and len(form) > 1
    ]
    reached = alternation(_words(lexicon, "level"))
    over = alternation(_words(lexicon, "over"))
    former = alternation(_words(lexicon, "former"))
    opening = alternation(_long(_words(lexicon, "lead")))
    closing = alternation(_long(_words(lexicon, "trail"), besides=actions))
    bodies = [form for form in _long(lexicon.forms("metrics/agents")) if form[0] not in _REGIONS]
    owned = alternation(lexicon.forms("metrics/measures", owner="owned"))
    apart = alternation(lexicon.forms("metrics/measures", owner="apart"))
    parts = alternation(
        lexicon.forms("metrics/measures", owner="owned", statistic="change")
        + lexicon.forms("metrics/measures", owner="owned", statistic="share")
    )
    quota = rf"(?:为|相当于|完成)\p{{Han}}{{0,6}}{alternation(_words(lexicon, 'quota'))}的?$"
    beside = alternation(lexicon.forms("language/comparison_words", role="over"))
    base = alternation(lexicon.forms("language/comparison_words", role="base"))
    aside = alternation(_words(lexicon, "aside"))
    aside_end = alternation(_words(lexicon, "aside_end"))
    causing = alternation(_words(lexicon, "causing"))
    related = r"占|[与同和].*之比|按.*(?:折算|计算)|相当于"
    moved = rf"(?:(?:{verbs}|\p{{Han}}[化建展]|转)(?:{reached}|{TIME})|\p{{Han}}{{2}}[到至])"
    return PlainWords(
        opening=rf"^(?:{opening}|[、,:]|{ARTICLE}|{beside}{base})+",
        closing=rf"(?:{verbs}{reached}|{_NUMERAL}+年来?间?|{closing}|:)+$",
        span_of_years=rf"^(?:过去|近|这)?{_NUMERAL}+年(?:间|以?来|中)?",
        departs=rf"(?:也?(?:由|从|自)(?:[年月日户]?人?均|{former}|{TIME})*|{beside}?{TIME}|{beside}{base})的?$",
        arrives=rf"^(?:也|又|则|将|逐步|进一步)?{moved}(?:{TIME}|的|只要|约|了|现在)*$",
        relation=rf"^\W*(?:合共|共|约)?((?:{related}).*?|{quota})(?:{over})*$",
        quota=rf"^{quota}",
        aside=f"^{aside}|{aside_end}$",
        causing=rf"^.*{causing}(?:了|至少|已)*$",
        driving=rf"^{alternation(_words(lexicon, 'driving'))}",
        origin=rf"^({alternation(_words(lexicon, 'origin'))})",
        holds=f"^{alternation(_words(lexicon, 'having'))}",
        above=f"^(?:也|均|分别|明显|仅)?{alternation(above)}",
        changes_first=f"^ (?:{verbs}|{comparatives}|{currency})/",
        having=rf"^.*{alternation(_words(lexicon, 'having'))}(?P<rest>[^量].+)$",
        record=rf"^的{alternation(_words(lexicon, 'record'))}$",
        agent_acts=rf"^.*(?:{alternation(bodies)})(?P<rest>{alternation(_long(actions))}.+)$",
        owned=rf"^(?:完成|实现)?{owned}$",
        compared_part=rf"^{parts}$|^(?:{related}|{quota})",
        apart=rf"^{apart}$",
        only_action=rf"^{alternation(actions)}$",
        topic=rf"^(.+?)(?:{owned}|(?:新签|完成|签订|实现)[^、]*)$",
    )


def _words(lexicon: Lexicon, role: str) -> list[str]:
    return lexicon.forms("language/metric_words", role=role)


def _long(forms: Iterable[str], besides: Iterable[str] = ()) -> list[str]:
    """The forms of two characters and more: one character may begin a longer word."""
    return [form for form in forms if len(form) > 1 and form not in set(besides)]
