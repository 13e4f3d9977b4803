"""Spreadsheets: rows with a text are documents; any other sheet is one document, a table."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from flows.sources.drafts import Content, Draft, Rejection, Statement, Unfit
from flows.sources.office.parcel import check_parcel
from flows.sources.records.fields import check_text, column_names
from flows.sources.records.parts import Records
from flows.sources.tables import row_lines

_MOST_CELLS = 2_000_000
_MOST_ROWS_OF_A_TABLE = 5_000
_DECIMALS = re.compile(r"0(?:\.(0+))?%")


def read_sheets(content: Content) -> Iterator[Draft | Rejection]:
    """The documents of each sheet; raises Unfit for what does not open, or holds nothing.

    A sheet whose first row names a column of texts gives a document a row, any other with cells
    gives one document. Numbers are as the cells show them, percentages too; of formulas the
    values that were last computed.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    check_parcel(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells of styles and lists that it passes over
            book = openpyxl.load_workbook(BytesIO(content.raw), read_only=True, data_only=True)
            found = [one for sheet in book.worksheets for one in _sheet(sheet, content)]
    except (
        *(InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, AttributeError),
        *(SyntaxError, IndexError, OSError),
    ) as error:
        raise Unfit(
            "xlsx_broken", f"not a spreadsheet that opens ({type(error).__name__}); save it anew"
        ) from None
    if not found:
        raise Unfit("blank", "no sheet has a cell with anything in it; nothing to read")
    yield from found


def _sheet(sheet: Any, content: Content) -> Iterator[Draft | Rejection]:
    part = f"#{sheet.title}"
    try:
        rows = _rows(sheet)
        if not rows:
            return
        if "text" in column_names(rows[0], content.rules):
            yield from _documents(rows, part, content)
        else:
            yield _table(rows, part, sheet.title, content)
    except Unfit as error:
        yield Rejection(part, error.rule, f"sheet {sheet.title}: {error.reason}", content.raw)


def _rows(sheet: Any) -> list[list[str]]:
    """The rows that are not blank, from the first; every one as wide as the widest."""
    sheet.reset_dimensions()  # what a sheet says of its size may be wrong
    rows: list[list[str]] = []
    cells = 0
    for row in sheet.iter_rows():
        cells += max(len(row), 1)
        if cells > _MOST_CELLS:
            raise Unfit("too_large", f"it has more than {_MOST_CELLS:,} cells; split it")
        shown = [shown_as(cell.value, getattr(cell, "number_format", "")) for cell in row]
        if any(shown):
            rows.append(shown)
    used = [place for row in rows for place, cell in enumerate(row) if cell]
    first, width = min(used, default=0), max(used, default=-1) + 1
    return [(row + [""] * width)[first:width] for row in rows]


def shown_as(value: Any, number_format: str) -> str:
    """A cell as its sheet shows it.

    >>> shown_as(0.125, "0.0%"), shown_as(3.0, "General"), shown_as(None, "")
    ('12.5%', '3', '')
    """
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (datetime, date, time)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return " ".join(str(value).split()) if "\n" not in str(value) else str(value).strip()
    percent = _DECIMALS.search(number_format or "")
    if percent:
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    return str(int(value)) if value == int(value) else repr(value)


def _documents(rows: list[list[str]], part: str, content: Content) -> Iterator[Draft | Rejection]:
    records = Records(content, "xlsx", "utf-8", "row")
    for number, row in enumerate(rows[1:], start=1):
        record = dict(zip(rows[0], row, strict=True))
        for found in records.read(record, number):
            yield found.moved(part)


def _table(rows: list[list[str]], part: str, title: str, content: Content) -> Draft:
    if len(rows) > _MOST_ROWS_OF_A_TABLE:
        raise Unfit(
            "too_large",
            f"it is a table of {len(rows):,} rows without a column of texts; "
            "name the column in sources.toml under fields, or split it",
        )
    text = "\n".join(row_lines([[" ".join(cell.split()) for cell in row] for row in rows]))
    check_text(text)
    return Draft(text, content.raw, "utf-8", "xlsx", Statement(title=title), part)
