"""The words that amounts are made of, compiled once from the seeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import polars as pl

from transforms.lexicon import Lexicon
from transforms.numerals import Numerals, numerals_of


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as listed: its standard code, the kind of quantity and its size in base units."""

    form: str
    code: str
    kind: str
    factor: Decimal | None


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that bounds a number, its rule, and the kinds it goes with; none means all."""

    form: str
    bound: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class AmountWords:
    """Forms by their place in an amount, hedges and prefixes the longest first."""

    numerals: Numerals
    spoken: Mapping[str, str]
    pairs: tuple[str, ...]
    before: Mapping[str, Hedge]
    limits: tuple[str, ...]
    inside: Mapping[str, Hedge]
    after: Mapping[str, Hedge]
    scale: Mapping[str, Hedge]
    around: Mapping[tuple[str, str], Hedge]
    units: Mapping[str, Unit]
    prefixes: Mapping[str, Unit]
    range_signs: tuple[str, ...]
    lesser: Mapping[tuple[str, str], Unit]
    lesser_forms: frozenset[str]
    numeral_characters: str
    run_characters: frozenset[str]
    scale_characters: frozenset[str]
    longest: int


@cache
def amount_words(lexicon: Lexicon) -> AmountWords:
    """Every seed table that the grammar of amounts reads, as dictionaries."""
    numerals = numerals_of(lexicon)
    digits = numerals.digits
    units = _units(lexicon)
    before = _hedges(lexicon, "before")
    return AmountWords(
        numerals=numerals,
        spoken=lexicon.mapping("language/number_words", value="means"),
        pairs=tuple(lexicon.forms("language/numeral_pairs")),
        before=before,
        limits=tuple(form for form, hedge in before.items() if hedge.bound in ("from", "to")),
        inside=_hedges(lexicon, "inside"),
        after=_hedges(lexicon, "after"),
        scale=_hedges(lexicon, "scale"),
        around=_around(lexicon),
        units=units,
        prefixes=_prefixes(lexicon),
        range_signs=tuple(lexicon.forms("language/range_signs")),
        lesser=_lesser(lexicon),
        lesser_forms=frozenset(lexicon.forms("language/lesser_units")),
        numeral_characters="".join(digits) + "0123456789.点",
        run_characters=frozenset("".join(digits) + "0123456789.点分之又"),
        scale_characters=frozenset("".join(lexicon.forms("language/scales")) + "点"),
        longest=max(map(len, units)),
    )


def _hedges(lexicon: Lexicon, position: str) -> dict[str, Hedge]:
    rows = lexicon["language/hedges"].filter(position=position)
    hedges = [
        Hedge(row["form"], row["bound"], tuple((row["kinds"] or "").split()))
        for row in rows.iter_rows(named=True)  # a seed table, not data
    ]
    return {hedge.form: hedge for hedge in sorted(hedges, key=lambda hedge: -len(hedge.form))}


def _around(lexicon: Lexicon) -> dict[tuple[str, str], Hedge]:
    """Hedges by the characters that stand before and after the number: 比三十大."""
    compared = _hedges(lexicon, "compared")
    return {("比", form): hedge for form, hedge in compared.items()}


def _units(lexicon: Lexicon) -> dict[str, Unit]:
    """Units by form; where one stands in two tables, a unit is more than a measure word."""
    counted = lexicon["language/measure_words"]["form"]
    units = {form: Unit(form, f"{{{form}}}", "count", Decimal(1)) for form in counted}
    for row in lexicon["language/units"].iter_rows(named=True):  # a seed table, not data
        units[row["form"]] = _unit(row)
    return units | _currencies(lexicon, "after")


def _lesser(lexicon: Lexicon) -> dict[tuple[str, str], Unit]:
    """Units that follow a greater one of their kind: the 分 of 3小时20分 and of 五元六角七分."""
    return {
        (row["form"], row["kind"]): _unit(row | {"code": f"{{{row['form']}}}"})
        for row in lexicon["language/lesser_units"].iter_rows(named=True)  # a seed table, not data
    }


def _prefixes(lexicon: Lexicon) -> dict[str, Unit]:
    """What stands before its number: 人民币, $, and the 摄氏 of 摄氏37度."""
    degrees = {}
    for row in lexicon["language/degrees"].iter_rows(named=True):  # a seed table, not data
        degrees[row["form"]] = Unit(row["unit"], row["code"], "temperature", Decimal(1))
    forms = _currencies(lexicon, "before") | degrees
    return {form: forms[form] for form in sorted(forms, key=len, reverse=True)}


def _currencies(lexicon: Lexicon, position: str) -> dict[str, Unit]:
    stands = pl.col("position").is_in([position, "either"])
    rows = lexicon["language/currencies"].filter(stands)
    return {row["form"]: _unit(row | {"kind": "money"}) for row in rows.iter_rows(named=True)}


def _unit(row: Mapping[str, str]) -> Unit:
    factor = Decimal(row["factor"]) if row["factor"] else None
    return Unit(row["form"], row["code"], row["kind"], factor)
