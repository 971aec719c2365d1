"""Sums and products of the values."""

from __future__ import annotations

import math

from numba.types import float64

from ._jit import VALUES, kernel
from .stat_mean import STATISTIC_ARGUMENTS, mean_of

__all__ = ["geometric_mean", "total", "total_of"]


@kernel(float64(VALUES))
def total_of(x):
    """Sum in four lanes."""
    s0 = s1 = s2 = s3 = 0.0
    n = x.shape[0]
    whole = n & ~3
    for i in range(0, whole, 4):
        s0 += x[i]
        s1 += x[i + 1]
        s2 += x[i + 2]
        s3 += x[i + 3]
    for i in range(whole, n):
        s0 += x[i]
    return (s0 + s1) + (s2 + s3)


@kernel(STATISTIC_ARGUMENTS)
def total(resample, offsets, args, out):
    """Σx."""
    out[0] = total_of(resample)


@kernel(STATISTIC_ARGUMENTS)
def geometric_mean(resample, offsets, args, out):
    """Write exp(Σ log(x / c) / n) c; with the mean as c the logarithms are small."""
    scale = mean_of(resample)
    if not scale > 0.0:
        scale = 1.0
    for i in range(resample.shape[0]):
        resample[i] = math.log(resample[i] / scale)
    out[0] = scale * math.exp(mean_of(resample))
