"""Statistics of the ordered values, by selection."""

from __future__ import annotations

from numba.types import int64

from ._jit import kernel
from .order import linear_quantile, middle, select
from .stat_mean import STATISTIC_ARGUMENTS, mean_of

__all__ = [
    "iqr",
    "largest",
    "mad",
    "median",
    "median_difference",
    "quantile",
    "smallest",
    "trimmed_mean",
]


@kernel(STATISTIC_ARGUMENTS)
def median(resample, offsets, args, out):
    """Middle value, or mean of the two middle ones."""
    out[0] = middle(resample)


@kernel(STATISTIC_ARGUMENTS)
def median_difference(resample, offsets, args, out):
    """Median of x minus median of y."""
    out[0] = middle(resample[: offsets[1]]) - middle(resample[offsets[1] :])


@kernel(STATISTIC_ARGUMENTS)
def quantile(resample, offsets, args, out):
    """NumPy's linear quantile at level args[0]."""
    out[0] = linear_quantile(resample, args[0])


@kernel(STATISTIC_ARGUMENTS)
def trimmed_mean(resample, offsets, args, out):
    """Mean without the int(args[0] n) smallest and as many largest values."""
    n = resample.shape[0]
    cut = int64(args[0] * n)
    if cut > 0:
        select(resample, cut)
        select(resample[cut:], n - 1 - 2 * cut)
    out[0] = mean_of(resample[cut : n - cut])


@kernel(STATISTIC_ARGUMENTS)
def mad(resample, offsets, args, out):
    """Median of the distances from the median, over args[0]."""
    centre = middle(resample)
    for i in range(resample.shape[0]):
        resample[i] = abs(resample[i] - centre)
    out[0] = middle(resample) / args[0]


@kernel(STATISTIC_ARGUMENTS)
def iqr(resample, offsets, args, out):
    """Distance of the quantiles at levels args[0] and args[1], over args[2]."""
    high = linear_quantile(resample, args[1])
    out[0] = (high - linear_quantile(resample, args[0])) / args[2]


@kernel(STATISTIC_ARGUMENTS)
def smallest(resample, offsets, args, out):
    """Smallest value."""
    least = resample[0]
    for value in resample:
        least = min(least, value)
    out[0] = least


@kernel(STATISTIC_ARGUMENTS)
def largest(resample, offsets, args, out):
    """Largest value."""
    most = resample[0]
    for value in resample:
        most = max(most, value)
    out[0] = most
