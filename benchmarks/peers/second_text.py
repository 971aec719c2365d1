"""The second text's way: NumPy permutes the pooled values, a Python loop collects differences.

From "Parallelizing Bootstrapped Distributions in iPython"; its p-value counts strictly larger
differences.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["permutation_pvalue"]

Floats = npt.NDArray[np.float64]


def permutation_pvalue(case: Floats, control: Floats, size: int) -> float:
    """Return the two-sided p-value of the difference of means."""
    observed = abs(np.mean(case) - np.mean(control))
    n_case = len(case)
    pooled = np.concatenate([case, control])
    collected = []
    for _ in range(size):
        shuffled = np.random.permutation(pooled)
        collected.append(np.mean(shuffled[:n_case]) - np.mean(shuffled[n_case:]))
    differences = np.array(collected)
    extreme = np.sum(differences > observed) + np.sum(differences < -observed)
    return float(extreme / size)
