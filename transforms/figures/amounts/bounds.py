"""Bounds: how far the words around a number let the quantity reach."""

from dataclasses import dataclass
from decimal import Decimal

from transforms.numerals import Number


@dataclass(frozen=True, slots=True)
class Bounds:
    """The value stated, if one is, and the least and greatest that the words allow."""

    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    upper_open: bool = False


def bound(number: Number, rule: str | None) -> Bounds:
    """Bounds of a number under one hedge rule of `language/hedges`; exact without one.

    `more` (余), `about` (约), `under` (近), `from` (超过), `to` (不足). The reach of the first
    three is one unit of the last non-zero digit written, or half of it. Source: GUIDE, 2.

    >>> from decimal import Decimal
    >>> written_12000 = Number(Decimal(12000), Decimal(1000))
    >>> bound(written_12000, "more")
    Bounds(value=Decimal('12000'), lower=Decimal('12000'), upper=Decimal('13000'), upper_open=True)
    >>> bound(written_12000, "under").lower
    Decimal('11500')
    >>> bound(written_12000, "from").upper is None
    True
    """
    value, step = number.value, number.step
    half = step / 2
    match rule:
        case "more":
            return Bounds(value, value, value + step, upper_open=True)
        case "about":
            return Bounds(value, value - half, value + half)
        case "under":
            return Bounds(value, value - half, value, upper_open=True)
        case "from":
            return Bounds(value, value, None)
        case "to":
            return Bounds(value, None, value)
        case _:
            return Bounds(value, value, value)
