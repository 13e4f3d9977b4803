"""The processes that read shards, and what becomes of them when one dies."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from flows.work.shards import read_shard


class Workers:
    """A pool of processes that start clean: no thread and no lock of this one is copied."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._guard = threading.Lock()
        self._pool = self._new()

    def read(self, shard: Path) -> Path:
        """`read_shard` in one of the processes.

        Raises BrokenProcessPool where the process died; the next call finds new ones.
        """
        pool = self._pool
        try:
            return pool.submit(read_shard, shard).result()
        except BrokenProcessPool:
            with self._guard:
                if self._pool is pool:
                    self._pool = self._new()
            raise

    def stop(self) -> None:
        """Let the processes go; what they have not begun is not begun."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _new(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._count, context, initializer=end_with_parent)


@contextmanager
def workers(count: int) -> Iterator[Workers]:
    """Workers for as long as the block lasts; they start with the first shard."""
    pool = Workers(count)
    try:
        yield pool
    finally:
        pool.stop()


def end_with_parent() -> None:
    """End this process when the one that started it ends: nothing waits for work for ever.

    Nothing happens in a process that `multiprocessing` did not start.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
