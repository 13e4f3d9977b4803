"""CSV: a row a document, by the names of the columns."""

import csv
from collections.abc import Iterator
from io import StringIO

from flows.sources.decode import decode
from flows.sources.drafts import ROW, Content, Draft, Rejection, Unfit
from flows.sources.records.fields import column_names
from flows.sources.records.parts import Records

_SEPARATORS = ",\t;|"


def read_csv(content: Content) -> Iterator[Draft | Rejection]:
    """One draft or one rejection a row; raises Unfit where no column holds a text."""
    text, encoding = decode(content.raw, content.rules.encoding)
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    csv.field_size_limit(max(content.largest, csv.field_size_limit()))
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    names = [name.strip() for name in _next(rows) or []]
    if "text" not in column_names(names, content.rules):
        raise Unfit("no_text_column", no_text_column(names))
    yield from _rows(rows, names, content, encoding)


def no_text_column(names: list[str]) -> str:
    """What to say of a table of which no column is known to hold texts."""
    shown = ", ".join(names[:12]) or "none"
    return (
        f"no column is known to hold texts, among: {shown}; "
        "name it in sources.toml under fields, or leave the table out"
    )


def _rows(
    rows: Iterator[list[str]], names: list[str], content: Content, encoding: str
) -> Iterator[Draft | Rejection]:
    number, records = 0, Records(content, "csv", encoding, "row")
    while (row := _next(rows)) is not None:
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        if len(row) != len(names):
            yield Rejection(
                f"#row {number}",
                "ragged_row",
                f"row {number} has {len(row)} cells where the head has {len(names)}; mend it",
                _as_table(names, row),
                *(ROW, "#"),
            )
            continue
        record = dict(zip(names, row, strict=True))
        yield from records.read(record, number)


def _as_table(names: list[str], row: list[str]) -> bytes:
    """The row under its head, as a table that is read as the whole one was."""
    table = StringIO(newline="")
    csv.writer(table).writerows((names, row))
    return table.getvalue().encode("utf-8", "backslashreplace")


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        raise Unfit("csv_broken", f"not CSV that can be read: {error}; mend the quotes") from None
