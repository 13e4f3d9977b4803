"""Ctrl-C never stops an import half-way, and is not lost by that."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from flows.work import interrupts
from flows.work.interrupts import interrupt_between_imports, stop_if_interrupted
from tests.running import ROOT, environment

_INTERRUPTED_AT_ONCE = """
import signal
signal.raise_signal(signal.SIGINT)
done = True
"""
_MAIN = """
import sys, time
from flows.work import interrupts
from flows.work.interrupts import interrupt_between_imports, stop_if_interrupted
interrupt_between_imports()
try:
    import interrupted_at_once
    time.sleep(20)
except KeyboardInterrupt:
    print("interrupted,", "imported" if hasattr(
        sys.modules.get("interrupted_at_once"), "done") else "half imported")
"""


def test_an_import_ends_before_the_interrupt(tmp_path):
    (tmp_path / "interrupted_at_once.py").write_text(_INTERRUPTED_AT_ONCE, encoding="utf-8")
    paths = os.pathsep.join([str(ROOT), str(tmp_path)])
    told = subprocess.run(
        [sys.executable, "-c", _MAIN],
        capture_output=True,
        text=True,
        env=environment() | {"PYTHONPATH": paths},
        timeout=60,
        check=True,
    )
    assert told.stdout.strip() == "interrupted, imported"


def test_elsewhere_it_interrupts_at_once_and_is_remembered(monkeypatch):
    monkeypatch.setattr(interrupts, "_asked", threading.Event())
    before = signal.getsignal(signal.SIGINT)
    stop_if_interrupted()
    try:
        interrupt_between_imports()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            stop_if_interrupted()
    finally:
        signal.signal(signal.SIGINT, before)
