"""Standardized differences of two means.

The difference is of the rounded means plus that of what rounding left of them, so that samples
far from zero keep the digits of their difference.
"""

from __future__ import annotations

import math

from numba.types import UniTuple, float64

from ._jit import INDEX, VALUES, kernel
from .stat_mean import STATISTIC_ARGUMENTS
from .stat_spread import about_mean

__all__ = ["cohen_d", "half_step", "hedges_g", "student_t", "welch_t"]


@kernel(UniTuple(float64, 2)(VALUES, INDEX))
def _pooled(resample, offsets):
    """Return x̄ - ȳ and the pooled variance."""
    n = resample.shape[0]
    x, x_rest, xx = about_mean(resample[: offsets[1]])
    y, y_rest, yy = about_mean(resample[offsets[1] :])
    return (x - y) + (x_rest - y_rest), (xx + yy) / (n - 2.0)


@kernel(STATISTIC_ARGUMENTS)
def welch_t(resample, offsets, args, out):
    """(x̄ - ȳ) / sqrt(s²ₓ/nₓ + s²ᵧ/nᵧ)."""
    first = float(offsets[1])
    second = resample.shape[0] - first
    x, x_rest, xx = about_mean(resample[: offsets[1]])
    y, y_rest, yy = about_mean(resample[offsets[1] :])
    spread = xx / (first - 1.0) / first + yy / (second - 1.0) / second
    out[0] = ((x - y) + (x_rest - y_rest)) / math.sqrt(spread)


@kernel(STATISTIC_ARGUMENTS)
def student_t(resample, offsets, args, out):
    """(x̄ - ȳ) / sqrt(s² (1/nₓ + 1/nᵧ)) with the pooled variance s²."""
    difference, variance = _pooled(resample, offsets)
    first = float(offsets[1])
    spread = variance * (1.0 / first + 1.0 / (resample.shape[0] - first))
    out[0] = difference / math.sqrt(spread)


@kernel(STATISTIC_ARGUMENTS)
def cohen_d(resample, offsets, args, out):
    """(x̄ - ȳ) / s with the pooled variance s²."""
    difference, variance = _pooled(resample, offsets)
    out[0] = difference / math.sqrt(variance)


@kernel(float64(float64))
def half_step(x):
    """Γ(x + 1/2) / Γ(x): by recurrence up to x = 40, where seven terms are exact to 1e-14."""
    factor = 1.0
    while x < 40.0:
        factor *= x / (x + 0.5)
        x += 1.0
    u = 1.0 / x
    tail = -21.0 / 32768.0 + u * (-399.0 / 262144.0 + u * (869.0 / 4194304.0))
    series = 1.0 + u * (-0.125 + u * (1.0 / 128.0 + u * (5.0 / 1024.0 + u * tail)))
    return factor * math.sqrt(x) * series


@kernel(STATISTIC_ARGUMENTS)
def hedges_g(resample, offsets, args, out):
    """Cohen's d times Γ(f/2) / (sqrt(f/2) Γ((f - 1)/2)), f = nₓ + nᵧ - 2."""
    difference, variance = _pooled(resample, offsets)
    half = 0.5 * (resample.shape[0] - 2.0)
    factor = half_step(half - 0.5) / math.sqrt(half) if half > 0.0 else math.nan
    out[0] = factor * (difference / math.sqrt(variance))
