"""The amount grammar: hedge, number, magnitude and unit of one written form."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import cache

from transforms.figures.amounts.bounds import Bounds
from transforms.figures.amounts.part import Part, read_part
from transforms.figures.amounts.words import AmountWords, Unit
from transforms.numerals import read_number

_DIGITS = 60  # of working precision: quotients are rounded when they are stored
_PLACES = Decimal("0.000001")
_GREATEST = Decimal(10) ** 31
_SCALED = re.compile(r"(?:[百千万亿佰仟萬億]+|k)$")
LIMITS_JOIN = r"[ ,]*(?:并且|而且|但是|且|并|但|而|又)? ?"  # 大于100 并且小于300
_NUMERAL = "0-9.零一二两三四五六七八九十百千万亿"
_SECOND = re.compile(f"(?<=[^{_NUMERAL}])(?:[0-9.]+|[一二两三四五六七八九十])[^{_NUMERAL}]+$")
_GREAT = re.compile(r"[万亿萬億]+$")


# What may stand inside an amount and says nothing of its size: 50万元(含)以上, 一 百 五 十 人.
_IDLE = re.compile(r"\(不?含[^()]*\)|(?<=[\u3400-\u9fff]) +| +(?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class Amount:
    """One quantity in a surface, from character `start` to `end` of it."""

    start: int
    end: int
    bounds: Bounds
    hedge: str | None
    unit: str
    reading: Unit | None
    rule: str


def read_amounts(surface: str, words: AmountWords) -> tuple[Amount, ...]:
    """Every quantity that the surface states: one, two, or none where it cannot be read.

    Two numbers with a range sign between them are one range where the second is the greater
    and they share a unit; otherwise they are two quantities.

    >>> from transforms.figures.amounts.words import amount_words
    >>> from transforms.lexicon import load_lexicon
    >>> words = amount_words(load_lexicon())
    >>> (people,) = read_amounts("41余万人", words)
    >>> people.bounds.value, people.bounds.upper, people.unit, people.hedge
    (Decimal('410000'), Decimal('420000'), '人', '余')
    >>> (days,) = read_amounts("3至5天", words)
    >>> days.bounds.value, days.bounds.lower, days.bounds.upper, days.unit
    (None, Decimal('3'), Decimal('5'), '天')
    >>> [amount.unit for amount in read_amounts("8%至500亿元", words)]
    ['%', '元']
    """
    if " " not in surface and "(" not in surface:
        return _read(surface, words)
    places = _places(surface)
    told = "".join(surface[place] for place in places)
    amounts = _read(told, words)
    return tuple(
        replace(amount, start=places[amount.start], end=places[amount.end - 1] + 1)
        for amount in amounts
    )


def _places(surface: str) -> list[int]:
    """Where the characters stand that tell the amount."""
    idle = {place for match in _IDLE.finditer(surface) for place in range(*match.span())}
    return [place for place in range(len(surface)) if place not in idle]


def _read(surface: str, words: AmountWords) -> tuple[Amount, ...]:
    with localcontext() as context:
        context.prec = _DIGITS
        limits = surface.startswith(words.limits) and _limits(words.limits).fullmatch(surface)
        if limits:
            return _limited(limits, words)
        spans = _split(surface, words)
        read = [(start, read_part(surface[start:end], words)) for start, end in spans]
        parts = [(start, part) for start, part in read if part]
        parts = parts or _prefixes(surface, words) or _apart(surface, words)
        if len(spans) == len(parts) == 2:
            (_, left), (offset, right) = parts
            if joined := _joined(left, right, words):
                return (_amount(0, joined, offset),)
        if len(spans) > 1:
            # Without its range a bare number is a label: 万台 -8.0.
            parts = [(start, part) for start, part in parts if part.unit or part.hedge]
        amounts = [_amount(start, part) for start, part in parts]
        return tuple(amount for amount in amounts if _storable(amount.bounds))


def _prefixes(surface: str, words: AmountWords) -> list[tuple[int, Part]]:
    """The numbers in a run of numerals that is none as a whole, each the longest it can be.

    百分之七十百 (of 百分之七十百分位) is 百分之七十; 二分之 is 二. A scale by itself is no number.
    """
    parts: list[tuple[int, Part]] = []
    start = 0
    if set(surface) - words.run_characters:
        return parts
    while start < len(surface):
        for end in range(len(surface), start, -1):
            part = read_part(surface[start:end], words)
            counts = part and (not part.unit or "之" in surface[start:end])
            if part and counts and set(part.number) - words.scale_characters:
                parts.append((start, part))
                break
        else:
            end = start + 1
        start = end
    return parts


def _apart(surface: str, words: AmountWords) -> list[tuple[int, Part]]:
    """Two quantities side by side, measured in units of two kinds: 卖3元5斤.

    The second is told by one character or by Arabic digits: 一块八一斤 does not count 81斤.
    """
    second = _SECOND.search(surface)
    if second is None or surface.startswith("第"):
        return []
    start = second.start()
    parts = [(0, read_part(surface[:start], words)), (start, read_part(second[0], words))]
    read = [(at, part) for at, part in parts if part and part.reading]
    kinds = {part.reading.kind for _, part in read if part.reading}
    return read if len(kinds) == 2 and "count" not in kinds else []


def _split(surface: str, words: AmountWords) -> list[tuple[int, int]]:
    """Where the numbers begin and end that range signs stand between."""
    spans, start = [], 0
    for sign in _signs(words.range_signs).finditer(surface):
        if any(
            character in words.numerals.digits or character.isdigit()
            for character in surface[start : sign.start()]
        ):
            spans.append((start, sign.start()))
            start = sign.end()
    return [*spans, (start, len(surface))]


@cache
def _signs(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Range signs, but for those inside 至少, 至多, 达到 and 不到."""
    ordered = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(rf" ?(?<![不达eE])(?:{ordered})(?![少多]) ?")


@cache
def _limits(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Two limits of one quantity: 大于100且小于300."""
    either = "|".join(map(re.escape, forms))
    return re.compile(rf"((?:{either}).+?){LIMITS_JOIN}((?:{either}).+)")


def _limited(limits: re.Match[str], words: AmountWords) -> tuple[Amount, ...]:
    """One range of two limits that agree, or else each limit by itself."""
    left, right = (read_part(limits[place], words) for place in (1, 2))
    if left and right and (both := _between(left, right)):
        return (_amount(0, both, limits.start(2)),)
    parts = ((0, left), (limits.start(2), right))
    return tuple(_amount(start, part) for start, part in parts if part)


def _between(left: Part, right: Part) -> Part | None:
    """One quantity of a lower and an upper limit, in either order."""
    low, high = (left, right) if left.bounds.upper is None else (right, left)
    lower, upper = low.bounds.lower, high.bounds.upper
    if low.bounds.upper is not None or high.bounds.lower is not None:
        return None
    if lower is None or upper is None or lower >= upper or left.unit not in ("", right.unit):
        return None
    return replace(right, bounds=Bounds(None, lower, upper), rule="range")


def _joined(left: Part, right: Part, words: AmountWords) -> Part | None:
    """A range, where the second number is the greater and the unit is shared."""
    low, high = left.bounds.value, right.bounds.value
    if low is None or high is None or left.unit not in ("", right.unit):
        return None
    # 两到三百, 一千到两千万: what the left lacks it takes from the right.
    scale = (_GREAT if _SCALED.search(left.number) else _SCALED).search(right.number)
    if scale and not _GREAT.search(left.number):
        size = read_number("1" + scale[0], words.numerals)
        # 3至5万元: the scale is said once, for both.
        if size and low < high / size.value:
            low *= size.value
    if low >= high:
        return None
    bounds = Bounds(None, low, high)
    hedge = left.hedge or right.hedge
    return Part(bounds, hedge, right.unit, right.reading, "range", right.number, right.length)


def _amount(start: int, part: Part, offset: int = 0) -> Amount:
    length = offset + part.length
    return Amount(
        start, start + length, part.bounds, part.hedge, part.unit, part.reading, part.rule
    )


def _storable(bounds: Bounds) -> bool:
    stated = (bounds.value, bounds.lower, bounds.upper)
    return all(number is None or abs(number) < _GREATEST for number in stated)
