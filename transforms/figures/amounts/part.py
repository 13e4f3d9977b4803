"""One quantity peeled from the outside in: hedges, sign, unit, number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from transforms.figures.amounts.bounds import Bounds, bound
from transforms.figures.amounts.quantity import Quantity, read_quantity
from transforms.figures.amounts.units import UnitMatch, find_unit
from transforms.figures.amounts.words import AmountWords, Hedge, Unit
from transforms.numerals import Number, read_number

_SIGN = re.compile(r"([-+负負]|零下) ?")
_ORDINAL = "第"
_OFF = "折"
_SECONDS = ("秒", "秒钟")  # 1分52秒: before seconds 分 is a minute
_RANKED = ("", "位", "名")  # 第3位 is a rank, 第3次 an ordinal
# Steps below a unit, said without naming them: 七成五, 三块五, 一米八, 1米75, 9秒83.
_COINS = re.compile(r"(块.毛[一二三四五六七八九])$")  # 一块二毛五: the 分 is left out
_TENTHS = re.compile(r"(.*[成块毛米秒])([一二三四五六七八九]{1,2}|[0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Part:
    """A quantity, its unit as written and as listed; the first `length` characters hold it."""

    bounds: Bounds
    hedge: str | None
    unit: str
    reading: Unit | None
    rule: str
    number: str
    length: int


def read_part(text: str, words: AmountWords) -> Part | None:
    """Read a text that holds one quantity and nothing else; None where it does not.

    A falling percentage is written with a minus and stays positive: the sign is the direction.

    >>> from transforms.figures.amounts.words import amount_words
    >>> from transforms.lexicon import load_lexicon
    >>> words = amount_words(load_lexicon())
    >>> part = read_part("约为297元", words)
    >>> part.bounds.lower, part.bounds.upper, part.unit
    (Decimal('296.5'), Decimal('297.5'), '元')
    >>> read_part("一个半小时", words).bounds.value
    Decimal('1.5')
    >>> read_part("第三次", words) is None
    True
    """
    around = words.around.get((text[:1], text[-1:]))
    outer, inner = (around, text[1:-1]) if around else _hedge_before(text, words)
    inner, negative = _without_sign(inner)
    prefix, inner = _prefix(inner, words)
    after, core = _hedge_after(inner, words)
    length = len(text) if after or around else len(text) - len(inner) + len(core)
    core = words.spoken.get(core, core)  # 一半 is 二分之一
    if core.startswith(_ORDINAL):
        return _rank(core, length, words)
    for number, match in _readings(core, words):
        quantity = read_quantity(number, outer or after, words)
        if quantity:
            unit, reading = _named(quantity, match, prefix, words)
            bounds = _negative(quantity.bounds, reading) if negative else quantity.bounds
            rule = quantity.rule
            return Part(bounds, quantity.hedge, unit, reading, rule, match.rest, length)
    return _chain(core, outer or after, length, words)


def _hedge_before(text: str, words: AmountWords) -> tuple[Hedge | None, str]:
    """The innermost of the hedges that stand before the number."""
    found = None
    # One call that looks for any of them is much faster than asking one by one.
    while text.startswith(tuple(words.before)):
        form = next(form for form in words.before if text.startswith(form))
        found, text = words.before[form], text[len(form) :].lstrip()
    return found, text


def _hedge_after(text: str, words: AmountWords) -> tuple[Hedge | None, str]:
    """A hedge that ends the text, where it goes with the unit before it."""
    if not text.endswith(tuple(words.after)):
        return None, text
    hedge = words.after[next(form for form in words.after if text.endswith(form))]
    core = text[: -len(hedge.form)].rstrip()
    unit = find_unit(core, words).reading
    if not hedge.kinds or (unit and unit.kind in hedge.kinds):
        return hedge, core
    return None, core if unit else text


def _without_sign(text: str) -> tuple[str, bool]:
    sign = _SIGN.match(text)
    return (text[sign.end() :], sign[1] != "+") if sign else (text, False)


def _prefix(text: str, words: AmountWords) -> tuple[Unit | None, str]:
    """A currency or a scale of temperature that stands before its number."""
    if not text.startswith(tuple(words.prefixes)):
        return None, text
    form = next(form for form in words.prefixes if text.startswith(form))
    return words.prefixes[form], text[len(form) :].lstrip()


def _readings(core: str, words: AmountWords) -> Iterator[tuple[str, UnitMatch]]:
    """Ways to tell the number from the unit, the usual one first."""
    if core.endswith("半") and (half := find_unit(core[:-1], words)).form:
        yield half.rest + "半", half
    match = find_unit(core, words)
    yield match.rest + match.infix, match
    if tenths := _TENTHS.fullmatch(core):
        match = find_unit(tenths[1], words)
        yield f"{match.rest}点{tenths[2]}", match


def _named(
    quantity: Quantity, match: UnitMatch, prefix: Unit | None, words: AmountWords
) -> tuple[str, Unit | None]:
    """The unit as written and as listed; a currency sign alone is written as its code."""
    if quantity.unit:
        return quantity.unit, words.units.get(quantity.unit)
    if match.form == _OFF and (quantity.bounds.value or 0) > 10:
        # 75折 is 7.5折: hundredths of a price.
        return match.form, Unit(match.form, "{hundredth}", "percent", Decimal("0.01"))
    if quantity.rule == "ratio":
        return "", Unit("", "1", "rate", Decimal(1))
    if prefix is None:
        return match.form, match.reading
    if match.reading and match.reading.kind == "money":
        # 港币500万元: the word before says whose 元.
        factor = match.reading.factor
        return match.form, Unit(match.form, prefix.code, "money", factor)
    if prefix.kind == "money":
        return prefix.code, prefix
    return prefix.form, prefix


def _negative(bounds: Bounds, unit: Unit | None) -> Bounds:
    if unit and unit.kind == "percent":
        return bounds
    value, lower, upper = (
        None if number is None else -number for number in (bounds.value, bounds.lower, bounds.upper)
    )
    return Bounds(value, upper, lower)


def _rank(core: str, length: int, words: AmountWords) -> Part | None:
    match = find_unit(core.removeprefix(_ORDINAL), words)
    code = f"{{{match.form}}}" if match.form else "1"
    number = read_number(match.rest.strip(), words.numerals)
    if number is None or match.form not in _RANKED:
        return None
    unit = Unit(match.form, code, "rank", Decimal(1))
    exact = Bounds(number.value, number.value, number.value)
    return Part(exact, None, match.form, unit, "rank", match.rest, length)


def _chain(core: str, hedge: Hedge | None, length: int, words: AmountWords) -> Part | None:
    """Units of one kind, the greater first, summed in the greatest: 2小时15分30秒, 三斤二两."""
    core = _COINS.sub(r"\1分", core)
    lesser = find_unit(core, words)
    if lesser.form not in words.lesser_forms:
        return None
    above = lesser.rest.rstrip(words.numeral_characters)
    number = read_number(lesser.rest[len(above) :], words.numerals)
    greater = read_part(above.removesuffix("又"), words) if number and above else None
    if number is None or greater is None or greater.bounds.value is None:
        return None
    unit = words.lesser.get((greater.unit, "duration")) if lesser.form in _SECONDS else None
    unit = unit or greater.reading
    total = _sum(greater.bounds.value, unit, number, (lesser.form, words)) if unit else None
    if total is None:
        return None
    form, rule = (hedge.form, hedge.bound) if hedge else (None, None)
    return Part(bound(total, rule), form, greater.unit, unit, "sum", greater.number, length)


def _sum(
    value: Decimal, unit: Unit, number: Number, lesser: tuple[str, AmountWords]
) -> Number | None:
    """The value and what the lesser unit adds to it, in the greater unit."""
    form, words = lesser
    small = words.lesser.get((form, unit.kind))
    if small is None or not unit.factor or not small.factor or unit.factor <= small.factor:
        return None
    ratio = small.factor / unit.factor
    return Number(value + number.value * ratio, number.step * ratio)
