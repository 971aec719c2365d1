"""The percentile interval of a mean, 1000 values."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterator
from typing import Any

import bootes
from benchmarks.effort import Effort
from benchmarks.pairs import Contender, compare
from benchmarks.peers.mean_intervals import MEAN_INTERVALS
from benchmarks.rows import Missing, Pair
from benchmarks.samples import thousand_normals

__all__ = ["rows"]

_PEERS = (
    ("scipy", "scipy.stats.bootstrap (batch 1000)", 7.0),
    ("tsbootstrap", "tsbootstrap (compiled backend)", 3.0),
    ("arch", "arch", None),
    ("resample", "resample", None),
)


def rows(effort: Effort) -> Iterator[Pair | Missing]:
    """Yield the rows of all peers."""
    x = thousand_normals()
    size = effort.size(10_000)
    ours = Contender("bootes", functools.partial(_limits, x), size)
    task = f"mean, n = 1000, {size:,} replicates, percentile interval"
    for package, name, target in _PEERS:
        if importlib.util.find_spec(package) is None:
            yield Missing(task, name, f"{package} is not installed")
            continue
        peer = Contender(name, functools.partial(MEAN_INTERVALS[package], x), size)
        yield compare(task, ours, peer, effort, target)


def _limits(x: Any, size: int) -> Any:
    result: Any = bootes.bootstrap(
        x, "mean", n_resamples=size, method="percentile", n_jobs=1, progress=False
    )
    return result.interval()
