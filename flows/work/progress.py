"""How far a run has come, for whoever watches."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Progress:
    """What a run tells as it goes; this one tells nobody."""

    def step(self, name: str, total: int | None = None) -> None:
        """A step begins; `total` parts, where that is known."""

    def advance(self, parts: int = 1) -> None:
        """Parts of the step are done."""


_WATCHED: ContextVar[Progress] = ContextVar("progress", default=Progress())  # noqa: B039 - empty


def progress() -> Progress:
    """Whoever watches this run."""
    return _WATCHED.get()


@contextmanager
def watched_by(watcher: Progress) -> Iterator[None]:
    """Tell the watcher of the runs in the block."""
    token = _WATCHED.set(watcher)
    try:
        yield
    finally:
        _WATCHED.reset(token)
