"""What a user waits for before anything is computed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import bootes
from benchmarks.effort import Effort
from benchmarks.rows import Figure
from benchmarks.topics.fresh_process import seconds_of

__all__ = ["rows"]

_X = np.arange(10.0) ** 2

_MEAN = "bootes.bootstrap([3, 1, 4, 1, 5], 'mean', n_resamples=999, method='percentile').interval()"
_FIT = "bootes.fit([3, 1, 4, 1, 15], 'negative_binomial', n_resamples=999).interval()"
_TEST = "bootes.permutation_test(([3, 1, 4], [1, 5, 9, 2]), n_resamples=999, method='montecarlo')"

_PROCESSES = (
    ("an empty Python process", "pass", None),
    ("import numpy", "import numpy", None),
    ("import bootes", "import bootes", 0.5),
    ("import bootes, first bootstrap of a mean", f"import bootes; {_MEAN}", 0.8),
    ("import bootes, first negative-binomial fit", f"import bootes; {_FIT}", 0.8),
    ("import bootes, first permutation test", f"import bootes; {_TEST}", 0.8),
)


def rows(effort: Effort) -> Iterator[Figure]:
    """Yield the times of new processes and of small calls in this one."""
    for task, code, limit in _PROCESSES:
        seconds_of(code)  # kernels and byte code reach the disk's cache
        best = min(seconds_of(code) for _ in range(effort.rounds))
        yield Figure(f"new process, start to end: {task}", best, "s", effort.target(limit))
    for task, call in _small_calls().items():
        yield Figure(f"{task}, 10 values, 100 replicates", 1e3 * _per_call(call, effort), "ms")


def _small_calls() -> dict[str, Callable[[], Any]]:
    return {
        "bootstrap of a mean with interval": _small_bootstrap,
        "permutation test": _small_test,
        "negative-binomial fit with interval": _small_fit,
    }


def _small_bootstrap() -> Any:
    result: Any = bootes.bootstrap(_X, "mean", n_resamples=100, method="percentile", progress=False)
    return result.interval()


def _small_test() -> Any:
    halves = _X[:5], _X[5:]
    return bootes.permutation_test(halves, n_resamples=100, method="montecarlo", progress=False)


def _small_fit() -> Any:
    result: Any = bootes.fit(_X, n_resamples=100, progress=False)
    return result.interval()


def _per_call(call: Callable[[], Any], effort: Effort) -> float:
    """Return the time of one call, in the best of the rounds of some calls each."""
    call()
    calls = max(1, 100 // effort.shrink)
    best = float("inf")
    for _ in range(effort.rounds):
        begin = time.perf_counter()
        for _ in range(calls):
            call()
        best = min(best, (time.perf_counter() - begin) / calls)
    return best
