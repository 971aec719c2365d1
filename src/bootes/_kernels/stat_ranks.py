"""Statistics of the ranks of pooled values; equal values get their mean rank."""

from __future__ import annotations

import numpy as np
from numba.types import float64, int64

from ._jit import VALUES, kernel
from .stat_mean import STATISTIC_ARGUMENTS

__all__ = ["auc", "kruskal_wallis", "midranks", "rank_sum"]


@kernel(float64(VALUES, VALUES))
def midranks(x, ranks):
    """Write the midranks, from 1, into ``ranks``; return Σ(t³ - t) over the ties of t values."""
    n = x.shape[0]
    order = np.argsort(x)
    ties = 0.0
    i = 0
    while i < n:
        j = i + 1
        while j < n and x[order[j]] == x[order[i]]:
            j += 1
        for k in range(i, j):
            ranks[order[k]] = 0.5 * (i + j - 1) + 1.0
        t = float(j - i)
        ties += (t * t - 1.0) * t
        i = j
    return ties


@kernel(float64(VALUES, int64))
def _rank_sum(values, n_first):
    """Sum of the midranks of the first values among all."""
    n = values.shape[0]
    order = np.argsort(values)
    total = 0.0
    i = 0
    while i < n:
        j = i
        first = 0
        while j < n and values[order[j]] == values[order[i]]:
            first += 1 if order[j] < n_first else 0
            j += 1
        total += first * (0.5 * (i + j - 1) + 1.0)
        i = j
    return total


@kernel(STATISTIC_ARGUMENTS)
def rank_sum(resample, offsets, args, out):
    """Sum of the midranks of the first sample among all values."""
    out[0] = _rank_sum(resample, offsets[1])


@kernel(STATISTIC_ARGUMENTS)
def auc(resample, offsets, args, out):
    """Share of pairs with x > y, ties counting half: Mann and Whitney's U / (nₓ nᵧ)."""
    first = float(offsets[1])
    above = _rank_sum(resample, offsets[1]) - 0.5 * first * (first + 1.0)
    out[0] = above / (first * (resample.shape[0] - first))


@kernel(STATISTIC_ARGUMENTS)
def kruskal_wallis(resample, offsets, args, out):
    """12 Σ nⱼ (R̄ⱼ - (n + 1)/2)² / (n (n + 1) C), C = 1 - Σ(t³ - t) / (n³ - n)."""
    n = float(resample.shape[0])
    ranks = np.empty(resample.shape[0])
    ties = midranks(resample, ranks)
    between = 0.0
    for j in range(offsets.shape[0] - 1):
        distance = 0.0
        for i in range(offsets[j], offsets[j + 1]):
            distance += ranks[i] - 0.5 * (n + 1.0)
        between += distance * distance / (offsets[j + 1] - offsets[j])
    untied = 1.0 - ties / (n * n * n - n)
    out[0] = 12.0 * between / (n * (n + 1.0)) / untied if untied > 0.0 else np.nan
