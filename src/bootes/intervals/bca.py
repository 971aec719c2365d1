"""Bias-corrected and accelerated limits, and the acceleration from leave-one-out values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from bootes.intervals.levels import quantile_slope
from bootes.protocols import Distribution, Floats, Limits

__all__ = ["acceleration_of", "bca"]

_NORMAL = NormalDist()


def acceleration_of(left_out: Sequence[Floats]) -> Floats:
    """Return the acceleration of each component.

    Parameters
    ----------
    left_out : sequence of (n_j, p) float64
        One array per independent sample: the statistic with row i of sample j left out.

    Returns
    -------
    (p,) float64
        NaN where every leave-one-out value is the same, inf where one is not finite.

    References
    ----------
    Efron and Tibshirani (1993), equation 14.15, centred per sample; for several samples
    Efron (1987), J. Am. Stat. Assoc. 82, 171-185, section 8.
    """
    cubes = squares = np.zeros(left_out[0].shape[1])
    finite = np.logical_and.reduce([np.isfinite(values).all(axis=0) for values in left_out])
    for values in _scaled([np.where(finite, values, 0.0) for values in left_out]):
        n = len(values)
        influence = (n - 1) * (values.mean(axis=0) - values)
        # What is left of equal values by rounding is no influence.
        rounding = 8 * np.finfo(float).eps * n * np.abs(values).max(axis=0)
        influence[np.abs(influence) <= rounding] = 0.0
        cubes = cubes + (influence**3).sum(axis=0) / n**3
        squares = squares + (influence**2).sum(axis=0) / n**2
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Floats = np.where(finite, cubes / (6.0 * squares**1.5), math.inf)
    return result


def _scaled(left_out: Sequence[Floats]) -> list[Floats]:
    """Return the values divided by a power of two, so that no cube overflows or underflows."""
    largest = np.max([np.abs(values).max(axis=0) for values in left_out], axis=0)
    return [np.ldexp(values, -np.frexp(largest)[1]) for values in left_out]


def bca(
    distribution: Distribution,
    estimate: float,
    levels: tuple[float | None, float | None],
    acceleration: float | None = None,
    tolerance: float = 0.0,
) -> Limits:
    """Return the quantiles at levels corrected for bias and acceleration.

    Ties with the estimate count one half in the bias correction: a discrete statistic would
    otherwise be shifted by the size of its atoms.

    Returns
    -------
    Limits
        NaN, with a status that says why, where the correction is not defined.

    References
    ----------
    Efron (1987), J. Am. Stat. Assoc. 82, 171-185.
    """
    less, more = distribution.sides(estimate, tolerance)
    below = 0.5 * (less + (1.0 - more))
    empty = "below" if less == 0.0 else "above" if more == 0.0 else ""
    if acceleration is None or math.isnan(acceleration):
        return _undefined("all leave-one-out values are equal, so the acceleration is undefined")
    if math.isinf(acceleration):
        return _undefined(
            "the statistic fails or is infinite with some row left out, so the acceleration is "
            "undefined"
        )
    if not 0.0 < below < 1.0:
        return _undefined(f"no replicate lies {empty} the estimate, so the bias is undefined")
    limits, errors, notes = [], [], []
    if empty:
        notes.append(f"no replicate lies {empty} the estimate, so the bias rests on ties alone")
    for level, open_end in zip(levels, (-math.inf, math.inf), strict=True):
        if level is None:
            limits.append(open_end)
            errors.append(0.0)
            continue
        corrected, slope = _corrected(level, below, acceleration)
        limits.append(distribution.quantile(corrected))
        errors.append(_error(distribution, corrected, below, slope))
        if not 1.0 <= corrected * (distribution.n + 1) <= distribution.n:
            notes.append(
                f"the corrected level {corrected:.6g} lies beyond the extremes of "
                f"{distribution.n} replicates"
            )
    return Limits(limits[0], limits[1], errors[0], errors[1], "; ".join(notes))


def _undefined(why: str) -> Limits:
    return Limits(math.nan, math.nan, math.nan, math.nan, why)


def _corrected(level: float, below: float, acceleration: float) -> tuple[float, float]:
    """Return the corrected level, and its derivative by ``below``."""
    z0 = _NORMAL.inv_cdf(below)
    shifted = z0 + _NORMAL.inv_cdf(level)
    rest = 1.0 - acceleration * shifted
    if rest <= 0.0:  # beyond the pole: the formula would turn back
        return (1.0 if shifted > 0 else 0.0), 0.0
    w = z0 + shifted / rest
    slope = _NORMAL.pdf(w) * (1.0 + 1.0 / rest**2) / max(_NORMAL.pdf(z0), 1e-300)
    return _NORMAL.cdf(w), slope


def _error(distribution: Distribution, level: float, below: float, slope: float) -> float:
    """Return the Monte Carlo error of a limit, the error of the bias correction included.

    The limit Q(g(b)) moves by [-(1{T <= q} - p) + g'(b) (1{T < t} - b)] dQ/dp per replicate.
    """
    shared = min(level, below) - level * below
    variance = level * (1.0 - level) + slope**2 * below * (1.0 - below) - 2.0 * slope * shared
    steep = quantile_slope(distribution, min(max(level, 1e-12), 1.0 - 1e-12))
    error = steep * math.sqrt(max(variance, 0.0) / distribution.n)
    return math.hypot(error, distribution.resolution)
