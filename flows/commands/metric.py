"""`dashiji metric`: metrics with their phrases, and rulings that take effect at once."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from flows.settings import load_settings
from flows.terminal import Failure, Output, one_line, plain_table, safe
from warehouse.errors import RunInProgress, WarehouseMissing
from warehouse.load.rule import apply_rulings
from warehouse.lock import run_lock
from warehouse.read import Reader
from warehouse.rulings import (
    JOIN,
    Ruling,
    RulingsUnreadable,
    read_rulings,
    rulings_file,
    settled,
    write_rulings,
)
from warehouse.versions import sweep

_PHRASES_SHOWN = 6
_TOLD = """
SELECT
    metric,
    statistic,
    coalesce(unit_code, '') AS unit,
    count(*) AS figures,
    count(DISTINCT text_id) AS texts,
    list(DISTINCT phrase ORDER BY phrase) AS phrases
FROM main.claims
GROUP BY ALL
HAVING $words = '' OR contains(metric, $words)
    OR len(list_filter(phrases, lambda phrase: contains(phrase, $words))) > 0
ORDER BY figures DESC, metric, statistic, unit
LIMIT $limit
"""
_NAMES = """
SELECT DISTINCT phrase FROM main.claims
UNION
SELECT DISTINCT metric FROM main.claims
UNION
SELECT DISTINCT name FROM main.metrics
"""


def list_told(output: Output, warehouse: Path | None, words: str, limit: int) -> int:
    """Print metrics and their phrases; 1 where none is found."""
    with Reader(load_settings(warehouse).warehouse) as reader:
        answer = reader.query(_TOLD, {"words": words, "limit": limit})
    if output.json:
        output.give([dict(zip(answer.columns, row, strict=True)) for row in answer.rows])
        return 0
    table = plain_table("metric", "statistic", "unit", "figures", "texts", "phrases")
    for *told, phrases in answer.rows:
        shown = "、".join(phrases[:_PHRASES_SHOWN])
        more = f" and {len(phrases) - _PHRASES_SHOWN} more" if phrases[_PHRASES_SHOWN:] else ""
        table.add_row(*(one_line(str(cell)) for cell in told), one_line(shown) + more)
    output.say(table if answer.rows else f"no metric holds {one_line(words)}")
    return 0 if answer.rows else 1


def list_rulings(output: Output, warehouse: Path | None) -> int:
    """Print the rulings as the file beside the warehouse has them."""
    file = load_settings(warehouse).warehouse
    rulings = read_rulings(file)
    if output.json:
        output.give([asdict(ruling) for ruling in rulings])
        return 0
    table = plain_table("phrase", "ruling", "counts as", "ruled on", "reason")
    for one in rulings:
        cells = (one.phrase, one.ruling, one.name, one.ruled_on, one.reason)
        table.add_row(*map(one_line, cells))
    output.say(table if rulings else f"nothing is ruled: {rulings_file(file)} is not there")
    return 0


def rule(output: Output, warehouse: Path | None, ruling: Ruling) -> int:
    """Keep a ruling in place of an older one of the same phrase, and publish it.

    Raises Failure where no text has the phrase, or no metric bears the name.
    """
    settings = load_settings(warehouse)
    rulings = read_rulings(settings.warehouse)
    known = _names(settings.warehouse) | {one.name for one in rulings}
    for told in {ruling.phrase, ruling.name}:
        if told not in known:
            near = get_close_matches(told, known, n=3, cutoff=0.5)
            hint = f"did you mean {'、'.join(near)}?" if near else "see: dashiji metric list WORDS"
            raise Failure(f"no text and no metric says {one_line(told)}", hint, code=1)
    today = replace(ruling, ruled_on=datetime.now(UTC).date().isoformat())
    ruled = [*(one for one in rulings if one.phrase != ruling.phrase), today]
    try:
        settled(ruled)
    except RulingsUnreadable as error:
        hint = f"take the other back: dashiji metric forget {one_line(ruling.name)}"
        raise Failure(f"{one_line(ruling.phrase)} would be joined in a circle", hint) from error
    _keep(output, warehouse, ruled)
    told = f"counts as {ruling.name}" if ruling.ruling == JOIN else "stands for itself"
    output.say(safe(f"ruled       {one_line(ruling.phrase)} {one_line(told)}"))
    return 0


def forget(output: Output, warehouse: Path | None, phrase: str) -> int:
    """Take a ruling back; 1 where there was none."""
    rulings = read_rulings(load_settings(warehouse).warehouse)
    left = [one for one in rulings if one.phrase != phrase]
    if len(left) == len(rulings):
        hint = "see: dashiji metric list --ruled"
        raise Failure(f"nothing is ruled of {one_line(phrase)}", hint, code=1)
    _keep(output, warehouse, left)
    output.say(safe(f"forgotten   what was ruled of {one_line(phrase)}"))
    return 0


def _names(warehouse: Path) -> set[str]:
    with Reader(warehouse) as reader:
        return {name for (name,) in reader.query(_NAMES).rows}


def _keep(output: Output, warehouse: Path | None, rulings: list[Ruling]) -> None:
    settings = load_settings(warehouse)
    if not settings.warehouse.exists():
        raise WarehouseMissing(f"There is no warehouse at {settings.warehouse}: dashiji run.")
    write_rulings(settings.warehouse, rulings)
    version = f"r{datetime.now(UTC):%Y%m%dT%H%M%S%f}-rule"
    try:
        with run_lock(settings.warehouse):
            sweep(settings.warehouse)
            apply_rulings(settings.warehouse, version, settings.keep_versions)
    except RunInProgress:
        output.say("A run holds the warehouse; the next one brings the ruling in.")
