"""Tables without bars: lines of a label and of numbers set apart by blanks or tabs."""

import polars as pl

NUMBER = r"[-+]?[0-9][0-9,]{0,11}(?:\.[0-9]+)?%?"
NONE = r"(?:[—-]{1,3}|…|\.\.\.)"
# A list's sign may stand before each row where Markdown was made of such a table.
LIST_SIGN = r"^(?:[-*] )?"
_WORD = r"[^\s|。;!?]+"
_UNIT = r"[\p{Han}/]{1,6}"
_ROW = (
    rf"{LIST_SIGN}[^\d\s|。;!?,-][^|。;!?]{{0,40}}?"
    rf"(?:[ \t]+(?:{NUMBER}|{NONE}|{_UNIT}))*[ \t]+(?:{NUMBER}|{NONE})$"
)
_ENDS_IN_NUMBER = r"[ \t](?:[-+]?[\d.,]*[\d%]|[—-]+|…)$"
_HEAD = rf"{LIST_SIGN}{_WORD}(?:[ \t]+{_WORD})+$"
_CAPTION = r"单位\s*:"
_LONGEST = 80
_WINDOW, _FEWEST = 5, 3  # rows among the lines around, the line itself among them


def is_text_row(line: pl.Expr) -> pl.Expr:
    """Whether a line is a row of such a table, or one of the two lines that head it.

    One boolean a line; lines in reading order, `document_id` beside them.
    """
    line = pl.when(line.str.len_chars() <= _LONGEST).then(line)
    row = line.str.contains(_ENDS_IN_NUMBER) & line.str.contains(_ROW)
    row = (row & line.str.contains(r"\d") & line.str.contains(r"\p{Han}")).fill_null(False)
    near = row.cast(pl.Int32).rolling_sum(_WINDOW, center=True, min_samples=1).over("document_id")
    row = row & (near >= _FEWEST)
    can_head = ~row & line.str.contains(_HEAD) & ~line.str.contains(_CAPTION)
    can_head = can_head.fill_null(False)
    follows = row.shift(-1).over("document_id").fill_null(False)
    head = can_head & follows
    upper = can_head & head.shift(-1).over("document_id").fill_null(False)
    return row | head | upper
