"""The distance of two empirical distribution functions."""

from __future__ import annotations

from ._jit import kernel
from .stat_mean import STATISTIC_ARGUMENTS

__all__ = ["ks"]


@kernel(STATISTIC_ARGUMENTS)
def ks(resample, offsets, args, out):
    """Write max |F(t) - G(t)|, in whole numbers until the last division."""
    x, y = resample[: offsets[1]], resample[offsets[1] :]
    x.sort()
    y.sort()
    first, second = x.shape[0], y.shape[0]
    i = j = 0
    largest = 0
    while i < first and j < second:
        value = min(x[i], y[j])
        while i < first and x[i] == value:
            i += 1
        while j < second and y[j] == value:
            j += 1
        largest = max(largest, abs(i * second - j * first))
    out[0] = largest / (first * second)
