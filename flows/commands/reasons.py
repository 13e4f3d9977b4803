"""How the values of a fact came about, as pairs of a label and a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flows.terminal import written
from schemas.to_duckdb import quoted

Rows = list[dict[str, Any]]
_STATISTICS = {
    "level": "a state",
    "flow": "a total of a closed period",
    "cumulative": "a total since a start",
    "change": "an amount or rate of change",
    "share": "a part of a whole",
    "limit": "a promise, threshold or rule",
    "target": "a plan for the future",
    "attribute": "a trait of one participant",
}
_BASES = {
    "yoy": "against the same period a year before",
    "mom": "against the period before",
    "vs": "against another stated base",
}
_DATE_BASES = {
    "metadata": "stated beside or in the file",
    "dateline": "told by its dateline",
    "byline": "told by its byline",
    "title": "told by its title",
    "inferred": "inferred from the text",
}
_WEEK, _MONTH = 7, 31
# A chain longer than this would be a fault; the warehouse gate looks for such faults.
_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Fact:
    """A row, the document that says it, and a way to ask the warehouse for more."""

    table: str
    row: dict[str, Any]
    document: dict[str, Any]
    ask: Callable[[str], Rows]


def reasons(fact: Fact) -> list[list[str]]:
    """Label and sentence, in the order that a reader asks; what has no value is left out."""
    told = _TELLERS[fact.table](fact)
    if fact.table != "documents":
        told += [("rule", fact.row["rule"]), ("flags", ", ".join(fact.row["flags"]))]
        told += [("document", _document(fact.document))]
    return [[label, text] for label, text in told if text]


def _of_figure(fact: Fact) -> list[tuple[str, str]]:
    row = fact.row
    return [
        ("said as", row["quote"]),
        ("value", " ".join(filter(None, [written(row["value"]), row["unit"]]))),
        ("bounds", _bounds(row)),
        ("unit", _unit(row)),
        ("kind", row["kind"]),
        ("statistic", f"{row['statistic']}: {_STATISTICS[row['statistic']]}"),
        ("change", _change(row)),
        ("metric", row["metric"] or ""),
        ("period", _period(fact)),
        *_entities(fact),
    ]


def _of_event(fact: Fact) -> list[tuple[str, str]]:
    row = fact.row
    when = _interval(row["start_at"], row["end_at"])
    known = f" ({row['precision']})" if row["precision"] else ""
    return [
        ("said as", row["quote"]),
        ("trigger", row["trigger"]),
        ("status", row["status"]),
        ("when", f"{when}{known}{_from_time(fact, row['time_id'])}"),
        *_entities(fact),
    ]


def _of_time(fact: Fact) -> list[tuple[str, str]]:
    row = fact.row
    return [
        ("said as", row["quote"]),
        ("timex", f"{row['timex'] or 'none'} ({row['timex_type']})"),
        ("interval", _interval(row["start_at"], row["end_at"]) or "not resolved"),
        ("precision", row["precision"] or ""),
        ("mod", row["mod"] or ""),
        ("because", _chain(fact, row)),
        ("not chosen", _other_reading(row)),
    ]


def _of_passage(fact: Fact) -> list[tuple[str, str]]:
    key = quoted(fact.row["passage_id"])
    told = fact.ask(
        f"SELECT fact_table, count(*) AS n FROM evidence WHERE passage_id = {key} "
        "AND fact_table <> 'passages' GROUP BY fact_table ORDER BY fact_table"
    )
    return [
        ("kind", f"{fact.row['kind']}, number {fact.row['ordinal']} of its document"),
        ("says", ", ".join(f"{row['n']} {row['fact_table']}" for row in told) or "nothing read"),
    ]


def _of_document(fact: Fact) -> list[tuple[str, str]]:
    row = fact.row
    return [
        ("title", row["title"] or ""),
        ("source", row["source"]),
        ("path", f"{row['path']} ({row['format']}, {row['encoding']}, {row['script']})"),
        ("genre", row["genre"]),
        ("byline", row["byline"] or ""),
        ("published", _published(row)),
        ("because", row["published_because"] or ""),
        ("copy of", row["copy_of"] or ""),
        ("length", f"{row['char_count']:,} characters"),
        ("read", f"first by {row['first_run_id']}, as it is now by {row['run_id']}"),
    ]


_TELLERS: dict[str, Callable[[Fact], list[tuple[str, str]]]] = {
    "figures": _of_figure,
    "events": _of_event,
    "time_mentions": _of_time,
    "passages": _of_passage,
    "documents": _of_document,
}


def _bounds(row: dict[str, Any]) -> str:
    """The bounds, and the rule that their place around the value betrays."""
    lower, upper, hedge = row["lower"], row["upper"], row["hedge"]
    if row["value"] == lower == upper:
        return f"{written(lower)} ≤ x ≤ {written(upper)}; exactly as stated"
    below = "<" if row["upper_open"] else "≤"
    interval = f"{written(lower)} ≤ x" if lower is not None else "x"
    interval += f" {below} {written(upper)}" if upper is not None else ""
    word = f"{hedge}: " if hedge else ""
    return f"{interval}; {word}{_bound_rule(row['value'], lower, upper)}"


def _bound_rule(value: Decimal | None, lower: Decimal | None, upper: Decimal | None) -> str:
    if value is None:
        return "only bounds are stated"
    if upper is None:
        return "at least the number stated"
    if lower is None:
        return "at most the number stated"
    if lower == value:
        return "from the number stated to below the next unit of its last digit"
    if upper == value:
        return "less than the number stated, by half a unit of its last digit at most"
    return "the number stated, give or take half a unit of its last digit"


def _unit(row: dict[str, Any]) -> str:
    if not row["unit"] and not row["unit_code"]:
        return "none written"
    base = f"; {written(row['value_si'])} in the base unit" if row["value_si"] is not None else ""
    return f"{row['unit'] or 'none written'} → {row['unit_code'] or 'no code'}{base}"


def _change(row: dict[str, Any]) -> str:
    if not row["change_basis"] and not row["change_direction"]:
        return ""
    basis = _BASES.get(row["change_basis"] or "", "")
    word = f"written {row['change_written']}" if row["change_written"] else ""
    interval = _interval(row["compared_start"], row["compared_end"])
    against = f"that of {interval}" if interval else ""
    said = [row["change_direction"], row["change_basis"], basis, against, word]
    return ", ".join(filter(None, said))


def _period(fact: Fact) -> str:
    row = fact.row
    interval = _interval(row["period_start"], row["period_end"])
    return f"{interval}{_from_time(fact, row['period_time_id'])}" if interval else ""


def _from_time(fact: Fact, time_id: str | None) -> str:
    if not time_id:
        return ""
    time = fact.ask(f"FROM time_mentions WHERE time_id = {quoted(time_id)}")[0]
    return f", from “{time['quote']}” ({time_id}): {_chain(fact, time)}"


def _chain(fact: Fact, time: dict[str, Any]) -> str:
    """What the time hangs on, and that in turn, to the end."""
    links = []
    for _ in range(_LONGEST_CHAIN):
        anchor = time["anchor_time_id"]
        if not anchor:
            break
        time = fact.ask(f"FROM time_mentions WHERE time_id = {quoted(anchor)}")[0]
        interval = _interval(time["start_at"], time["end_at"]) or "not resolved"
        links.append(f"hangs on “{time['quote']}” ({anchor}), {interval}")
    return ", which ".join([*links, _end_of_chain(fact, time)])


def _other_reading(row: dict[str, Any]) -> str:
    """What the words allow as well, and how far that is from what was chosen."""
    other, start, end = row["other_start_at"], row["start_at"], row["end_at"]
    if other is None:
        return ""
    days = abs((other - start).days)
    unit = "week" if days == _WEEK else "month" if days <= _MONTH else "year"
    side = "later" if other > start else "earlier"
    until = other + (end - start) if end is not None else None
    return f"{_interval(other, until)}; the words allow it too, in another {unit}, {side}"


def _end_of_chain(fact: Fact, time: dict[str, Any]) -> str:
    return {
        "explicit": "says all in its own words",
        "calendar": "is placed by the calendar",
        "narrative": "is placed by what is told around it",
    }.get(time["anchor_kind"], f"is placed by the document's date, {_published(fact.document)}")


def _published(document: dict[str, Any]) -> str:
    if document["published_start"] is None:
        return "which is not known"
    interval = _interval(document["published_start"], document["published_end"])
    basis = _DATE_BASES[document["published_basis"]]
    return f"{interval} ({document['published_precision']}; {basis})"


def _document(document: dict[str, Any]) -> str:
    title = document["title"] or "untitled"
    because = f": {document['published_because']}" if document["published_because"] else ""
    return (
        f"{document['document_id']} {title} ({document['source']}, {document['path']}), "
        f"{_published(document)}{because}"
    )


def _entities(fact: Fact) -> list[tuple[str, str]]:
    told = []
    for label in ("place", "organisation", "programme"):
        key = fact.row[f"{label}_id"]
        if key:
            entity = fact.ask(f"FROM entities WHERE entity_id = {quoted(key)}")[0]
            told.append((label, f"{entity['name']} ({key})"))
    return told


def _interval(start: Any, end: Any) -> str:
    """Half-open, as the warehouse keeps it; empty where neither end is known."""
    if start is None and end is None:
        return ""
    return f"[{written(start)}, {written(end)})"
