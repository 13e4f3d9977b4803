"""Great Expectations takes seconds to import: it is done while others have the word."""

import gc
import importlib.util
import sys
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
    _postpone("scipy", "scipy.stats")
    gc.disable()  # importing makes many objects and no garbage: a tenth of the time
    try:
        row_gate({table.name: to_polars(table).to_frame() for table in MAIN}, "warm-up")
    finally:
        gc.enable()


def _postpone(package: str, module: str) -> None:
    """Let a module be loaded when something in it is first asked for.

    Great Expectations imports `scipy.stats`, a third of all that it loads, for expectations of
    distribution that we do not have: 2.5 of its 7 s on two cores.
    """
    importlib.import_module(package)
    spec = importlib.util.find_spec(module)
    if module in sys.modules or spec is None or spec.loader is None:
        return
    loader = importlib.util.LazyLoader(spec.loader)
    spec.loader = loader
    sys.modules[module] = importlib.util.module_from_spec(spec)
    loader.exec_module(sys.modules[module])
    setattr(sys.modules[package], module.rpartition(".")[2], sys.modules[module])
