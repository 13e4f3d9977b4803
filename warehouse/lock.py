"""One run at a time."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.errors import RunInProgress
from warehouse.versions import folder_of


@contextmanager
def run_lock(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for one run; the lock ends with its process, however that ends.

    Raises RunInProgress, which names the holder, at once if another run has it.
    """
    folder = folder_of(warehouse)
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / ".run.holder"
    lock = FileLock(folder / ".run.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise RunInProgress(
            f"Another run holds {warehouse}: {_told(holder)}. "
            "Wait until it ends, or end that process; nothing needs to be removed by hand."
        ) from error
    try:
        holder.write_text(json.dumps(_ourselves()), "utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _ourselves() -> dict[str, str | int]:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return {"process": os.getpid(), "host": socket.gethostname(), "since": since}


def _told(holder: Path) -> str:
    try:
        held = json.loads(holder.read_text("utf-8"))
        return f"process {held['process']} on {held['host']}, since {held['since']}"
    except (OSError, ValueError, KeyError):
        return "a process that has only just begun"
