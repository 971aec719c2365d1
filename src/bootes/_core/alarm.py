"""Call a function for so long and no longer, as far as it comes back to Python."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

__all__ = ["within"]

_AGAIN_S = 1.0  # a statistic may swallow what the alarm raises, once
_T = TypeVar("_T")
_armed = False


class OverdueError(BaseException):
    """Raised in the midst of a statistic; no Exception, which many a function catches."""


def within(seconds: float, function: Callable[[], _T]) -> _T | None:
    """Return what the function returns, or None where that takes longer.

    It is ended where signals can do that: in the main thread, on POSIX, in Python code or in
    library code that looks for signals. Elsewhere it is waited for.
    """
    end = time.monotonic() + seconds
    try:
        try:
            _arm(seconds)
            found = function()
        finally:
            _disarm()
    except OverdueError:
        _disarm()  # it may have rung just before it was
        return None
    return found if time.monotonic() <= end else None


def _arm(seconds: float) -> None:
    global _armed
    if _rings():
        # It stays when the alarm is off: one on its way must not meet the default, which ends us.
        signal.signal(signal.SIGALRM, _ring)
        _armed = True
        signal.setitimer(signal.ITIMER_REAL, seconds, max(seconds, _AGAIN_S))


def _disarm() -> None:
    global _armed
    _armed = False
    if _rings():
        signal.setitimer(signal.ITIMER_REAL, 0.0)


def _rings() -> bool:
    here = threading.current_thread() is threading.main_thread()
    return here and hasattr(signal, "setitimer")


def _ring(*_: Any) -> None:
    if _armed:
        raise OverdueError
