"""Tables as lines of a text: a row a line between bars, as Markdown writes them."""

from collections.abc import Iterator, Sequence


def row_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A line for each row that is not blank, and a rule under the first.

    >>> list(row_lines([["年份", "产量"], ["2020", "1.2"]]))
    ['| 年份 | 产量 |', '| --- | --- |', '| 2020 | 1.2 |']
    """
    told = [row for row in rows if any(cell.strip() for cell in row)]
    for place, row in enumerate(told):
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
        if place == 0:
            yield f"|{' --- |' * len(row)}"
