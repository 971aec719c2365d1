"""Metrics of paired predictions: the first sample is what was observed."""

from __future__ import annotations

import math

import numpy as np

from ._jit import kernel
from .stat_mean import STATISTIC_ARGUMENTS
from .stat_spread import about_mean

__all__ = ["accuracy", "mae", "r2", "rmse", "roc_auc"]


@kernel(STATISTIC_ARGUMENTS)
def accuracy(resample, offsets, args, out):
    """Share of equal pairs."""
    n = offsets[1]
    equal = 0
    for i in range(n):
        equal += 1 if resample[i] == resample[n + i] else 0
    out[0] = equal / n


@kernel(STATISTIC_ARGUMENTS)
def mae(resample, offsets, args, out):
    """Σ|x - y| / n."""
    n = offsets[1]
    total = 0.0
    for i in range(n):
        total += abs(resample[i] - resample[n + i])
    out[0] = total / n


@kernel(STATISTIC_ARGUMENTS)
def rmse(resample, offsets, args, out):
    """sqrt(Σ(x - y)² / n)."""
    n = offsets[1]
    total = 0.0
    for i in range(n):
        total += (resample[i] - resample[n + i]) ** 2
    out[0] = math.sqrt(total / n)


@kernel(STATISTIC_ARGUMENTS)
def r2(resample, offsets, args, out):
    """1 - Σ(x - y)² / Σ(x - x̄)²; of a constant x, 1 or 0 where args[0] = 1, as in scikit-learn."""
    n = offsets[1]
    residual = 0.0
    for i in range(n):
        residual += (resample[i] - resample[n + i]) ** 2
    _, _, total = about_mean(resample[:n])
    if total > 0.0:
        out[0] = 1.0 - residual / total
    elif args[0] == 1.0 and n > 1:
        out[0] = 1.0 if residual == 0.0 else 0.0
    else:
        out[0] = math.nan


@kernel(STATISTIC_ARGUMENTS)
def roc_auc(resample, offsets, args, out):
    """Share of pairs of a 1 and a 0 in x whose scores y are in that order, ties counting half."""
    n = offsets[1]
    scores = resample[n:]
    order = np.argsort(scores)
    below = pairs = 0.0  # zeros so far; pairs won
    ones = 0.0
    i = 0
    while i < n:
        j = i
        zeros = positive = 0.0
        while j < n and scores[order[j]] == scores[order[i]]:
            if resample[order[j]] == 1.0:
                positive += 1.0
            else:
                zeros += 1.0
            j += 1
        pairs += positive * (below + 0.5 * zeros)
        below += zeros
        ones += positive
        i = j
    out[0] = pairs / (ones * below) if ones * below > 0.0 else math.nan
