"""The fixed cost of a call: 10 values, 100 resamples."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import bootes
from benchmarks.effort import Effort
from benchmarks.peers.compiled_loops import coefficient_of_variation
from benchmarks.rows import Figure

__all__ = ["rows"]

_X = np.random.default_rng(1).normal(10.0, 2.0, 10)
_HALVES = _X[:5], _X[5:]
_CALLS = 50
_TARGET_US = 1000.0


def rows(effort: Effort) -> Iterator[Figure]:
    """Yield the time of one call each, in microseconds."""
    for what, call in _calls().items():
        best = 1e6 * _per_call(call, effort)
        yield Figure(f"{what}, 10 values, 100 resamples", best, "µs", effort.target(_TARGET_US))


def _calls() -> dict[str, Callable[[], Any]]:
    one = {
        "mean by name": "mean",
        "np.mean": np.mean,
        "a user's @njit": coefficient_of_variation,
        "a user's lambda": lambda x: np.std(x) / np.mean(x),
        "a function with axis=": _variation,
    }
    calls = {
        f"bootstrap with interval, {what}": functools.partial(_limits, _X, statistic)
        for what, statistic in one.items()
    }
    python = functools.partial(_limits, _X, _middle, compile=False)
    calls["bootstrap with interval, a plain Python function, compile=False"] = python
    calls["bootstrap with interval, Welch t"] = functools.partial(_limits, _HALVES, "welch_t")
    calls["permutation test, Monte Carlo"] = _pvalue
    return calls


def _variation(x: Any, axis: int = -1) -> Any:
    return np.std(x, axis=axis) / np.mean(x, axis=axis)


def _middle(x: Any) -> float:
    return float(x[0] + x[-1]) / 2  # costs next to nothing itself


def _limits(data: Any, statistic: Any, **options: Any) -> Any:
    result: Any = bootes.bootstrap(
        data, statistic, n_resamples=100, method="percentile", progress=False, **options
    )
    return result.interval()


def _pvalue() -> Any:
    return bootes.permutation_test(
        _HALVES, n_resamples=100, method="montecarlo", progress=False
    ).pvalue


def _per_call(call: Callable[[], Any], effort: Effort) -> float:
    """Return the seconds of the fastest of many calls."""
    call()
    best = float("inf")
    for _ in range(effort.rounds * max(1, _CALLS // effort.shrink)):
        begin = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - begin)
    return best
