"""One-way analysis of variance."""

from __future__ import annotations

from ._jit import kernel
from .stat_mean import STATISTIC_ARGUMENTS, mean_of
from .stat_spread import about_mean

__all__ = ["f_statistic"]


@kernel(STATISTIC_ARGUMENTS)
def f_statistic(resample, offsets, args, out):
    """(Σ nⱼ (x̄ⱼ - x̄)² / (k - 1)) / (ΣΣ(x - x̄ⱼ)² / (n - k))."""
    n, k = resample.shape[0], offsets.shape[0] - 1
    grand = mean_of(resample)
    within = between = moved = 0.0
    for j in range(k):
        size = float(offsets[j + 1] - offsets[j])
        centre, rest, squares = about_mean(resample[offsets[j] : offsets[j + 1]])
        distance = (centre - grand) + rest
        within += squares
        between += size * distance * distance
        moved += size * distance
    between -= moved * moved / n
    out[0] = (between / (k - 1)) / (within / float(n - k))
