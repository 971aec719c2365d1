"""Two workers against one: threads for kernels, processes for Python functions."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import bootes
from benchmarks.effort import Effort
from benchmarks.pairs import Contender, compare
from benchmarks.peers import first_text
from benchmarks.rows import Pair
from benchmarks.samples import nanog
from benchmarks.topics import permutations, user_function
from bootes.compat.bebi103 import draw_bs_reps_mle

__all__ = ["rows"]


def rows(effort: Effort) -> Iterator[Pair]:
    """Yield the rows of three kernels and of a Python function."""
    for what, run, size in (
        ("permutations", permutations.pvalue, 10_000_000),
        ("negative-binomial replicates", _fit, 500_000),
        ("replicates of a user's @njit statistic", user_function.limits, 200_000),
    ):
        yield _two_against_one("threads", what, run, effort.size(size), effort, 1.7)
    size = effort.size(400, least=4)
    what = "replicates of an arbitrary Python mle_fun"
    yield _two_against_one("processes", what, _python, size, effort, 1.8)


def _two_against_one(
    kind: str, what: str, run: Any, size: int, effort: Effort, target: float
) -> Pair:
    two = Contender(f"two {kind}", functools.partial(run, 2), size)
    one = Contender("bootes, one worker", functools.partial(run, 1), size)
    return compare(f"two {kind}, {size:,} {what}", two, one, effort, target)


def _fit(n_jobs: int, size: int) -> Any:
    result: Any = bootes.fit(
        nanog(),
        "negative_binomial",
        scheme="iid",
        n_resamples=size,
        n_jobs=n_jobs,
        progress=False,
    )
    return result.interval()


def _python(n_jobs: int, size: int) -> Any:
    counts = nanog()
    return draw_bs_reps_mle(
        first_text.mle,
        first_text.resample,
        counts,
        gen_args=(counts,),
        size=size,
        n_jobs=n_jobs,
        rng=1,
    )
