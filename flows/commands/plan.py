"""`dashiji plan`: what today's rules would add, change and lose, before anything is published."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.commands.watch import watched
from flows.settings import load_settings, silence_telemetry
from flows.terminal import Output, one_line, plain_table, safe
from warehouse.read import Reader

if TYPE_CHECKING:
    from flows.work.gold_scores import Scores
    from warehouse.compare import Difference, TableDifferences

_KINDS = ("added", "changed", "lost")
_SIGNS = {"added": "+", "changed": "~", "lost": "-"}
# As much of a quote, and of a value, as a line bears.
_QUOTE, _VALUE = 60, 40


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether to read everything again, where gold is, and how many rows of a kind to show."""

    everything: bool
    gold: Path | None
    shown: int


def show_plan(output: Output, warehouse: Path | None, asked: Asked) -> int:
    """Print what would differ; raises WarehouseError where there is no warehouse."""
    from flows.work.gold_scores import gold_scores, gold_sets
    from flows.work.planned import planned
    from warehouse.compare import compare

    settings = load_settings(warehouse)
    silence_telemetry()
    if asked.gold:
        gold_sets(asked.gold)
    with Reader(settings.warehouse) as reader:
        ((documents,),) = reader.query("SELECT count(*) FROM documents").rows
    with watched(output), planned(settings, asked.everything) as plan:
        now = plan.built or settings.warehouse
        tables = compare(settings.warehouse, now, asked.shown) if plan.built else []
        files = (settings.warehouse, now) if asked.gold else ()
        scores = [gold_scores(file, asked.gold) for file in files if asked.gold]
    told = {
        "warehouse": str(settings.warehouse),
        "documents": documents,
        "documents_read_again": len(plan.intake.read),
        "rows_set_aside": plan.set_aside,
        "refused": plan.refused,
        "tables": {table.table: _plain(table) for table in tables},
        "gold": _gold(*scores) if scores else None,
        "notes": plan.intake.notes,
    }
    if output.json:
        output.give(told)
    else:
        _print(output, told, tables)
    return 1 if plan.refused else 0


def _plain(table: "TableDifferences") -> dict[str, Any]:
    return {
        "before": table.before,
        "after": table.after,
        **{kind: table.total(kind) for kind in _KINDS},
        "by_rule": [
            {"what": what, "rule": rule, "rows": count}
            for (what, rule), count in table.counts.items()
        ],
        "rows": [
            {
                **{"what": row.what, "rule": row.rule, "path": row.path, "quote": row.quote},
                "values": {name: list(pair) for name, pair in row.values.items()},
            }
            for row in table.some
        ],
    }


def _gold(before: "Scores", after: "Scores") -> dict[str, Any]:
    """By set and score the figure of each: F1 where there is one, else the mean."""
    return {
        name: {
            key: [_figure(before[name].get(key, {})), _figure(figures)]
            for key, figures in after[name].items()
            if _figure(figures) is not None
        }
        | {"documents": after[name].get("documents", {})}
        for name in after
    }


def _figure(figures: dict[str, Any]) -> float | None:
    return figures.get("f1", figures.get("mean"))


def _print(output: Output, told: dict[str, Any], tables: list["TableDifferences"]) -> None:
    differ = [table for table in tables if table.counts]
    _print_differences(output, told, differ)
    if told["rows_set_aside"]:
        output.say(f"Set aside   {told['rows_set_aside']:,} rows would be, by the row gate")
    if told["refused"]:
        output.say(safe(f"Refused     it would be: {told['refused']}"))
    _print_gold(output, told["gold"])
    for note in told["notes"]:
        output.say(f"  note      {one_line(note)}")
    output.say("Published   nothing: the warehouse is as it was")
    if differ and not told["refused"]:
        output.say("Next        dashiji run --reread   does it; what was replaced stays in history")


def _print_differences(
    output: Output, told: dict[str, Any], differ: list["TableDifferences"]
) -> None:
    again, of = told["documents_read_again"], told["documents"]
    output.say(f"Plan        {again:,} of {of:,} documents are to be read again")
    if not again:
        output.say("            Today's rules have read all; with --all they are read again")
    elif not differ:
        output.say("            Today's rules read every row of them the same")
    else:
        output.say(_table(differ))
    for table in differ:
        for row in table.some:
            output.say(safe(_line(table.table, row)))


def _table(differ: list["TableDifferences"]) -> Any:
    table = plain_table("add", "change", "lose", "table", "rule", right=("add", "change", "lose"))
    for one in differ:
        totals = [f"{one.total(kind):,}" for kind in _KINDS]
        table.add_row(*totals, one.table, f"{one.before:,} rows now, {one.after:,} then")
        rules = sorted({rule for _, rule in one.counts if rule})
        for rule in rules:
            counts = [one.counts.get((kind, rule), 0) for kind in _KINDS]
            table.add_row(*(f"{n:,}" if n else "" for n in counts), "", one_line(rule))
    return table


def _line(table: str, row: "Difference") -> str:
    quote = _cut(row.quote, _QUOTE)
    values = "; ".join(
        f"{name}: {_cut(old, _VALUE)} → {_cut(new, _VALUE)}"
        for name, (old, new) in row.values.items()
    )
    where = f"({one_line(row.path)})" if row.path else ""
    rule = f"[{one_line(row.rule)}]" if row.rule else ""
    return "  ".join(filter(None, [f"  {_SIGNS[row.what]} {table}", quote, values, rule, where]))


def _cut(text: str | None, longest: int) -> str:
    shown = one_line("nothing" if text is None else text)
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def _print_gold(output: Output, gold: dict[str, Any] | None) -> None:
    if gold is None:
        output.say("Gold        not asked: name the folder of gold with --gold DIR")
        return
    for name, scores in gold.items():
        absent = scores["documents"].get("absent", 0)
        missing = f"   ({absent} of its documents are not in the warehouse)" if absent else ""
        output.say(f"Gold        {one_line(name)}{missing}")
        for key, pair in scores.items():
            if key != "documents":
                output.say(f"            {one_line(key):<20} {_score(pair[0])} → {_score(pair[1])}")


def _score(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"
