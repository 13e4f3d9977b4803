"""Ctrl-C at a moment at which Python can take it.

CPython's import system does not survive an exception out of nowhere: a KeyboardInterrupt between
its taking and its leaving the lock of all imports keeps that lock for ever, and every thread that
imports anything then waits without end. A run imports much, in several threads, while a person
may press Ctrl-C at any time; so we wait until the interrupted code is out of its imports.
"""

import os
import signal
import threading
from types import FrameType

_AGAIN_SECONDS = 0.02
_asked = threading.Event()


def interrupt_between_imports() -> None:
    """Let Ctrl-C raise KeyboardInterrupt in the main thread, but in no import."""
    signal.signal(signal.SIGINT, _interrupt)


def stop_if_interrupted() -> None:
    """Raise KeyboardInterrupt where one was asked for that somebody has swallowed.

    A run that was just ending has been seen to swallow one and end well; a command that goes on
    and on asks here between its rounds.
    """
    if _asked.is_set():
        raise KeyboardInterrupt


def _interrupt(number: int, frame: FrameType | None) -> None:
    _asked.set()
    if not _importing(frame):
        raise KeyboardInterrupt
    again = threading.Timer(_AGAIN_SECONDS, os.kill, (os.getpid(), number))
    again.daemon = True
    again.start()


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False
