"""Figure candidates become amounts: value, bounds, unit and kind."""

from decimal import Context, Decimal
from functools import lru_cache

import polars as pl

from schemas.figure_stages import AMOUNT_READING
from schemas.stages import FIGURE_NORMALISED
from schemas.to_polars import conform, to_polars
from transforms.figures.amounts.read import Amount, read_amounts
from transforms.figures.amounts.words import AmountWords, amount_words
from transforms.figures.kinds import tell_kinds
from transforms.lexicon import Lexicon

_PLACES = Decimal("0.000001")
_TOO_GREAT = Decimal(10) ** 32
_EXACT = Context(prec=80)
_FIFTEEN = Context(prec=15)
_FORM = ["surface", "unit_given"]
_SCHEMA = to_polars(AMOUNT_READING)
# Polars reads ten decimals from their digits in the time of one from an object.
_WRITTEN = {name: pl.String() if dtype.is_decimal() else dtype for name, dtype in _SCHEMA.items()}


def normalise_figures(candidates: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Give each candidate the amounts that it states.

    FIGURE_CANDIDATE -> FIGURE_NORMALISED, none, one or two rows out per row in. `value` is null
    for ranges and vague numbers; `unit` is null where a number stands straight before its noun.
    """
    offset, length = pl.col("offset"), pl.col("length")
    return (
        candidates.join(
            _readings(candidates.select(_FORM).unique(), amount_words(lexicon)),
            on=_FORM,
            how="inner",
        )
        .with_columns(
            start_char=pl.col("start_char") + offset,
            end_char=pl.col("start_char") + offset + length,
            quote=pl.col("quote").str.slice(offset, length),
            surface=pl.col("surface").str.slice(offset, length),
            flags=pl.lit([], dtype=pl.List(pl.String)),
        )
        .pipe(tell_kinds, lexicon)
        .sort("document_id", "start_char")
        .pipe(conform, FIGURE_NORMALISED)
    )


def _readings(forms: pl.DataFrame, words: AmountWords) -> pl.DataFrame:
    """Python reads each distinct form once, however often it is written."""
    rows = [
        (surface, given, *row)
        for surface, given in forms.sort(_FORM).iter_rows()
        for row in _rows(surface, given, words)
    ]
    columns = zip(*rows, strict=True) if rows else [()] * len(_WRITTEN)
    return pl.DataFrame(
        [
            pl.Series(name, values, dtype=dtype)
            for (name, dtype), values in zip(_WRITTEN.items(), columns, strict=True)
        ]
    ).cast(_SCHEMA)


@lru_cache(maxsize=1 << 16)
def _rows(surface: str, given: str, words: AmountWords) -> tuple[tuple[object, ...], ...]:
    amounts = read_amounts(surface + given, words)
    return tuple(_row(amount, len(surface)) for amount in amounts)


def _row(amount: Amount, longest: int) -> tuple[object, ...]:
    """The columns of AMOUNT_READING after its form; a given unit is no part of the span."""
    bounds, unit = amount.bounds, amount.reading
    factor = unit.factor if unit else Decimal(1)
    return (
        amount.start,
        min(amount.end, longest) - amount.start,
        _rounded(bounds.value),
        _rounded(bounds.lower),
        _rounded(bounds.upper),
        bounds.upper_open,
        amount.hedge,
        amount.unit or None,
        unit.code if unit else None,
        *(_in_base(number, factor) for number in (bounds.value, bounds.lower, bounds.upper)),
        _exact(bounds.value),
        unit.kind if unit else "count",
        amount.rule,
    )


def _in_base(number: Decimal | None, factor: Decimal | None) -> str | None:
    """A number of units in the base unit; None where the unit has none (degrees, indices)."""
    return _rounded(_EXACT.multiply(number, factor)) if number is not None and factor else None


def _rounded(number: Decimal | None) -> str | None:
    """To six places, written out; None also for what DECIMAL(38, 6) cannot hold."""
    if number is None or abs(number) >= _TOO_GREAT:
        return None
    return f"{number.quantize(_PLACES, context=_EXACT):f}"


def _exact(number: Decimal | None) -> str | None:
    """To fifteen digits, where six places lose some: 三分之一, 零点零零零零零零一."""
    if number is None or number == number.quantize(_PLACES, context=_EXACT):
        return None
    return f"{_FIFTEEN.plus(number).normalize():f}"
