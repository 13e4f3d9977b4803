"""Spans that were found but not placed, as predictions: the cases' own adapter leaves them out.

A case without a reference date asks only for the span (`value` null in the cases' README), and
a day that does not exist has no other answer. Such a row has its type here and no value.
"""

import json
from pathlib import Path

_CLOCKS = ("hour", "minute", "second")
_POINTS = ("day", *_CLOCKS)


def add_unplaced(rows: Path, predictions: Path) -> None:
    """Add to each line of `predictions` the times of the same line of `rows` without a place."""
    told = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    lines = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    for row, line in zip(told, lines, strict=True):
        line["spans"] += [_span(time) for time in row.get("time_mentions", []) if _unplaced(time)]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    predictions.write_text(text, encoding="utf-8")


def _unplaced(time: dict[str, object]) -> bool:
    nowhere = time["start_at"] is None and time["end_at"] is None
    return nowhere and time["timex_type"] in ("DATE", "TIME")


def _span(time: dict[str, object]) -> dict[str, object]:
    keys = ("start_char", "end_char")
    return {key: time[key] for key in keys} | {
        "text": time["quote"],
        "type": _kind(str(time["precision"]), str(time["timex"]), time["mod"]),
        "value": None,
    }


def _kind(precision: str, timex: str, mod: object) -> str:
    """The cases' type: a day or a clock time is a point, all else an interval."""
    several = "/" in timex or timex.startswith("P") or timex.endswith("-WE")
    bounded = mod in ("since", "until", "before", "after")
    ranged = several or bounded or precision not in _POINTS
    timed = precision in (*_CLOCKS, "part_of_day")
    return ("datetime" if timed else "date") + ("range" if ranged else "")
