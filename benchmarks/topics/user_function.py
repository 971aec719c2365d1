"""A user's own compiled statistic, against loops written by hand around it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import bootes
from benchmarks.effort import Effort
from benchmarks.pairs import Contender, compare
from benchmarks.peers import compiled_loops
from benchmarks.peers.compiled_loops import coefficient_of_variation
from benchmarks.rows import Pair
from benchmarks.samples import thousand_normals

__all__ = ["limits", "rows"]

_TARGET = 1 / 1.5  # at most one and a half times as long
_PEERS = (
    ("np.random.randint", compiled_loops.limits_by_numba),
    ("Generator.integers", compiled_loops.limits_by_generator),
    ("our SFC64 lanes, one stream", compiled_loops.limits_by_lanes),
)


def rows(effort: Effort) -> Iterator[Pair]:
    """Yield the rows of three ways to draw."""
    x = thousand_normals()
    size = effort.size(10_000)
    ours = Contender("bootes", functools.partial(limits, 1), size)
    task = f"a user's @njit statistic, n = 1000, {size:,} replicates, percentile interval"
    for how, run in _PEERS:
        peer = Contender(f"hand-written Numba loop, {how}", functools.partial(run, x), size)
        yield compare(task, ours, peer, effort, _TARGET)


def limits(n_jobs: int, size: int) -> Any:
    """Return our limits of the coefficient of variation."""
    result: Any = bootes.bootstrap(
        thousand_normals(),
        coefficient_of_variation,
        n_resamples=size,
        method="percentile",
        n_jobs=n_jobs,
        progress=False,
    )
    return result.interval()
