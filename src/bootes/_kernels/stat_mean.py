"""Means and what is made of two of them.

A statistic writes its value into ``out[0]``. Sample j is ``resample[offsets[j]:offsets[j + 1]]``;
the resample may be overwritten.
"""

from __future__ import annotations

from numba.types import float64

from ._jit import INDEX, SOURCE, VALUES, kernel

__all__ = ["STATISTIC_ARGUMENTS", "mean", "mean_difference", "mean_of", "mean_ratio"]

STATISTIC_ARGUMENTS = (VALUES, INDEX, SOURCE, VALUES)


@kernel(float64(VALUES))
def mean_of(x):
    """Sum in four lanes, divided by n."""
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
    return ((s0 + s1) + (s2 + s3)) / n


@kernel(STATISTIC_ARGUMENTS)
def mean(resample, offsets, args, out):
    """x̄."""
    out[0] = mean_of(resample)


@kernel(STATISTIC_ARGUMENTS)
def mean_difference(resample, offsets, args, out):
    """x̄ - ȳ."""
    out[0] = mean_of(resample[: offsets[1]]) - mean_of(resample[offsets[1] :])


@kernel(STATISTIC_ARGUMENTS)
def mean_ratio(resample, offsets, args, out):
    """x̄ / ȳ."""
    out[0] = mean_of(resample[: offsets[1]]) / mean_of(resample[offsets[1] :])
