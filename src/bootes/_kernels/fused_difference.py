"""Permuted differences of means without a resample: sums of the drawn bits from byte tables.

The draws are those of ``fill_two_groups``; only the order of the sums differs, which a
comparison of replicates allows for by its tolerance.
"""

from __future__ import annotations

import numpy as np
from numba.types import float64, int64, uint64

from ._jit import INDEX, KEY, SOURCE, VALUES, kernel
from .lanes import LANES, seed_lanes
from .permute import n_subset_words, pair_from, subset_constants, subset_from

__all__ = ["loop_permuted_difference"]

_BYTE = np.uint64(0xFF)


@kernel((SOURCE, int64, VALUES))
def _byte_sums(source, n, table):
    """table[256 j + byte] = sum of the values at the set bits of byte number j."""
    for j in range(table.shape[0] >> 8):
        table[256 * j] = 0.0
        for byte in range(1, 256):
            lowest = 0
            while not (byte >> lowest) & 1:
                lowest += 1
            i = 8 * j + lowest
            table[256 * j + byte] = table[256 * j + (byte & (byte - 1))] + (
                source[i] if i < n else 0.0
            )


@kernel(float64(uint64, VALUES, int64), inline="always")
def _sum_word(word, table, at):
    """Return the sum of the values at the set bits of one word."""
    s0 = table[at + int64(word & _BYTE)]
    s1 = table[at + 256 + int64((word >> uint64(8)) & _BYTE)]
    s2 = table[at + 512 + int64((word >> uint64(16)) & _BYTE)]
    s3 = table[at + 768 + int64((word >> uint64(24)) & _BYTE)]
    s0 += table[at + 1024 + int64((word >> uint64(32)) & _BYTE)]
    s1 += table[at + 1280 + int64((word >> uint64(40)) & _BYTE)]
    s2 += table[at + 1536 + int64((word >> uint64(48)) & _BYTE)]
    s3 += table[at + 1792 + int64(word >> uint64(56))]
    return (s0 + s1) + (s2 + s3)


@kernel(float64(uint64[::1], VALUES))
def _sum_bits(bits, table):
    """Return the sum of the values at the set bits."""
    # Whole words are loaded and shifted: single bytes of a word just written would stall.
    total = 0.0
    for j in range(bits.shape[0]):
        total += _sum_word(bits[j], table, 2048 * j)
    return total


@kernel((SOURCE, KEY, int64, int64, SOURCE, INDEX, float64[:, ::1]))
def loop_permuted_difference(args, key, start, stop, source, layout, out):
    """Write the difference of means of two groups dealt at random from the pooled values."""
    n_first, n = layout[1], layout[2]
    small = min(n_first, n - n_first)
    bits = np.zeros(max(2, n_subset_words(n)), np.uint64)
    table = np.empty(2048 * bits.shape[0])
    _byte_sums(source, n, table)
    total = 0.0
    for i in range(n):
        total += source[i]
    scale = 1.0 / small + 1.0 / (n - small)
    shift = total / (n - small)
    if small != n_first:
        scale, shift = -scale, -shift
    constants = subset_constants(n, small)
    last = (np.uint64(1) << uint64(n & 63)) - np.uint64(1) if n & 63 else ~np.uint64(0)
    state = np.empty(4 * LANES, np.uint64)
    for first in range(start, stop, LANES):
        seed_lanes(key, first, state)
        for lane in range(min(LANES, stop - first)):
            a, b = state[lane], state[LANES + lane]
            c, counter = state[2 * LANES + lane], state[3 * LANES + lane]
            if n <= 128:
                low, high = pair_from(a, b, c, counter, n, small, constants, last)
                held = _sum_word(low, table, 0) + _sum_word(high, table, 2048)
            else:
                subset_from(a, b, c, counter, n, small, constants, bits)
                held = _sum_bits(bits, table)
            out[first - start + lane, 0] = held * scale - shift
