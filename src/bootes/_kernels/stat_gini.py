"""Gini's coefficient."""

from __future__ import annotations

from ._jit import kernel
from .stat_mean import STATISTIC_ARGUMENTS
from .stat_sums import total_of

__all__ = ["gini"]


@kernel(STATISTIC_ARGUMENTS)
def gini(resample, offsets, args, out):
    """ΣΣ|xᵢ - xⱼ| / (2 n Σx).

    Of the ordered values from both ends, so that all terms are of one sign and equal values
    give exactly 0.
    """
    n = resample.shape[0]
    resample.sort()
    distances = 0.0
    for i in range(n >> 1):
        distances += (n - 1 - 2 * i) * (resample[n - 1 - i] - resample[i])
    out[0] = distances / (n * total_of(resample))
