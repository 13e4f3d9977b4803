"""A progress bar for people: on a terminal only, and on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.terminal import Output
from flows.work.progress import Progress, watched_by

if TYPE_CHECKING:
    from rich.progress import Progress as Bars


class _Bars(Progress):
    """One line a step."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._current = bars.add_task("Starting", total=None)

    def step(self, name: str, total: int | None = None) -> None:
        self._end()
        self._current = self._bars.add_task(name, total=total)

    def advance(self, parts: int = 1) -> None:
        self._bars.advance(self._current, parts)

    def _end(self) -> None:
        task = next(task for task in self._bars.tasks if task.id == self._current)
        self._bars.update(self._current, total=task.total or 1, completed=task.total or 1)


@contextmanager
def watched(output: Output) -> Iterator[None]:
    """Show how far the runs in the block have come, where a person looks."""
    if output.quiet or output.json or not sys.stderr.isatty():
        yield
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description:<11}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=output.errors, transient=True) as bars, watched_by(_Bars(bars)):
        yield
