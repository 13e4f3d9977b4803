"""What our rows say to the questions that the cases ask.

The cases want a percentage in points, coins in their currency and units by a common name; our
rows keep what the text writes (三成 is 3 成, 两毛五 is 2.5 毛, 8 feet is 8 feet). Nothing is
read here: each row's own code and size of its unit, as the seeds have them, say the same again.
"""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from transforms.lexicon import Lexicon, load_lexicon

NAMES = Path(__file__).with_name("case_units.csv")
STATED = ("value", "lower", "upper")
AS_ASKED = ("%", "个百分点", "百分点")  # already points

Row = dict[str, object]


def answers(lines: Iterator[str]) -> Iterator[str]:
    """Each line of rows with its figures in the units that the cases ask for."""
    lexicon = load_lexicon()
    sizes = _sizes(lexicon)
    with NAMES.open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    for line in lines:
        row = json.loads(line)
        row["figures"] = [_asked(figure, sizes, names) for figure in row.get("figures", [])]
        yield json.dumps(row, ensure_ascii=False)


def _sizes(lexicon: Lexicon) -> dict[tuple[str, str], Decimal]:
    """What one of a unit is of what the cases count: points of percent, the currency."""
    percents = lexicon["language/units"].filter(kind="percent").select("form", "factor")
    coins = lexicon["language/currencies"].select("form", "factor")
    sizes = {("percent", form): 100 * Decimal(factor) for form, factor in percents.iter_rows()}
    return sizes | {("money", form): Decimal(factor) for form, factor in coins.iter_rows()}


def _asked(figure: Row, sizes: dict[tuple[str, str], Decimal], names: dict[str, str]) -> Row:
    unit, code = str(figure.get("unit") or ""), str(figure.get("unit_code") or "")
    size = sizes.get((str(figure.get("kind")), unit), Decimal(1))
    if figure.get("kind") == "count" and unit:
        size = _size_told(figure)  # 十打 is 120
    if unit in AS_ASKED or size == 1:
        return figure | {"unit": _named(str(figure.get("kind")), unit, code, names)}
    if figure.get("kind") == "percent" and figure.get("value") and figure.get("value_si"):
        size = 100 * _size_told(figure)  # 75折 is 7.5折
    stated = {name: figure.get(name) for name in STATED}
    scaled = {
        name: None if number is None else str(Decimal(str(number)) * size)
        for name, number in stated.items()
    }
    return figure | scaled | {"unit": "%" if figure.get("kind") == "percent" else code}


def _size_told(figure: Row) -> Decimal:
    """What one of the unit is in the base unit, by the row's own numbers; 1 where none tells."""
    base, value = figure.get("value_si"), figure.get("value")
    return Decimal(str(base)) / Decimal(str(value)) if base and value else Decimal(1)


def _named(kind: str, unit: str, code: str, names: dict[str, str]) -> str | None:
    return code if kind == "money" else names.get(code, unit) or None
