"""The number of an amount, with the hedges around and inside it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from transforms.figures.amounts.bounds import Bounds, bound
from transforms.figures.amounts.vague import read_vague
from transforms.figures.amounts.words import AmountWords, Hedge
from transforms.numerals import Number, read_number

_SLASH = re.compile(r"(?:(\d{1,4}) )?(\d{1,4})/(\d{1,4})")
_RATIO = re.compile(r"(\d+(?:\.\d+)?)[:∶](\d+(?:\.\d+)?)")
# Half of what is counted: 半年, 两半.
_HALF = re.compile(r"(.*)半")
# A fraction names the whole first: 三分之二, 百份之十五.
_FRACTION = re.compile(r"(.+?)[分份] ?之 ?(.+)")
# Hong Kong leaves out the 之: 三分二, 四分一, 十份十一.
_FRACTION_SPOKEN = re.compile(r"([二三四五六七八九十])[分份](十?[一二三四五六七八九])")
# But 一百分之二 is a fraction.
_PERCENT = {"百": "%", "千": "‰", "佰": "%", "仟": "‰", "万": "‱", "萬": "‱"}
_SCALES = re.compile(r"[十百千万亿兆拾佰仟萬億]*")
_NONE = Number(Decimal(0), Decimal(1))
_STRONG = ("from", "to")  # these outlast a hedge inside the number: 超过200余人


@dataclass(frozen=True, slots=True)
class Quantity:
    """Bounds, the hedge that made them, and the unit that a fraction brings with it."""

    bounds: Bounds
    hedge: str | None
    rule: str
    unit: str = ""


def read_quantity(text: str, hedge: Hedge | None, words: AmountWords) -> Quantity | None:
    """Read a number without its unit; `hedge` is what stands around it.

    >>> from transforms.figures.amounts.words import amount_words
    >>> from transforms.lexicon import load_lexicon
    >>> words = amount_words(load_lexicon())
    >>> read_quantity("十多亿", None, words).bounds.upper
    Decimal('2000000000')
    >>> share = read_quantity("百分之三十五", Hedge("超过", "from"), words)
    >>> share.bounds.value, share.bounds.upper, share.unit
    (Decimal('35'), None, '%')
    >>> read_quantity("三农", None, words) is None
    True
    """
    if divided := _divided(text, hedge, words):
        return divided
    form, rule = (hedge.form, hedge.bound) if hedge else (None, None)
    inside = next((words.inside[inner] for inner in words.inside if inner in text), None)
    if inside:
        around = _around(text, inside.form, words)
        chosen = hedge if hedge and rule in _STRONG else inside
        if around is None:
            return None
        return Quantity(bound(around, chosen.bound), chosen.form, "hedged_number")
    if (loose := words.scale.get(text[-1:])) and (whole := read_number(text[:-1], words.numerals)):
        return Quantity(bound(whole, loose.bound), loose.form, "hedged_number")  # 万把
    if vague := read_vague(text, words):
        return Quantity(vague, form, "vague_number")
    number = _halved(text, words) or read_number(text, words.numerals)
    if number is None:
        return None
    return Quantity(bound(number, rule), form, "hedged_number" if rule else "number")


def _divided(text: str, hedge: Hedge | None, words: AmountWords) -> Quantity | None:
    """A fraction, a quotient or a ratio."""
    if fraction := _FRACTION.fullmatch(text) or _FRACTION_SPOKEN.fullmatch(text):
        return _fraction(fraction[1], fraction[2], hedge, words)
    if divided := _SLASH.fullmatch(text):
        whole = Decimal(divided[1] or 0)
        return _quotient(Decimal(divided[2]), Decimal(divided[3]), whole, hedge)
    if ratio := _RATIO.fullmatch(text):
        quotient = _quotient(Decimal(ratio[1]), Decimal(ratio[2]), Decimal(0), hedge)
        return quotient and Quantity(quotient.bounds, quotient.hedge, "ratio")
    return None


def _around(text: str, inner: str, words: AmountWords) -> Number | None:
    """41余万 is 41万 of which the last 万 is open."""
    before, _, after = text.partition(inner)
    if not _SCALES.fullmatch(after.strip()):
        return None
    return read_number(before + after, words.numerals)


def _halved(text: str, words: AmountWords) -> Number | None:
    half = _HALF.fullmatch(text)
    if half is None:
        return None
    whole = read_number(half[1], words.numerals) if half[1] else _NONE
    return whole and Number(whole.value + Decimal("0.5"), Decimal("0.5"))


def _fraction(whole: str, part: str, hedge: Hedge | None, words: AmountWords) -> Quantity | None:
    above = read_quantity(part, hedge, words)
    if above is None or above.unit:
        return None
    if unit := _PERCENT.get(whole.strip()):
        return Quantity(above.bounds, above.hedge, "percent_in_words", unit)
    integer, _, denominator = whole.rpartition("又")  # 一又三分之二
    before = read_number(integer.strip(), words.numerals) if integer else _NONE
    below = read_number(denominator.strip(), words.numerals)
    if above.bounds.value is None or before is None or below is None:
        return None
    return _quotient(above.bounds.value, below.value, before.value, hedge)


def _quotient(
    above: Decimal, below: Decimal, whole: Decimal, hedge: Hedge | None
) -> Quantity | None:
    if not below:
        return None
    form, rule = (hedge.form, hedge.bound) if hedge else (None, None)
    number = Number(whole + above / below, 1 / below)
    return Quantity(bound(number, rule), form, "fraction")
