"""How many replicates a run does per second now."""

from __future__ import annotations

from collections import deque

__all__ = ["Pace"]

_MARKS = 16
_MARK_S = 2.0


class Pace:
    """Replicates per second over the last 32 seconds, or the last 16 chunks if those take longer.

    Of the recent past alone: the first chunk may wait for a compiler, and clusters grow.
    """

    def __init__(self) -> None:
        self._marks = deque([(0.0, 0)], maxlen=_MARKS)

    def rate(self, seconds: float, n_done: int) -> float:
        """Return the rate when ``n_done`` are done after so many seconds; 0 where it is unknown."""
        begin, before = self._marks[0]
        if seconds - self._marks[-1][0] >= _MARK_S:
            self._marks.append((seconds, n_done))
        return (n_done - before) / (seconds - begin) if seconds > begin else 0.0
