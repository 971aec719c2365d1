"""Ctrl-C is heard, wherever it comes."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any

__all__ = ["Heard", "ctrl_c_heard"]

_LATER_S = 0.05


@dataclass
class Heard:
    """Whether Ctrl-C came."""

    ctrl_c: bool = False


@contextlib.contextmanager
def ctrl_c_heard() -> Iterator[Heard]:
    """Raise KeyboardInterrupt where it can be heard.

    While kernels are loaded, LLVM calls back into Python. What is raised in a callback, or where
    an object is finalized, is printed and ignored, and LLVM may crash for want of the answer: it
    is raised a little later.
    """
    heard = Heard()
    if not _is_ours():
        yield heard
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        heard.ctrl_c = True
        if _is_in_llvm(frame):
            _later()
        else:
            signal.default_int_handler(number, frame)

    ignore = sys.unraisablehook
    sys.unraisablehook = lambda lost: _later() if _is_ctrl_c(lost) else ignore(lost)
    signal.signal(signal.SIGINT, interrupt)
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.unraisablehook = ignore


def _is_ours() -> bool:
    """Whether Ctrl-C would raise KeyboardInterrupt in this thread."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler


def _is_in_llvm(frame: FrameType | None) -> bool:
    while frame is not None:
        if str(frame.f_globals.get("__name__")).startswith("llvmlite."):
            return True
        frame = frame.f_back
    return False


def _is_ctrl_c(lost: Any) -> bool:
    return issubclass(lost.exc_type, KeyboardInterrupt)


def _later() -> None:
    # From another thread: raised here, it would be ignored once more.
    timer = threading.Timer(_LATER_S, signal.raise_signal, [signal.SIGINT])
    timer.daemon = True
    timer.start()
