"""Random permutations of the difference of two means, 50 values against 50."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import bootes
from benchmarks.effort import Effort
from benchmarks.pairs import Contender, compare
from benchmarks.peers import full_shuffle, scipy_permutation, second_text
from benchmarks.rows import Pair
from benchmarks.samples import case_and_control

__all__ = ["pvalue", "rows"]


def rows(effort: Effort) -> Iterator[Pair]:
    """Yield the rows of all peers."""
    size = effort.size(10_000_000)
    ours = Contender("bootes", functools.partial(pvalue, 1), size)
    task = f"mean difference, 50 + 50, {size:,} permutations"
    for target, peer in _peers(effort):
        yield compare(task, ours, peer, effort, target)


def pvalue(n_jobs: int, size: int) -> float:
    """Return our p-value."""
    result = bootes.permutation_test(
        case_and_control(), n_resamples=size, method="montecarlo", n_jobs=n_jobs, progress=False
    )
    return float(result.pvalue)


def _peers(effort: Effort) -> Iterator[tuple[float | None, Contender]]:
    loop = second_text.permutation_pvalue
    yield 120.0, _contender("the second text's loop", loop, effort.size(50_000))
    yield 50.0, _scipy(effort)
    for (name, shuffle), target in zip(full_shuffle.SHUFFLES.items(), (10, 10, None), strict=True):
        run = functools.partial(full_shuffle.permutation_pvalue, shuffle)
        yield target, _contender(f"the loop under Numba, {name}", run, effort.size(1_000_000))


def _scipy(effort: Effort) -> Contender:
    batch = scipy_permutation.best_batch(*case_and_control(), effort.size(20_000))
    run = functools.partial(scipy_permutation.permutation_pvalue, batch=batch)
    return _contender(
        f"scipy.stats.permutation_test (vectorized, batch {batch:,})", run, effort.size(500_000)
    )


def _contender(name: str, run: Any, size: int) -> Contender:
    return Contender(name, functools.partial(run, *case_and_control()), size, warm_up=100)
