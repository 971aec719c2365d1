"""Bootstrap means without a resample: eight replicates at a time, summed as they are drawn.

The draws are those of the fill functions; only the order of the sum differs, which a comparison
of replicates allows for by its tolerance. ``source`` ends with one zero beyond the data, where a
skipped lane points.
"""

from __future__ import annotations

import numpy as np
from numba.types import Array, float64, int64, uint32, uint64

from ._jit import INDEX, KEY, SOURCE, kernel
from .lanes import LANES, ROUND, draw_lanes, seed_lanes
from .resample import LANES_16
from .sfc64 import advance

__all__ = ["loop_bootstrap_means"]

_TILE = 64  # words of each stream that are drawn at a time
_MASK_16 = np.uint64(0xFFFF)
_STATE = Array(uint64, 1, "C")
_ROWS = Array(uint32, 1, "C")
_SUMS = Array(float64, 1, "C")


@kernel((SOURCE, _ROWS, int64, _SUMS))
def _add_rows(source, rows, n_words, sums):
    """Add the rows of every stream to its sum, in eight chains of additions."""
    for lane in range(LANES):
        s0 = s1 = s2 = s3 = t0 = t1 = t2 = t3 = 0.0
        at = 4 * lane
        for _pair in range(n_words >> 1):
            s0 += source[rows[at]]
            s1 += source[rows[at + 1]]
            s2 += source[rows[at + 2]]
            s3 += source[rows[at + 3]]
            t0 += source[rows[at + ROUND]]
            t1 += source[rows[at + ROUND + 1]]
            t2 += source[rows[at + ROUND + 2]]
            t3 += source[rows[at + ROUND + 3]]
            at += 2 * ROUND
        if n_words & 1:
            s0 += source[rows[at]]
            s1 += source[rows[at + 1]]
            s2 += source[rows[at + 2]]
            s3 += source[rows[at + 3]]
        sums[lane] += ((s0 + t0) + (s1 + t1)) + ((s2 + t2) + (s3 + t3))


@kernel(float64(_STATE, int64, SOURCE, int64, int64, int64))
def _sum_rest(state, lane, source, first, n, missing):
    """Add ``missing`` more draws of one stream, lane by lane."""
    a, b = state[lane], state[LANES + lane]
    c, counter = state[2 * LANES + lane], state[3 * LANES + lane]
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
    state[lane], state[LANES + lane] = a, b
    state[2 * LANES + lane], state[3 * LANES + lane] = c, counter
    return total


@kernel((KEY, int64, int64, SOURCE, INDEX, float64[:, ::1]))
def loop_bootstrap_means(key, start, stop, source, layout, means):
    """Write the mean of every resampled sample; ``layout`` holds the offsets, n <= 65,536."""
    nowhere = uint32(source.shape[0] - 1)
    state = np.empty(4 * LANES, np.uint64)
    rows = np.empty(ROUND * _TILE, np.uint32)
    sums = np.empty(LANES)
    skipped = np.empty(ROUND, np.uint32)
    for replicate in range(start, stop, LANES):
        seed_lanes(key, replicate, state)
        for j in range(layout.shape[0] - 1):
            first = layout[j]
            n = layout[j + 1] - first
            whole = n >> 2
            sums[:] = 0.0
            skipped[:] = 0
            for done in range(0, whole, _TILE):
                n_words = min(_TILE, whole - done)
                draw_lanes(state, n_words, first, n, nowhere, rows, skipped)
                _add_rows(source, rows, n_words, sums)
            for lane in range(min(LANES, stop - replicate)):
                missing = n - 4 * whole
                for i in range(4 * lane, 4 * lane + 4):
                    missing += int64(skipped[i])
                sums[lane] += _sum_rest(state, lane, source, first, n, missing)
                means[replicate - start + lane, j] = sums[lane] / n
