"""The second text's loop under Numba, in three ways to shuffle all pooled values."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["SHUFFLES", "permutation_pvalue"]

Floats = npt.NDArray[np.float64]


@njit
def _permuted(pooled: Floats, n_case: int, out: Floats) -> None:
    for i in range(out.size):
        shuffled = np.random.permutation(pooled)
        out[i] = np.mean(shuffled[:n_case]) - np.mean(shuffled[n_case:])


@njit
def _shuffled(pooled: Floats, n_case: int, out: Floats) -> None:
    held = pooled.copy()
    for i in range(out.size):
        np.random.shuffle(held)
        out[i] = np.mean(held[:n_case]) - np.mean(held[n_case:])


@njit
def _swapped(pooled: Floats, n_case: int, out: Floats) -> None:
    held = pooled.copy()
    for i in range(out.size):
        for last in range(held.size - 1, 0, -1):
            j = int(np.random.random() * (last + 1))
            held[last], held[j] = held[j], held[last]
        out[i] = np.mean(held[:n_case]) - np.mean(held[n_case:])


SHUFFLES: dict[str, Any] = {
    "np.random.permutation": _permuted,
    "np.random.shuffle in place": _shuffled,
    "Fisher-Yates on np.random.random": _swapped,
}


def permutation_pvalue(loop: Any, case: Floats, control: Floats, size: int) -> float:
    """Return the two-sided p-value of the difference of means."""
    observed = abs(np.mean(case) - np.mean(control))
    differences = np.empty(size)
    loop(np.concatenate([case, control]), len(case), differences)
    return float((np.sum(np.abs(differences) >= observed) + 1) / (size + 1))
