"""Bootstrap means without a resample: eight replicates at a time, summed as they are drawn.

The draws are those of the fill functions; only the order of the sum differs, which a comparison
of replicates allows for by its tolerance. ``source`` ends with one zero beyond the data, where a
skipped lane points.
"""

from __future__ import annotations

import numpy as np
from numba.types import Array, float64, int64, uint32

from ._jit import INDEX, KEY, SOURCE, kernel
from .lanes import LANES, ROUND, draw_lanes, draw_rest, seed_lanes

__all__ = ["loop_bootstrap_means"]

_TILE = 64  # words of each stream that are drawn at a time
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


@kernel((SOURCE, KEY, int64, int64, SOURCE, INDEX, float64[:, ::1]))
def loop_bootstrap_means(args, key, start, stop, source, layout, means):
    """Write the mean of every resampled sample; ``layout`` holds the offsets, n <= 65,536."""
    nowhere = uint32(source.shape[0] - 1)
    state = np.empty(4 * LANES, np.uint64)
    rows = np.empty(ROUND * _TILE, np.uint32)
    sums = np.empty(LANES)
    skipped = np.empty(ROUND, np.uint32)
    rest = np.empty(source.shape[0] + 3, np.uint32)
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
                draw_rest(state, lane, first, n, missing, rest)
                total = sums[lane]
                for i in range(missing):
                    total += source[rest[i]]
                means[replicate - start + lane, j] = total / n
