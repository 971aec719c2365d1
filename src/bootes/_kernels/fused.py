"""Replicate loops without a resample: means from the drawn rows, mean differences from bits.

They see the same draws as the fill functions; only the order of the sum differs, which a
comparison of replicates allows for by its tolerance. ``source`` ends with one zero beyond the
data, where a skipped lane points.
"""

from __future__ import annotations

import numpy as np
from numba.types import Tuple, float64, int64, uint32, uint64

from ._jit import INDEX, KEY, SOURCE, VALUES, kernel
from .bits import add32, high16, low16, product32
from .permute import draw_subset, n_subset_words, subset_constants
from .resample import LANES_16
from .sfc64 import advance, seeded

__all__ = ["loop_bootstrap_means", "loop_permuted_difference"]

_TILE = 64  # words drawn at a time
_STATE = (uint64, uint64, uint64, uint64)
_MASK_16 = np.uint64(0xFFFF)


@kernel(Tuple((*_STATE, float64))(*_STATE, SOURCE, int64, int64, int64))
def _sum_rest(a, b, c, counter, source, first, n, missing):
    """Add ``missing`` more draws, one lane at a time."""
    width = uint64(n)
    reject = uint64(LANES_16) % width
    total = 0.0
    while missing > 0:
        a, b, c, counter, word = advance(a, b, c, counter)
        for _lane in range(4):
            product = (word & _MASK_16) * width
            word >>= uint64(16)
            if (product & _MASK_16) >= reject and missing > 0:
                total += source[first + int64(product >> uint64(16))]
                missing -= 1
    return a, b, c, counter, total


@kernel(Tuple((*_STATE, float64))(*_STATE, SOURCE, int64, int64, uint64[::1], uint32[::1]))
def _sum_drawn(a, b, c, counter, source, first, n, words, rows):
    """Return the sum of n draws from source[first:first + n], n <= 65,536."""
    nowhere = uint32(source.shape[0] - 1)
    shift, width = uint32(first), uint32(n)
    reject = uint32(LANES_16 % n)
    lanes = words.view(np.uint16)
    s0 = s1 = s2 = s3 = 0.0
    skipped = uint32(0)
    done, whole = 0, n >> 2
    while done < whole:
        m = min(_TILE, whole - done)
        for j in range(m):
            a, b, c, counter, word = advance(a, b, c, counter)
            words[j] = word
        for j in range(4 * m):
            product = product32(uint32(lanes[j]), width)
            taken = low16(product) >= reject
            rows[j] = add32(high16(product), shift) if taken else nowhere
            skipped = add32(skipped, uint32(not taken))
        for j in range(0, 4 * m, 4):
            s0 += source[rows[j]]
            s1 += source[rows[j + 1]]
            s2 += source[rows[j + 2]]
            s3 += source[rows[j + 3]]
        done += m
    missing = n - 4 * whole + int64(skipped)
    a, b, c, counter, rest = _sum_rest(a, b, c, counter, source, first, n, missing)
    return a, b, c, counter, (s0 + s1) + (s2 + s3) + rest


@kernel((KEY, int64, int64, SOURCE, INDEX, float64[:, ::1]))
def loop_bootstrap_means(key, start, stop, source, layout, means):
    """Write the mean of every resampled sample; ``layout`` holds the offsets."""
    words = np.empty(_TILE, np.uint64)
    rows = np.empty(4 * _TILE, np.uint32)
    for replicate in range(start, stop):
        a, b, c, counter = seeded(key, replicate)
        for j in range(layout.shape[0] - 1):
            first = layout[j]
            n = layout[j + 1] - first
            a, b, c, counter, total = _sum_drawn(a, b, c, counter, source, first, n, words, rows)
            means[replicate - start, j] = total / n


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


@kernel((KEY, int64, int64, SOURCE, INDEX, float64[:, ::1]))
def loop_permuted_difference(key, start, stop, source, layout, out):
    """Write the difference of means of two groups dealt at random from the pooled values."""
    n_first, n = layout[1], layout[2]
    small = min(n_first, n - n_first)
    bits = np.zeros(n_subset_words(n), np.uint64)
    octets = bits.view(np.uint8)
    n_octets = (n + 7) >> 3
    table = np.empty(256 * n_octets)
    _byte_sums(source, n, table)
    total = 0.0
    for i in range(n):
        total += source[i]
    scale = 1.0 / small + 1.0 / (n - small)
    shift = total / (n - small)
    if small != n_first:
        scale, shift = -scale, -shift
    constants = subset_constants(n, small)
    for replicate in range(start, stop):
        draw_subset(key, replicate, n, small, constants, bits)
        s0 = s1 = 0.0
        for j in range(0, n_octets - 1, 2):
            s0 += table[256 * j + octets[j]]
            s1 += table[256 * j + 256 + octets[j + 1]]
        if n_octets & 1:
            s0 += table[256 * (n_octets - 1) + octets[n_octets - 1]]
        out[replicate - start, 0] = (s0 + s1) * scale - shift
