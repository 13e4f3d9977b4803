"""Lengths between two bounds: 3天——8天, 100到200个小时, 3年以上7年以下."""

from transforms.lexicon import Lexicon
from transforms.times.grammar.length import read_length
from transforms.times.grammar.patterns import patterns
from transforms.times.grammar.reading import TimeReading


def read_length_range(text: str, at: int, lexicon: Lexicon) -> TimeReading | None:
    """The range of lengths that begins at `at`; None where none does.

    It stands for a time only by itself: inside a sentence it is a figure.

    >>> from transforms.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> [read_length_range(text, 0, lexicon).timex for text in ("3天—8天", "三十年以上")]
    ['[P3D,P8D]', '[P30Y,P]']
    """
    match = patterns(lexicon).length_range.match(text, at)
    if not match:
        return None
    most = match["most"] or match["last"] or match["most2"]
    least = match["least"] or (match["amount"] + match["unit"])
    first = read_length(least, lexicon)
    last = read_length(most, lexicon) if most else None
    if first is None or first.vague:
        return None
    return TimeReading(
        at=at,
        to=match.end(),
        start=None,
        end=None,
        precision=first.unit,
        timex_type="DURATION",
        timex=f"[{first.value},{last.value if last else 'P'}]",
        alone=True,
        rule="length_range",
    )
