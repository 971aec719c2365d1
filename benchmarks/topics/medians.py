"""The percentile interval of a median, 1000 values, against SciPy's fastest way."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from benchmarks.effort import Effort
from benchmarks.grid.ours import limits
from benchmarks.grid.scaled import fastest
from benchmarks.grid.tasks import TASKS
from benchmarks.pairs import Contender, compare
from benchmarks.peers import scipy_intervals
from benchmarks.rows import Pair
from benchmarks.samples import thousand_normals

__all__ = ["rows"]

_TARGET = 7.0


def rows(effort: Effort) -> Iterator[Pair]:
    """Yield one row."""
    (median,) = (task for task in TASKS if task.title == "median")
    arrays = (thousand_normals(),)
    size = effort.size(10_000)
    way, peer_size = fastest(scipy_intervals.offer(median, 1000), arrays, size, effort)
    peer = Contender(f"scipy.stats.bootstrap ({way.label})", _call(way.run, arrays), peer_size)
    ours = Contender("bootes", _call(functools.partial(limits, median), arrays), size)
    yield compare(
        f"median, n = 1000, {size:,} replicates, percentile interval", ours, peer, effort, _TARGET
    )


def _call(run: Any, arrays: tuple[Any, ...]) -> Any:
    return lambda size: run(arrays, size, 1, 1)
