"""Printing for people and for programs: what comes out of documents is never trusted."""

import json
import re
import sys
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flows.settings import colour_wanted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

# Control characters but tab and newline, marks and overrides of writing direction, separators that
# some terminals obey, and halves of surrogate pairs.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_UNLIMITED = 100_000


class Failure(Exception):
    """What went wrong, what to do about it, and the exit code that says so."""

    def __init__(self, message: str, hint: str = "", code: int = 2) -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


def safe(text: str) -> str:
    r"""The text without what a terminal would obey instead of show.

    >>> safe("警民亲\x1b[2J\u202e活动")
    '警民亲[2J活动'
    """
    return _HOSTILE.sub("", text)


def one_line(text: str) -> str:
    """Safe text on one line."""
    return " ".join(safe(text).split())


@dataclass(frozen=True)
class Output:
    """How a command is asked to print."""

    json: bool = False
    colour: bool = True
    quiet: bool = False
    verbose: bool = False

    @cached_property
    def console(self) -> "Console":
        """Standard output. Where it is no terminal nothing is wrapped."""
        return self._console(stderr=False)

    @cached_property
    def errors(self) -> "Console":
        """Standard error: progress, notes and errors."""
        return self._console(stderr=True)

    def _console(self, stderr: bool) -> "Console":
        from rich.console import Console

        stream = sys.stderr if stderr else sys.stdout
        return Console(
            stderr=stderr,
            no_color=not (self.colour and colour_wanted()),
            width=None if stream.isatty() else _UNLIMITED,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=not stream.isatty(),
        )

    def say(self, *parts: Any) -> None:
        """A line for people; silent under --quiet and --json."""
        if not self.quiet and not self.json:
            self.console.print(*parts)

    def give(self, value: Any) -> None:
        """One JSON value on standard output."""
        sys.stdout.write(to_json(value, indent=2) + "\n")

    def fail(self, message: str, hint: str = "") -> None:
        """An error, and under it what to do."""
        from rich.text import Text

        self.errors.print(Text.assemble(("error: ", "bold red"), safe(message)))
        if hint:
            self.errors.print(Text.assemble(("hint: ", "bold cyan"), safe(hint)))


def plain_table(*names: str, right: tuple[str, ...] = ()) -> "Table":
    """A table of aligned columns without vertical borders; the last column may wrap."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for name in names:
        table.add_column(
            safe(name),
            justify="right" if name in right else "left",
            no_wrap=name != names[-1],
            overflow="fold" if name == names[-1] else "ellipsis",
            header_style="bold",
        )
    return table


def to_json(value: Any, indent: int | None = None) -> str:
    """JSON with characters as themselves, dates in ISO form, and decimals that lose nothing."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return exact_number(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def exact_number(value: Decimal) -> int | float | str:
    """The decimal as a JSON number where that is the same number, else as text.

    >>> exact_number(Decimal("410000.000000")), exact_number(Decimal("0.34"))
    (410000, 0.34)
    >>> exact_number(Decimal("12345678901234567.25"))
    '12345678901234567.25'
    """
    if value == value.to_integral_value():
        return int(value)
    if Decimal(repr(float(value))) == value:
        return float(value)
    return f"{value.normalize():f}"


def written(value: Any) -> str:
    """One cell for people.

    >>> written(Decimal("410000.000000")), written(None), written(datetime(2012, 5, 1))
    ('410,000', '', '2012-05-01')
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if isinstance(value, datetime):
        text = value.isoformat(sep=" ", timespec="seconds")
        return text.removesuffix(" 00:00:00")
    if isinstance(value, list):
        return ", ".join(one_line(str(part)) for part in value)
    return one_line(str(value))
