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


def are_text_rows(lines: pl.DataFrame) -> pl.Series:
    """Whether each line is a row of such a table, or one of the two lines that head it.

    Any frame of lines in reading order with `document_id` and `bare` -> one boolean a line. One
    step a time: an expression that names another one twice reckons it twice.
    """
    line = pl.col("line")
    near = pl.col("row").cast(pl.Int32).rolling_sum(_WINDOW, center=True, min_samples=1)
    ending = pl.when(line.str.contains(_ENDS_IN_NUMBER)).then("line")
    is_row = (
        ending.str.contains(_ROW) & ending.str.contains(r"\d") & ending.str.contains(r"\p{Han}")
    )
    # Only what stands above a row can head a table.
    above = pl.when((_next("row") | _next("row", 2)) & ~pl.col("row")).then("line")
    is_head = above.str.contains(_HEAD) & ~above.str.contains(_CAPTION)
    return (
        lines.select(
            "document_id", line=pl.when(pl.col("bare").str.len_chars() <= _LONGEST).then("bare")
        )
        .with_columns(row=is_row.fill_null(False))
        .with_columns(row=pl.col("row") & (near.over("document_id") >= _FEWEST))
        .with_columns(can_head=is_head.fill_null(False))
        .with_columns(head=pl.col("can_head") & _next("row"))
        .select(pl.col("row") | pl.col("head") | (pl.col("can_head") & _next("head")))
        .to_series()
    )


def _next(column: str, by: int = 1) -> pl.Expr:
    return pl.col(column).shift(-by).over("document_id").fill_null(False)
