"""Files that are whole or not there."""

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4


def write_whole(target: Path, write: Callable[[Path], object]) -> Path:
    """Let `write` fill a file or a folder beside the target, then move it there in one step.

    Whoever finds the target finds all of it, whatever ended the writer. A target that is there
    already stays: its name tells its content.
    """
    if target.exists():
        return target
    return replace_whole(target, write)


def replace_whole(target: Path, write: Callable[[Path], object]) -> Path:
    """The same where a file of that name may hold something else: it goes in that one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}.{uuid4().hex[:8]}")
    write(beside)
    try:
        beside.rename(target)
    except OSError:
        if not target.exists():  # a folder that another writer finished first
            raise
    return target
