"""The vectorised fit by SciPy's digamma and trigamma, once per distinct count of each sample."""

from __future__ import annotations

import numpy as np
from scipy.special import psi, zeta

from benchmarks.peers.newton import Counts, Floats, frequencies, newton

__all__ = ["fit_by_digammas"]


def fit_by_digammas(samples: Counts) -> Floats:
    """Return alpha and b of each sample (row), shape (rows, 2)."""
    n = samples.shape[1]
    table = frequencies(samples)
    row, count = np.nonzero(table)
    weight = table[row, count].astype(np.float64)
    first = np.searchsorted(row, np.arange(len(samples)))

    def score(alpha: Floats) -> tuple[Floats, Floats]:
        # zeta(2, x) is trigamma; polygamma(1, x) would compute the digamma once more.
        shifted = alpha[row] + count
        value = np.add.reduceat(weight * psi(shifted), first) - n * psi(alpha)
        slope = np.add.reduceat(weight * zeta(2, shifted), first) - n * zeta(2, alpha)
        return value, slope

    return newton(samples, score)
