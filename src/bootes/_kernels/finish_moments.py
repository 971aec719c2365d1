"""Statistics of moments: what the fused loops make of (centre, mean less centre, squares).

Those of one sample write one value per sample, which may then be combined.
"""

from __future__ import annotations

import math

from numba.types import float64

from ._jit import INDEX, SOURCE, VALUES, kernel
from .stat_mean import STATISTIC_ARGUMENTS
from .stat_pairs import correlation
from .stat_two import half_step

__all__ = [
    "finish_cohen_d",
    "finish_cv",
    "finish_hedges_g",
    "finish_intercept",
    "finish_pearson",
    "finish_sem",
    "finish_slope",
    "finish_std",
    "finish_student_t",
    "finish_variance",
    "finish_welch_t",
]


@kernel(float64(VALUES, INDEX, SOURCE, float64))
def _variance(moments, offsets, args, j):
    """Σ(x - x̄)² / (n - ddof) of sample j; as in NumPy, the divisor is at least 0."""
    k = int(j)
    n = offsets[k + 1] - offsets[k]
    return moments[3 * k + 2] / max(n - args[0], 0.0)


@kernel(STATISTIC_ARGUMENTS)
def finish_variance(moments, offsets, args, out):
    """Σ(x - x̄)² / (n - ddof)."""
    for j in range(offsets.shape[0] - 1):
        out[j] = _variance(moments, offsets, args, j)


@kernel(STATISTIC_ARGUMENTS)
def finish_std(moments, offsets, args, out):
    """Square root of the variance."""
    for j in range(offsets.shape[0] - 1):
        out[j] = math.sqrt(_variance(moments, offsets, args, j))


@kernel(STATISTIC_ARGUMENTS)
def finish_sem(moments, offsets, args, out):
    """√variance / √n."""
    for j in range(offsets.shape[0] - 1):
        n = offsets[j + 1] - offsets[j]
        out[j] = math.sqrt(_variance(moments, offsets, args, j)) / math.sqrt(n)


@kernel(STATISTIC_ARGUMENTS)
def finish_cv(moments, offsets, args, out):
    """√variance / x̄."""
    for j in range(offsets.shape[0] - 1):
        mean = moments[3 * j] + moments[3 * j + 1]
        out[j] = math.sqrt(_variance(moments, offsets, args, j)) / mean


@kernel(float64(VALUES))
def _difference(moments):
    """x̄ - ȳ, the rounded centres first."""
    return (moments[0] - moments[3]) + (moments[1] - moments[4])


@kernel(float64(VALUES, INDEX))
def _pooled(moments, offsets):
    """Return the pooled variance."""
    return (moments[2] + moments[5]) / (offsets[2] - 2.0)


@kernel(STATISTIC_ARGUMENTS)
def finish_welch_t(moments, offsets, args, out):
    """(x̄ - ȳ) / sqrt(s²ₓ/nₓ + s²ᵧ/nᵧ)."""
    first, second = float(offsets[1]), float(offsets[2] - offsets[1])
    spread = moments[2] / (first - 1.0) / first + moments[5] / (second - 1.0) / second
    out[0] = _difference(moments) / math.sqrt(spread)


@kernel(STATISTIC_ARGUMENTS)
def finish_student_t(moments, offsets, args, out):
    """(x̄ - ȳ) / sqrt(s² (1/nₓ + 1/nᵧ))."""
    first, second = float(offsets[1]), float(offsets[2] - offsets[1])
    spread = _pooled(moments, offsets) * (1.0 / first + 1.0 / second)
    out[0] = _difference(moments) / math.sqrt(spread)


@kernel(STATISTIC_ARGUMENTS)
def finish_cohen_d(moments, offsets, args, out):
    """(x̄ - ȳ) / s."""
    out[0] = _difference(moments) / math.sqrt(_pooled(moments, offsets))


@kernel(STATISTIC_ARGUMENTS)
def finish_hedges_g(moments, offsets, args, out):
    """Cohen's d times Γ(f/2) / (sqrt(f/2) Γ((f - 1)/2)), f = nₓ + nᵧ - 2."""
    half = 0.5 * (offsets[2] - 2.0)
    factor = half_step(half - 0.5) / math.sqrt(half) if half > 0.0 else math.nan
    out[0] = factor * (_difference(moments) / math.sqrt(_pooled(moments, offsets)))


@kernel(STATISTIC_ARGUMENTS)
def finish_pearson(moments, offsets, args, out):
    """Σ(x - x̄)(y - ȳ) / sqrt(Σ(x - x̄)² Σ(y - ȳ)²), of the moments of a pair."""
    out[0] = correlation(moments[4], moments[5], moments[6])


@kernel(STATISTIC_ARGUMENTS)
def finish_slope(moments, offsets, args, out):
    """Σ(x - x̄)(y - ȳ) / Σ(x - x̄)²."""
    out[0] = moments[6] / moments[4] if moments[4] > 0.0 else math.nan


@kernel(STATISTIC_ARGUMENTS)
def finish_intercept(moments, offsets, args, out):
    """ȳ - slope x̄."""
    incline = moments[6] / moments[4] if moments[4] > 0.0 else math.nan
    centre = moments[1] - incline * moments[0]
    out[0] = centre + (moments[3] - incline * moments[2])
