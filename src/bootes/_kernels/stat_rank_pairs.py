"""Rank correlations of pairs."""

from __future__ import annotations

import math

import numpy as np
from numba.types import Array, int64

from ._jit import VALUES, kernel
from .stat_mean import STATISTIC_ARGUMENTS
from .stat_pairs import correlation_of
from .stat_ranks import midranks

__all__ = ["kendall", "spearman"]

_WHOLE = Array(int64, 1, "C")


@kernel(STATISTIC_ARGUMENTS)
def spearman(resample, offsets, args, out):
    """Pearson's correlation of the midranks."""
    ranks = np.empty(resample.shape[0])
    n = offsets[1]
    midranks(resample[:n], ranks[:n])
    midranks(resample[n:], ranks[n:])
    out[0] = correlation_of(ranks[:n], ranks[n:])


@kernel(int64(VALUES, _WHOLE))
def _dense_ranks(x, ranks):
    """Write ranks from 0, equal for equal values; return the number of tied pairs."""
    order = np.argsort(x)
    rank = tied = run = 0
    ranks[order[0]] = 0
    for i in range(1, x.shape[0]):
        if x[order[i]] == x[order[i - 1]]:
            run += 1
            tied += run
        else:
            rank += 1
            run = 0
        ranks[order[i]] = rank
    return tied


@kernel(int64(_WHOLE))
def _inversions(ranks):
    """Count the pairs i < j with ranks[i] > ranks[j], by merging ever longer runs."""
    n = ranks.shape[0]
    source, target = ranks, np.empty_like(ranks)
    count, width = 0, 1
    while width < n:
        for low in range(0, n, 2 * width):
            i, half = low, min(low + width, n)
            j, high = half, min(low + 2 * width, n)
            for k in range(low, high):
                if i < half and (j >= high or source[i] <= source[j]):
                    target[k] = source[i]
                    i += 1
                else:
                    target[k] = source[j]
                    count += half - i
                    j += 1
        source, target = target, source
        width *= 2
    return count


@kernel(STATISTIC_ARGUMENTS)
def kendall(resample, offsets, args, out):
    """(concordant - discordant) / sqrt((pairs - tied in x) (pairs - tied in y)), tau-b."""
    n = offsets[1]
    first, second = np.empty(n, np.int64), np.empty(n, np.int64)
    tied_x = _dense_ranks(resample[:n], first)
    tied_y = _dense_ranks(resample[n:], second)
    for i in range(n):
        first[i] = first[i] * n + second[i]
    first.sort()
    tied = run = 0
    for i in range(n):
        second[i] = first[i] % n
        run = run + 1 if i > 0 and first[i] == first[i - 1] else 0
        tied += run
    pairs = n * (n - 1) // 2
    difference = pairs - tied_x - tied_y + tied - 2 * _inversions(second)
    if pairs in (tied_x, tied_y):
        out[0] = math.nan
        return
    value = difference / math.sqrt(float(pairs - tied_x)) / math.sqrt(float(pairs - tied_y))
    out[0] = max(-1.0, min(1.0, value))
