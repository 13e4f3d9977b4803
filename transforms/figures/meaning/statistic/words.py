"""The words that tell a total from a state, put together into patterns."""

from dataclasses import dataclass
from functools import cache

from transforms.figures.meaning.around.masks import FIGURES, TIMES
from transforms.figures.meaning.change.words import comparisons
from transforms.figures.meaning.metric.plain_words import plain_words
from transforms.lexicon import Lexicon, alternation

# Measured per one thing, not over one span of time: 每人, 每万人口, but not 每年.
_AMOUNTS_TO = "(?:高达|长达|可达|达到|约为|大约|只有|仅为|[为达约有共超近可仅是])*"
# 将 and 要 before what is to be done; 将嫌疑人抓获 and 主要 hold no plan.
_WILL = (
    rf"(?:将|(?:^|[{TIMES},、;年后还也都就]|我们|全市|全省|全县|全国|必须)要)"
    rf"(?:会|要|再|共|累计|陆续|总共|新|逐步|分别|全面|[{TIMES}])*"
)
# 将由现在的7小时缩短到2小时.
_FROM_A = rf"(?:[由从的][^,;。{FIGURES}]{{0,12}}[{FIGURES}]+)"
_HOW = rf"(?:于|在|为|每\p{{Han}}|至少|分别|以及|和|[{TIMES}、,])*"
# 新植树木, 新(改)建公路, but not 创新创业, 更新, 全新.
_NEWLY = r"(?:^|[^创更全革最翻刷])新(?:\(?[改扩]\)?)*"
# 应 and 需 as duties, not in 供应, 反应, 急需, 所需.
_OUGHT = r"(?:(?:^|[^供反响适感效对答相])应|(?:^|[^急必所亟内供刚军只仅])需)"
_NO_AIM = "模拟|虚拟|预期寿命|目标(?:区间|利率|发动|发起|实施|进行|遭)"
# 该桥主跨跨径达1688米, 这支医疗队共58人.
_THIS = r"(?:该|此|这\p{Han}?)\p{Han}{0,6}?"
_ITS_SIZE = (
    r"(?:[总主全最]?\p{Han}{0,5}[长宽高深重径度跨程积量额资价数])?(?:一共|总共|共有?|由|计)?"
    f"{_AMOUNTS_TO}"
)
_NIGHTS = r"(?:[\d一二三四五六七八九十两]+晚)?"
_EACH = "每[^年月日天周季次届,。]"


@dataclass(frozen=True, slots=True)
class StatisticWords:
    """Patterns over the words around a figure and over its metric."""

    limit: str
    target: str
    target_before: str
    outlook: str
    obliges: str  # the words that one of each such clause holds
    duty: str
    grant: str
    no_aim: str
    may_be_no_aim: str  # a word that each of those holds
    price: str
    one: str  # 该桥, 这支医疗队: one thing, and what leads from it to its size
    lasts: str
    lasting: str
    steady: str
    having: str
    relation: str
    relates: str
    foreseen: str
    of_action: str
    target_after: str
    share_noun: str
    attribute: str
    level: str
    still: str
    of_places: str
    covers: str  # 实现31个省的全覆盖
    rate_follows: str  # 100%达标: a rate, no part of a whole
    rate_noun: str  # 优良天数比例
    flow: str
    happens: str
    occasion: str
    causing: str  # 造成3726人死亡
    running: str
    so_far: str
    tally: str
    valid: str
    plan: str
    done: str
    present: str
    departs: str
    arrives: str
    begins_with_action: str
    hold: str
    forecast: str
    plan_heading: str
    done_heading: str
    plan_title: str
    done_title: str
    anew: str
    total: str
    of_measure: str
    measure: str
    statistic_of: dict[str, str]


@cache
def statistic_words(lexicon: Lexicon) -> StatisticWords:
    """The patterns of the lexicon's `statistic_words`, `measures` and `actions`."""
    return StatisticWords(
        **_promised(lexicon),
        **_planned(lexicon),
        **_sized(lexicon),
        **_standing(lexicon),
        **_counted(lexicon),
        statistic_of=_measures(lexicon),
    )


def _promised(lexicon: Lexicon) -> dict[str, str]:
    """Patterns of limits and of what a clause says is to be."""
    actions = alternation(lexicon.forms("metrics/actions"))
    moves = alternation(lexicon.forms("language/change_words", role="verb"))
    forecast = _any(lexicon, "forecast", "near")
    will = f"{_WILL}{_FROM_A}?(?:{actions}|{moves})[^的]*$"
    duty = f"(?:{_OUGHT}|{_any(lexicon, 'limit', 'duty')})"
    return {
        "limit": (
            f"{_any(lexicon, 'limit', 'near')}"
            f"|{_any(lexicon, 'limit', 'end')}(?:为|可达|达|可获|可享)?$"
        ),
        "obliges": f"[应需]|{_any(lexicon, 'limit', 'duty')}",
        "duty": rf"{duty}{_HOW}(?:{actions}[^;。]{{0,12}})?$",
        "no_aim": f"{_NO_AIM}|{comparisons(lexicon).standard}",
        "may_be_no_aim": f"预期寿命|目标|{comparisons(lexicon).standards}",
        "grant": _any(lexicon, "limit", "grant"),
        "valid": f"^(?:之?内)?{_any(lexicon, 'limit', 'after')}",
        "target": _any(lexicon, "target", "near"),
        "target_before": _any(lexicon, "target", "sentence"),
        "target_after": rf"^[^,;。]{{0,12}}?{_any(lexicon, 'target', 'after')}",
        "outlook": f"{will}|{_any(lexicon, 'target', 'outlook')}",
        "hold": _any(lexicon, "hold", "near"),
        "forecast": forecast,
        "foreseen": f"{forecast}[^;。]*$",
    }


def _planned(lexicon: Lexicon) -> dict[str, str]:
    """Patterns of paragraphs, headings and titles that plan, or that tell what was done."""
    actions = alternation(lexicon.forms("metrics/actions"))
    return {
        "plan": _any(lexicon, "plan", "paragraph"),
        "so_far": f"{_any(lexicon, 'cumulative', 'paragraph')}|共{actions}",
        "done": _any(lexicon, "done", "paragraph"),
        "plan_heading": _any(lexicon, "plan", "heading"),
        "done_heading": _any(lexicon, "done", "heading"),
        "plan_title": _any(lexicon, "plan", "title"),
        "done_title": _any(lexicon, "done", "title"),
    }


def _sized(lexicon: Lexicon) -> dict[str, str]:
    """Patterns of the sizes of one thing."""
    return {
        "attribute": rf"{_any(lexicon, 'attribute', 'near')}{_AMOUNTS_TO}$",
        "price": rf"{_any(lexicon, 'attribute', 'price')}{_AMOUNTS_TO}$",
        "one": rf"{_THIS}{_any(lexicon, 'attribute', 'one')}{_ITS_SIZE}$",
        "lasts": rf"{_any(lexicon, 'attribute', 'lasts')}{_AMOUNTS_TO}{_NIGHTS}$",
        "lasting": rf"^\s*的?{_any(lexicon, 'attribute', 'after')}",
    }


def _standing(lexicon: Lexicon) -> dict[str, str]:
    """Patterns of what stands, and of what moved from one state to another."""
    relations = _any(lexicon, "level", "verb")
    return {
        "level": rf"{_any(lexicon, 'level', 'near')}|{_EACH}",
        "steady": _any(lexicon, "level", "steady"),
        "having": f"{_any(lexicon, 'level', 'having')}(?:了|着|约|近)*$",
        "still": _any(lexicon, "level", "still"),
        "of_places": rf"^\s*[^,;。的]{{0,6}}?{_any(lexicon, 'level', 'noun')}",
        "covers": rf"^[^,;。]{{0,14}}?{_any(lexicon, 'level', 'after')}",
        "rate_follows": rf"^\s*的?{_any(lexicon, 'level', 'rate')}",
        "rate_noun": f"{_any(lexicon, 'level', 'rate_noun')}$",
        "relation": f"^{relations}|{relations}着?$",
        "relates": rf"^[^,;。]{{0,12}}?{relations}",
        "present": alternation(lexicon.forms("language/metric_words", role="now")),
        "departs": plain_words(lexicon).departs,
        "arrives": plain_words(lexicon).arrives,
    }


def _counted(lexicon: Lexicon) -> dict[str, str]:
    """Patterns of totals, of what was done, and of the nouns that are measured."""
    actions = alternation(lexicon.forms("metrics/actions"))
    shares = alternation(lexicon.forms("metrics/measures", statistic="share"))
    return {
        "flow": f"{_any(lexicon, 'flow', 'near')}|{_NEWLY}{_any(lexicon, 'flow', 'anew')}",
        "happens": rf"{_any(lexicon, 'flow', 'ends')}(?:了|并.*)?\s*$",
        "anew": _any(lexicon, "flow", "caption"),
        "total": alternation(lexicon.forms("metrics/measures", statistic="flow")),
        "of_measure": alternation(lexicon.forms("metrics/measures")),
        "causing": plain_words(lexicon).causing,
        "occasion": _any(lexicon, "flow", "occasion"),
        "running": _any(lexicon, "cumulative", "near"),
        "tally": f"{_any(lexicon, 'cumulative', 'tally')}(?:人数|总数|数)?$",
        "of_action": f"{actions}了?(?:其中)?$|含$",
        "begins_with_action": rf"^(?:[为对向]\p{{Han}}{{1,8}}?)?{actions}",
        "share_noun": rf"(?:{shares}$|占)",
        "measure": rf"({alternation(_measures(lexicon))})(?:数|量)?$",
    }


def _measures(lexicon: Lexicon) -> dict[str, str]:
    """The statistic that a noun of measure is, by the noun."""
    further = {
        form: statistic
        for statistic in ("level", "flow")
        for form in lexicon.forms("language/statistic_words", statistic=statistic, place="measure")
    }
    return lexicon.mapping("metrics/measures", value="statistic") | further


def _any(lexicon: Lexicon, statistic: str, place: str) -> str:
    return alternation(lexicon.forms("language/statistic_words", statistic=statistic, place=place))
