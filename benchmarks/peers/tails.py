"""The vectorised fit by tail counts: how many values of a sample exceed j, for every j."""

from __future__ import annotations

import numpy as np

from benchmarks.peers.newton import Counts, Floats, frequencies, newton

__all__ = ["fit_by_tails"]


def fit_by_tails(samples: Counts) -> Floats:
    """Return alpha and b of each sample (row), shape (rows, 2)."""
    below = np.cumsum(frequencies(samples), axis=1)[:, :-1]
    tails = (samples.shape[1] - below).astype(np.float64)
    j = np.arange(tails.shape[1], dtype=np.float64)
    inverse, terms = np.empty_like(tails), np.empty_like(tails)

    def score(alpha: Floats) -> tuple[Floats, Floats]:
        np.add(alpha[:, np.newaxis], j, out=inverse)
        np.divide(1.0, inverse, out=inverse)
        np.multiply(tails, inverse, out=terms)
        return terms.sum(axis=1), -np.einsum("ij,ij->i", terms, inverse)

    return newton(samples, score)
