"""Great Expectations takes seconds to import: it is done while others have the word."""

import gc
import threading
from functools import cache

from schemas.to_polars import to_polars
from schemas.warehouse import MAIN
from warehouse.check import row_gate


@cache
def warming() -> threading.Thread:
    """The thread that makes the gates ready, started once; join it before a gate is asked."""
    thread = threading.Thread(target=_warm_up, daemon=True)
    thread.start()
    return thread


def _warm_up() -> None:
    gc.disable()  # importing makes many objects and no garbage: a tenth of the time
    try:
        row_gate({table.name: to_polars(table).to_frame() for table in MAIN}, "warm-up")
    finally:
        gc.enable()
