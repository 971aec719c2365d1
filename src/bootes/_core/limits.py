"""The driver's side of a time limit: which workers are overdue, and with which replicates."""

from __future__ import annotations

import shutil
import struct
import tempfile
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bootes._core.limited import ENTRY, Limit

__all__ = ["Limits"]

_LOOK_S = 0.2
_GRACE_S = 1.0  # a statistic of Python is stopped by its worker itself, within this time


class Limits:
    """What workers have written down, and what is known of replicates that ended them."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock, self._looked = seconds, clock, float("-inf")
        self._folder = Path(tempfile.mkdtemp(prefix="bootes-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._slow: list[tuple[int, int]] = []
        self._overdue: list[int] = []

    def of(self, start: int, stop: int) -> Limit:
        """Return the limit of a chunk."""
        slow = [(a, b) for a, b in self._slow if a < stop and start < b]
        overdue = [i for i in self._overdue if start <= i < stop]
        return Limit(self._seconds, str(self._folder), tuple(slow), tuple(overdue))

    def end(self, kill: Callable[[int], bool]) -> bool:
        """Let ``kill`` end the workers that are overdue; whether there were any.

        A range of replicates will be computed one by one then, and a single one never again.
        """
        if self._clock() - self._looked < _LOOK_S:
            return False
        self._looked = self._clock()
        ended = False
        for path in self._folder.iterdir():
            until, start, stop = _read(path)
            if self._clock() > until + _GRACE_S and kill(int(path.name)):
                path.unlink(missing_ok=True)
                ended = True
                self._slow.append((start, stop))
                if stop == start + 1:
                    self._overdue.append(start)
        return ended


def _read(path: Path) -> tuple[float, int, int]:
    """Return the entry of a file; one that is just being written is never overdue."""
    with suppress(OSError, struct.error):
        until, start, stop = ENTRY.unpack(path.read_bytes())
        return until, start, stop
    return float("inf"), 0, 0
