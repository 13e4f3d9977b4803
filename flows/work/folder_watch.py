"""Whether what lies below some paths has changed, by looking every few seconds.

Looking and not being told: what the system tells of (inotify and its like) does not reach across
network shares and container mounts, where folders of arriving documents often lie.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

State = dict[str, tuple[int, int]]


def changes(paths: list[Path], seconds: float) -> Iterator[None]:
    """Yield at once, and each time that something below the paths has changed and then rests.

    A file that is still being written changes from look to look: it is waited for. What changes
    while the caller is busy is told when it asks again.
    """
    done = state = _state(paths)
    while True:
        yield
        while True:
            time.sleep(seconds)
            before, state = state, _state(paths)
            if state == before and state != done:
                break
        done = state


def _state(paths: list[Path]) -> State:
    found: State = {}
    waiting = [str(path) for path in paths]
    while waiting:
        for path, status in _below(waiting.pop()):
            if status is None:
                waiting.append(path)
            else:
                found[path] = (status.st_size, status.st_mtime_ns)
    return found


def _below(path: str) -> Iterator[tuple[str, os.stat_result | None]]:
    """Files with their state and folders with None; what cannot be looked at is not there."""
    try:
        entries = [entry for entry in os.scandir(path) if not entry.name.startswith(".")]
    except NotADirectoryError:
        yield path, os.stat(path)
        return
    except OSError:
        return
    for entry in entries:
        with suppress(OSError):
            yield entry.path, None if entry.is_dir(follow_symlinks=False) else entry.stat()
