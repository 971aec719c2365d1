"""Bootstrap quantiles without a resample: count how often each order statistic is drawn.

The data are ranked once; a resample is then its counts per rank, and a quantile is where the
running sum of the counts passes its place. Exactly the values of ``linear_quantile``.
"""

from __future__ import annotations

import numpy as np
from numba.types import Array, UniTuple, float64, int64, uint32

from ._jit import INDEX, KEY, SOURCE, kernel
from .lanes import LANES, ROUND, draw_lanes, draw_rest, seed_lanes
from .order import between

__all__ = ["loop_bootstrap_quantiles"]

_TILE = 64  # words of each stream that are drawn at a time
_ROWS = Array(uint32, 1, "C")


@kernel((_ROWS, int64, int64, _ROWS, _ROWS))
def _count_rows(rows, n_words, stride, ranks, counts):
    """Count the ranks of the drawn rows, stream by stream."""
    for word in range(n_words):
        for lane in range(LANES):
            at = ROUND * word + 4 * lane
            base = stride * lane
            counts[base + ranks[rows[at]]] += uint32(1)
            counts[base + ranks[rows[at + 1]]] += uint32(1)
            counts[base + ranks[rows[at + 2]]] += uint32(1)
            counts[base + ranks[rows[at + 3]]] += uint32(1)


@kernel(UniTuple(int64, 2)(_ROWS, int64, int64, int64))
def _places(counts, base, below, last):
    """Return the ranks of the order statistics ``below`` and ``below + 1``, from 0."""
    passed, rank = int64(counts[base]), 0
    while passed <= below:
        rank += 1
        passed += int64(counts[base + rank])
    low = rank
    while passed <= below + 1 and rank < last:
        rank += 1
        passed += int64(counts[base + rank])
    return low, rank


@kernel((SOURCE, KEY, int64, int64, SOURCE, INDEX, float64[:, ::1]))
def loop_bootstrap_quantiles(args, key, start, stop, source, layout, out):
    """Write the quantile at level args[0] of every resampled sample, n <= 65,536."""
    nowhere = uint32(source.shape[0] - 1)
    ordered = np.empty(source.shape[0])
    ranks = np.empty(source.shape[0], np.uint32)
    largest = 0
    for j in range(layout.shape[0] - 1):
        first, last = layout[j], layout[j + 1]
        order = np.argsort(source[first:last])
        for rank in range(last - first):
            ordered[first + rank] = source[first + order[rank]]
            ranks[first + order[rank]] = rank
        largest = max(largest, last - first)
    ranks[nowhere] = largest  # one place beyond the ranks takes what is skipped
    stride = largest + 1
    state = np.empty(4 * LANES, np.uint64)
    rows = np.empty(ROUND * _TILE, np.uint32)
    counts = np.empty(LANES * stride, np.uint32)
    skipped = np.empty(ROUND, np.uint32)
    rest = np.empty(source.shape[0] + 3, np.uint32)
    for replicate in range(start, stop, LANES):
        seed_lanes(key, replicate, state)
        for j in range(layout.shape[0] - 1):
            first = layout[j]
            n = layout[j + 1] - first
            whole = n >> 2
            counts[:] = 0
            skipped[:] = 0
            for done in range(0, whole, _TILE):
                n_words = min(_TILE, whole - done)
                draw_lanes(state, n_words, first, n, nowhere, rows, skipped)
                _count_rows(rows, n_words, stride, ranks, counts)
            position = (n - 1) * args[0]
            below = max(0, min(int64(position), n - 2))
            weight = position - below
            for lane in range(min(LANES, stop - replicate)):
                missing = n - 4 * whole
                for i in range(4 * lane, 4 * lane + 4):
                    missing += int64(skipped[i])
                draw_rest(state, lane, first, n, missing, rest)
                for i in range(missing):
                    counts[stride * lane + ranks[rest[i]]] += uint32(1)
                low, high = _places(counts, stride * lane, below, n - 1)
                out[replicate - start + lane, j] = between(
                    ordered[first + low], ordered[first + high], weight
                )
