"""The words that tell a total from a state, put together into patterns."""

from dataclasses import dataclass
from functools import cache

from transforms.figures.meaning.metric.plain_words import plain_words
from transforms.lexicon import Lexicon, alternation

# Measured per one thing, not over one span of time: 每人, 每万人口, but not 每年.
_EACH = "每[^年月日天周季次届,。]"


@dataclass(frozen=True, slots=True)
class StatisticWords:
    """Patterns over the words around a figure and over its metric."""

    limit: str
    target: str
    target_before: str
    share_noun: str
    attribute: str
    level: str
    still: str
    of_places: str
    flow: str
    running: str
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
    measure: str
    statistic_of: dict[str, str]


@cache
def statistic_words(lexicon: Lexicon) -> StatisticWords:
    """The patterns of the lexicon's `statistic_words`, `measures` and `actions`."""
    actions = alternation(lexicon.forms("metrics/actions"))
    measures = lexicon.mapping("metrics/measures", value="statistic")
    shares = alternation(lexicon.forms("metrics/measures", statistic="share"))
    attributes = alternation(_forms(lexicon, "attribute", "near"))
    return StatisticWords(
        limit=(
            f"{alternation(_forms(lexicon, 'limit', 'near'))}"
            f"|{alternation(_forms(lexicon, 'limit', 'end'))}(?:为|可达|达|可获|可享)?$"
        ),
        target=alternation(_forms(lexicon, "target", "near")),
        target_before=alternation(_forms(lexicon, "target", "sentence")),
        share_noun=rf"(?:{shares}$|占)",
        attribute=rf"{attributes}(?:为|达|约|有|共|超|近)*$",
        level=rf"{alternation(_forms(lexicon, 'level', 'near'))}|{_EACH}",
        still=alternation(_forms(lexicon, "level", "still")),
        of_places=rf"^\s*[^,;。的]{{0,6}}?{alternation(_forms(lexicon, 'level', 'noun'))}",
        flow=alternation(_forms(lexicon, "flow", "near")),
        running=alternation(_forms(lexicon, "cumulative", "near")),
        plan=alternation(_forms(lexicon, "plan", "paragraph")),
        done=alternation(_forms(lexicon, "done", "paragraph")),
        present=alternation(lexicon.forms("language/metric_words", role="now")),
        departs=plain_words(lexicon).departs,
        arrives=plain_words(lexicon).arrives,
        begins_with_action=rf"^(?:[为对向]\p{{Han}}{{1,8}}?)?{actions}",
        hold=alternation(_forms(lexicon, "hold", "near")),
        forecast=alternation(_forms(lexicon, "forecast", "near")),
        plan_heading=alternation(_forms(lexicon, "plan", "heading")),
        done_heading=alternation(_forms(lexicon, "done", "heading")),
        measure=f"({alternation(measures)})(?:数|量)?$",
        statistic_of=measures,
    )


def _forms(lexicon: Lexicon, statistic: str, place: str) -> list[str]:
    return lexicon.forms("language/statistic_words", statistic=statistic, place=place)
