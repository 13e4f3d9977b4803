"""`dashiji explain`: a fact in its sentence, and how each of its values came about."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.commands.reasons import Fact, reasons
from flows.settings import load_settings
from flows.terminal import Failure, Output, one_line, safe
from schemas.table import Table
from schemas.to_duckdb import quoted
from schemas.warehouse import DOCUMENTS, ENTITIES, EVENTS, FIGURES, PASSAGES, TIME_MENTIONS
from warehouse.read import Reader

_KEYED = {
    "f": FIGURES,
    "e": EVENTS,
    "t": TIME_MENTIONS,
    "p": PASSAGES,
    "d": DOCUMENTS,
    "n": ENTITIES,
}
# The least that is taken for a key whose rest was left out.
_SHORTEST = 4
# Characters around the sentence that show where it stands.
_AROUND = 40


@dataclass(frozen=True, slots=True)
class _Found:
    table: Table
    row: dict[str, Any]


def explain_key(output: Output, key: str, warehouse: Path | None) -> int:
    """Print it; 1 where no fact has the key, with the keys that are most like it."""
    with Reader(load_settings(warehouse).warehouse) as reader:
        found = _find(reader, key)
        told = _told(reader, found)
    if output.json:
        output.give(told)
    else:
        _print(output, told)
    return 0


def _find(reader: Reader, key: str) -> _Found:
    """The row whose key it is, or whose key alone begins with it."""
    table = _KEYED.get(key[:1])
    if table and len(key) >= _SHORTEST:
        (name,) = table.key
        rows = rows_of(
            reader, f"FROM {table.name} WHERE starts_with({name}, {quoted(key)}) LIMIT 2"
        )
        exact = [row for row in rows if row[name] == key] or rows
        if len(exact) == 1:
            return _Found(table, exact[0])
    raise Failure(f"no fact has the key {key}", _hint(reader, key), code=1)


def _hint(reader: Reader, key: str) -> str:
    like = rows_of(
        reader,
        f"SELECT fact_id, any_value(quote) AS quote FROM evidence GROUP BY fact_id "
        f"ORDER BY fact_id[1] <> {quoted(key[:1])}, "
        f"levenshtein(fact_id, {quoted(key[:40])}), fact_id LIMIT 3",
    )
    meant = ", ".join(f"{row['fact_id']} ({one_line(row['quote'])[:20]})" for row in like)
    listed = 'list them: dashiji sql "SELECT figure_id, metric, value FROM ledger"'
    return f"did you mean {meant}?   {listed}" if meant else listed


def _told(reader: Reader, found: _Found) -> dict[str, Any]:
    if found.table is ENTITIES:
        return _entity(reader, found.row)
    (name,) = found.table.key
    document = rows_of(
        reader,
        f"SELECT * EXCLUDE (text) FROM documents "
        f"WHERE document_id = {quoted(found.row['document_id'])}",
    )[0]
    row = document if found.table is DOCUMENTS else found.row
    fact = Fact(found.table.name, row, document, lambda sql: rows_of(reader, sql))
    return {
        "key": found.row[name],
        "table": found.table.name,
        "row": row,
        "evidence": _evidence(reader, found.row) if found.table.evidence else None,
        "because": reasons(fact),
        "document": document,
    }


def _entity(reader: Reader, row: dict[str, Any]) -> dict[str, Any]:
    key = quoted(row["entity_id"])
    first = rows_of(
        reader, f"FROM entity_mentions WHERE entity_id = {key} ORDER BY document_id, start_char"
    )
    parent = rows_of(reader, f"FROM entities WHERE entity_id = {quoted(row['parent_id'] or '')}")
    because = [
        ["kind", " ".join(filter(None, [row["subkind"], row["kind"]]))],
        ["part of", parent[0]["name"] if parent else ""],
        ["admin code", row["admin_code"] or ""],
        ["named", f"{len(first)} times; here by rule {first[0]['rule']}" if first else ""],
        ["more", f"dashiji sql \"FROM programme_ledger WHERE programme = '{row['name']}'\""],
    ]
    return {
        "key": row["entity_id"],
        "table": "entities",
        "row": row,
        "evidence": _evidence(reader, first[0]) if first else None,
        "because": [pair for pair in because if pair[1]],
        "document": None,
    }


def _evidence(reader: Reader, row: dict[str, Any]) -> dict[str, Any]:
    """The fact's sentence in three pieces, with what stands around it."""
    (sentence,) = rows_of(
        reader,
        "SELECT least(start_char, {start}) AS start, greatest(end_char, {end}) AS end "
        "FROM passages WHERE passage_id = {passage}".format(
            start=row["start_char"],
            end=row["end_char"],
            passage=quoted(row["passage_id"]),
        ),
    )
    begin, end = max(0, sentence["start"] - _AROUND), sentence["end"] + _AROUND
    (pieces,) = rows_of(
        reader,
        f"SELECT {_piece(begin, row['start_char'])} AS before, "
        f"{_piece(row['start_char'], row['end_char'])} AS quote, "
        f"{_piece(row['end_char'], end)} AS after "
        f"FROM documents WHERE document_id = {quoted(row['document_id'])}",
    )
    return {"start_char": row["start_char"], "end_char": row["end_char"], **pieces}


def _piece(start: int, end: int) -> str:
    return f"substr(text, {start + 1}, {end - start})"


def rows_of(reader: Reader, sql: str) -> list[dict[str, Any]]:
    """The answer as dictionaries."""
    answer = reader.query(sql)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _print(output: Output, told: dict[str, Any]) -> None:
    from rich.text import Text

    because = told["because"]
    width = max(len(label) for label, _ in because)
    console = output.console
    console.print(
        Text.assemble((told["key"], "bold"), "  ", (told["table"], "dim"), "  ", _heading(told))
    )
    for label, text in because:
        console.print(Text.assemble((f"  {label:<{width}}   ", "dim"), one_line(text)))
    evidence = told["evidence"]
    if evidence:
        console.print()
        console.print(
            Text.assemble(
                "  …" if evidence["before"] else "  ",
                safe(evidence["before"]),
                (safe(evidence["quote"]), "bold yellow underline"),
                safe(evidence["after"]),
            )
        )
        console.print(
            Text(f"  characters {evidence['start_char']}–{evidence['end_char']}", style="dim")
        )


def _heading(told: dict[str, Any]) -> str:
    row = told["row"]
    names = ("metric", "trigger", "quote", "title", "name", "path")
    return next((one_line(str(row[name]))[:60] for name in names if row.get(name)), "")
