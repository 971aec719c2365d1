"""What the verbs share between resolving their arguments and executing a plan."""

from __future__ import annotations

from typing import Any

import numpy as np

from bootes._core.plan import Plan
from bootes.errors import InputError, StatisticError
from bootes.protocols import BLOCK, Floats, Reducer, Sampler, Samples, Statistic
from bootes.reducers.histogram import Histogram
from bootes.reducers.moments import Moments
from bootes.reducers.replicates import Replicates
from bootes.reducers.tails import Tails

__all__ = [
    "KEEP",
    "check_repeatable",
    "check_tie_tolerance",
    "estimate_of",
    "reducers_for",
    "tie_tolerance",
]

KEEP = ("auto", "replicates", "sketch", "tails", "moments")
_KEPT_BYTES = 64 * 2**20
_RELATIVE = 1e-12
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
                f"the vectorized statistic {statistic.name!r} gives {together[i]!r} for resample "
                f"{i} in a block and {alone!r} alone. It must treat every row of axis 0 by "
                "itself; pass vectorized=False for one call per resample."
            )
            raise StatisticError(msg)


def tie_tolerance(
    statistic: Statistic, samples: Samples, estimate: Floats, relative: float | None = None
) -> Floats:
    """Return the absolute distance (p,) below which a replicate ties with the estimate.

    Statistics that move with the data are rounded on the scale of the data: n eps max|x|, or
    8 eps max|x| for integers whose sums are exact. Others: 1e-12 of the estimate.
    """
    largest = float(np.abs(samples.values).max())
    # An infinite estimate ties with itself alone.
    size = np.where(np.isfinite(estimate), np.abs(estimate), 0.0)
    if relative is not None:
        scale = largest if statistic.location else size
        return np.broadcast_to(relative * scale, estimate.shape).copy()
    if not statistic.location:
        return np.asarray(_RELATIVE * size)
    whole = bool((samples.values == np.rint(samples.values)).all())
    exact = whole and largest * len(samples.values) < 2.0**53
    rounding = (8 if exact else len(samples.values)) * np.finfo(np.float64).eps * largest
    return np.full(estimate.shape, rounding)


def check_tie_tolerance(relative: Any) -> float | None:
    """Return a relative distance in [0, 1), or None for the default.

    Raises
    ------
    InputError
        If it is anything else.
    """
    if relative is None:
        return None
    number = isinstance(relative, int | float | np.number) and not isinstance(relative, bool)
    if not number or not 0.0 <= relative < 1.0:
        msg = (
            f"tie_tolerance={relative!r} is not a relative distance from 0 (included) to 1, "
            "such as 1e-12."
        )
        raise InputError(msg)
    return float(relative)


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
        return (Replicates(p), tails)
    if keep == "tails":
        return (tails, Moments(p))
    if keep == "moments":
        return (Moments(p),)
    limit = plan.n_resamples if plan.sampler.total is None else plan.sampler.total
    first = plan.statistic.evaluate(plan.sampler, plan.key, 0, min(BLOCK, limit)).values
    return (tails, Moments(p), Histogram.around(first))
