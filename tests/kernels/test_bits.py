"""The machine operations, against Python's integers."""

from __future__ import annotations

import numpy as np
from numba import njit, uint64

from bootes._kernels.bits import popcount


@njit
def count(word):
    return popcount(uint64(word))


def test_popcount_counts_the_set_bits():
    rng = np.random.default_rng(2)
    words = [0, 2**64 - 1, 1, 2**63, *rng.integers(0, 2**64, 500, dtype=np.uint64).tolist()]
    for word in words:
        assert count(np.uint64(word)) == word.bit_count()
