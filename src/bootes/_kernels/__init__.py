"""Numba kernels: serial, pure and typed. Import a module of it only where its kernels run."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType


def _load_numba() -> None:
    """Import Numba; Ctrl-C waits until it is loaded, since half of it could never be used again."""
    heard: list[tuple[int, FrameType | None]] = []
    handler = signal.getsignal(signal.SIGINT)
    defers = threading.current_thread() is threading.main_thread() and callable(handler)
    if defers:
        signal.signal(signal.SIGINT, lambda number, frame: heard.append((number, frame)))
    try:
        import numba  # noqa: F401 (it stays loaded)
    finally:
        if defers:
            signal.signal(signal.SIGINT, handler)
    if heard and callable(handler):
        handler(*heard[0])


if "numba" not in sys.modules:
    _load_numba()
