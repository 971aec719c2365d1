"""What the verbs share between resolving their arguments and executing a plan."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from bootes._core.plan import Plan
from bootes.errors import InputError, StatisticError
from bootes.protocols import BLOCK, Floats, Reducer, Sampler, Statistic
from bootes.reducers.histogram import Histogram
from bootes.reducers.moments import Moments
from bootes.reducers.replicates import Replicates
from bootes.reducers.tails import Tails

__all__ = [
    "KEEP",
    "check_repeatable",
    "estimate_of",
    "reducers_for",
    "typical_size",
]

KEEP = ("auto", "replicates", "sketch", "tails", "moments")
_KEPT_BYTES = 64 * 2**20
_FEW = 9  # replicates that tell the size of a statistic
_NO_KEY = np.zeros(2, np.uint64)


def estimate_of(statistic: Statistic, original: Sampler) -> Floats:
    """Return the (p,) statistic of the data, by the form of the replicates.

    Raises
    ------
    StatisticError
        If it fails or is NaN there.
    """
    evaluation = statistic.evaluate(original, _NO_KEY, 0, 1)
    if evaluation.failures:
        failure = evaluation.failures[0]
        what = f"{failure.kind}: {failure.message}"
        msg = f"the statistic {statistic.name!r} raised {what} on the data."
        raise StatisticError(msg) from failure.cause
    values: Floats = evaluation.values[0]
    if np.isnan(values).any():
        which = "" if statistic.names is None else f" in component {int(np.isnan(values).argmax())}"
        msg = (
            f"the statistic {statistic.name!r} is NaN{which} on the data themselves, so its "
            "replicates have nothing to be compared with. Check the data (constant? too few?)."
        )
        raise StatisticError(msg)
    return values


def check_repeatable(plan: Plan) -> None:
    """Refuse a statistic that gives two values for one resample.

    A vectorized one must also give the same alone and in a block.

    Raises
    ------
    StatisticError
        If it draws random numbers of its own, or a vectorized form disagrees with single calls.
    """
    statistic, sampler = plan.statistic, plan.sampler
    if statistic.form == "kernel":
        return
    first, again = (statistic.evaluate(sampler, plan.key, 0, 1).values for _ in range(2))
    if not np.array_equal(first, again, equal_nan=True):
        msg = (
            f"the statistic {statistic.name!r} gave {first[0]} and then {again[0]} for the same "
            "resample. It must be a function of the data alone: random numbers inside it would "
            "make the result depend on the order of execution."
        )
        raise StatisticError(msg)
    if statistic.form == "vectorized":
        _check_vectorized(plan)


def _check_vectorized(plan: Plan) -> None:
    """Compare the first values of a block with single calls."""
    statistic: Any = plan.statistic
    few = min(3, plan.n_resamples if plan.sampler.total is None else plan.sampler.total)
    together = statistic.evaluate(plan.sampler, plan.key, 0, few).values[:, 0]
    block = np.empty((few, int(plan.sampler.offsets[-1])))
    for i in range(few):
        plan.sampler.draw(plan.key, 0, few, block)
        alone = statistic.of(plan.sampler.arguments(block[i : i + 1]))[0]
        if not np.isclose(alone, together[i], rtol=1e-9, atol=0.0, equal_nan=True):
            msg = (
                f"the vectorized statistic {statistic.name!r} gives {together[i]:.6g} for resample "
                f"{i} in a block and {alone:.6g} alone. It must treat every row of axis 0 by "
                "itself; pass vectorized=False for one call per resample."
            )
            raise StatisticError(msg)


def typical_size(plan: Plan) -> Floats:
    """Return the median size (p,) of the first few finite replicates, 0 where there is none."""
    few = _FEW if plan.sampler.total is None else min(_FEW, plan.sampler.total)
    values = np.abs(plan.statistic.evaluate(plan.sampler, plan.key, 0, few).values)
    finite = [column[np.isfinite(column)] for column in values.T]
    return np.array([np.median(column) if len(column) else 0.0 for column in finite])


def _check_memory(p: int, n_resamples: int) -> None:
    """Refuse to keep what this machine could not hold, before anything is allocated."""
    needed, memory = 8 * p * n_resamples, _memory()
    if memory and needed > memory:
        msg = (
            f"keep='replicates' of n_resamples={n_resamples} takes {needed / 2**30:.3g} GiB, and "
            f"this machine has {memory / 2**30:.3g} GiB. Use keep='auto' or keep='sketch', whose "
            "memory does not grow with the number of resamples."
        )
        raise InputError(msg)


def _memory() -> int:
    """Return the bytes of this machine's memory; 0 where the system does not say."""
    names = getattr(os, "sysconf_names", {})
    if not {"SC_PAGE_SIZE", "SC_PHYS_PAGES"} <= set(names):
        return 0
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def reducers_for(
    keep: str,
    plan: Plan,
    estimate: Floats,
    centre: Floats,
    tolerance: Floats,
) -> tuple[Reducer, ...]:
    """Return what is kept of a plan's replicates.

    "auto" is "replicates" up to 64 MB, and "sketch" (tail counts, moments and a histogram, with
    bins from the first block) beyond.
    """
    p = len(estimate)
    tails = Tails(estimate, centre, tolerance)
    if keep == "auto":
        keep = "replicates" if 8 * p * plan.n_resamples <= _KEPT_BYTES else "sketch"
    if keep == "replicates":
        _check_memory(p, plan.n_resamples)
        return (Replicates(p), tails)
    if keep == "tails":
        return (tails, Moments(p))
    if keep == "moments":
        return (Moments(p),)
    # The first block whole, even of a run that ends in it: it may be extended.
    limit = BLOCK if plan.sampler.total is None else min(BLOCK, plan.sampler.total)
    first = plan.statistic.evaluate(plan.sampler, plan.key, 0, limit).values
    return (tails, Moments(p), Histogram.around(first))
