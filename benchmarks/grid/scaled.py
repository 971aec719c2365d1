"""How many resamples of a slow peer stand for all, and which of its ways is the fastest."""

from __future__ import annotations

import time
from typing import Any

from benchmarks.effort import Effort
from benchmarks.grid.ways import Way

__all__ = ["fastest", "size_within"]

_FIRST = 100
_TELLING_S = 0.1  # a time that is mostly resamples, not the fixed cost of a call
_LONGEST_S = 1.0  # of one round


def fastest(
    ways: tuple[Way, ...], arrays: tuple[Any, ...], n_resamples: int, effort: Effort
) -> tuple[Way, int]:
    """Return the fastest way, warm, and how many resamples it is timed with."""
    timed = [(_seconds_each(way, arrays, n_resamples, effort), i) for i, way in enumerate(ways)]
    each, place = min(timed)
    return ways[place], size_within(each, n_resamples, effort)


def size_within(seconds_each: float, n_resamples: int, effort: Effort) -> int:
    """Return ``n_resamples``, or a round part of it where all would take too long."""
    for divisor in (1, 2, 5, 10, 20, 50, 100):
        size = effort.size(n_resamples) // divisor
        if seconds_each * size <= _LONGEST_S or size <= _FIRST:
            break
    return size


def _seconds_each(way: Way, arrays: tuple[Any, ...], n_resamples: int, effort: Effort) -> float:
    """Run more and more resamples until their time tells; the first run compiles."""
    size = min(_FIRST, effort.size(n_resamples))
    way.run(arrays, size, 1, 1)
    while True:
        begin = time.perf_counter()
        way.run(arrays, size, 1, 1)
        seconds = time.perf_counter() - begin
        if seconds >= _TELLING_S or size >= effort.size(n_resamples):
            return seconds / size
        size = min(10 * size, effort.size(n_resamples))
