"""20,000 columns of 60 + 60 rows, the largest absolute statistic of each permutation."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

import bootes
from benchmarks.effort import Effort
from benchmarks.pairs import Contender, compare
from benchmarks.peers.column_permutations import PRODUCTS, STATISTICS, columns_of, maxima_by_loop
from benchmarks.rows import Pair

__all__ = ["pvalue", "rows"]

_ROWS, _COLUMNS, _PERMUTATIONS = 60, 20_000, 1000
_TIMES_PRODUCT = {"mean_difference": 1.5, "welch_t": 3.0}
_TITLES = {"mean_difference": "difference of means", "welch_t": "t"}


def rows(effort: Effort) -> Iterator[Pair]:
    """Yield both statistics against the bare product and against a loop."""
    first, second = columns_of(_ROWS, _ROWS, effort.size(_COLUMNS))
    size = effort.size(_PERMUTATIONS)
    with threadpool_limits(1):
        for statistic, times in _TIMES_PRODUCT.items():
            run = functools.partial(pvalue, statistic, first, second)
            ours = Contender("bootes", run, size)
            task = (
                f"largest |{_TITLES[statistic]}| of {first.shape[1]:,} columns, "
                f"{_ROWS} + {_ROWS} rows, {size:,} permutations"
            )
            for name, product in _products(first, second, size).items():
                peer = Contender(name, lambda _, product=product: product(), size)
                yield compare(task, ours, peer, effort, 1 / times)
            yield compare(task, ours, _loop(statistic, first, second, effort), effort)


def pvalue(statistic: str, first: Any, second: Any, size: int) -> float:
    """Return our p-value of the largest absolute statistic."""
    result = bootes.permutation_test(
        (first, second),
        bootes.max_abs(statistic),
        alternative="greater",
        n_resamples=size,
        method="montecarlo",
        n_jobs=1,
        progress=False,
    )
    return float(result.pvalue)


def _products(first: Any, second: Any, size: int) -> dict[str, Any]:
    rng = np.random.default_rng(2)
    indicators = np.zeros((size, 2 * _ROWS))
    indicators[:, :_ROWS] = 1.0
    indicators = rng.permuted(indicators, axis=1)
    pooled = np.concatenate([first, second])
    return {name: of(indicators, pooled) for name, of in PRODUCTS.items()}


def _loop(statistic: str, first: Any, second: Any, effort: Effort) -> Contender:
    def run(size: int) -> float:
        observed = np.abs(STATISTICS[statistic](first, second)).max()
        null = maxima_by_loop(statistic, first, second, size, 1)
        return float((np.sum(null >= observed) + 1) / (size + 1))

    return Contender("a loop in NumPy", run, effort.size(20, least=5), warm_up=2)
