"""What a run tells: one structured log line a table, and a page in Markdown."""

import logging

from flows.work.outcome import Outcome
from schemas.warehouse import MAIN
from warehouse.drift import told, told_late

_LOGGER = logging.getLogger("dashiji.run")
# As many of a kind as a person reads.
_SHOWN = 20


def log_run(outcome: Outcome) -> None:
    """One line for the run and one for each table, as `key=value` pairs."""
    new, changed, unchanged = outcome.counts()
    _LOGGER.info(
        "run=%s state=%s seen=%d new=%d changed=%d unchanged=%d set_aside=%d",
        *(outcome.run_id, outcome.state, outcome.intake.seen),
        *(new, changed, unchanged, outcome.set_aside),
    )
    for odd in (*map(told, outcome.drift), *map(told_late, outcome.late)):
        _LOGGER.warning("run=%s amber %s", outcome.run_id, odd)
    for table in MAIN:
        if table.name in outcome.rows:
            _LOGGER.info(
                "run=%s table=%s read=%d set_aside=%d",
                *(outcome.run_id, table.name),
                *(outcome.rows[table.name], outcome.quarantined.get(table.name, 0)),
            )


def to_markdown(outcome: Outcome) -> str:
    """The run on one page."""
    new, changed, unchanged = outcome.counts()
    amber = ", amber" if outcome.is_amber else ""
    lines = [
        f"# Run {outcome.run_id}: {outcome.state.replace('_', ' ')}{amber}",
        "",
        "| documents seen | new | changed | unchanged | set aside |",
        "|---:|---:|---:|---:|---:|",
        f"| {outcome.intake.seen} | {new} | {changed} | {unchanged} | {outcome.set_aside} |",
        "",
    ]
    if outcome.rows:
        lines += ["| table | rows read | set aside |", "|---|---:|---:|"]
        lines += [
            f"| {name} | {rows} | {outcome.quarantined.get(name, 0)} |"
            for name, rows in outcome.rows.items()
        ]
        lines += ["", f"{outcome.expectations} expectations asked of every shard's rows.", ""]
    lines += _listed("Sources that are not as they were", [*map(told, outcome.drift)])
    lines += _listed("Sources that are late", [*map(told_late, outcome.late)])
    if outcome.held:
        lines += ["## In quarantine", "", "| rule | held |", "|---|---:|"]
        lines += [f"| {rule} | {count} |" for rule, count in outcome.held.items()]
        lines += [f"| all | {sum(outcome.held.values())} |", ""]
    refused = [f"`{row['path']}`: {row['reason']}" for row in outcome.intake.rejections]
    lines += _listed("Set aside by this run", refused)
    lines += _listed("Notes", outcome.intake.notes)
    return "\n".join(lines)


def _listed(heading: str, entries: list[str]) -> list[str]:
    if not entries:
        return []
    more = [f"- and {len(entries) - _SHOWN} more"] if len(entries) > _SHOWN else []
    return [f"## {heading}", "", *(f"- {entry}" for entry in entries[:_SHOWN]), *more, ""]
