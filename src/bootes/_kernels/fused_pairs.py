"""Bootstrap moments of pairs without a resample: sums of products as the rows are drawn.

Both columns are centred at their means and lie side by side, a last row of zeros for lanes that
are skipped. Where the squares of a column cancel, the resample is written and gone through twice.
"""

from __future__ import annotations

import numpy as np
from numba.types import Array, float64, int64, uint32

from ._jit import INDEX, KEY, SOURCE, STATISTIC, VALUES, kernel
from .fused_moments import CANCELLED, centre_samples
from .lanes import LANES, ROUND, draw_lanes, draw_rest, seed_lanes
from .resample import fill_rows
from .stat_pairs import products_of

__all__ = ["loop_bootstrap_pairs"]

_TILE = 64  # words of each stream that are drawn at a time
_SUMS = 5  # of x, y, x², y², xy
_ROWS = Array(uint32, 1, "C")


@kernel((VALUES, _ROWS, int64, VALUES))
def _add_rows(pairs, rows, n_words, sums):
    """Add the drawn rows of every stream to its sums."""
    for lane in range(LANES):
        x0 = x1 = y0 = y1 = xx0 = xx1 = yy0 = yy1 = xy0 = xy1 = 0.0
        at = 4 * lane
        for _word in range(n_words):
            for i in range(0, 4, 2):
                row, other = 2 * int64(rows[at + i]), 2 * int64(rows[at + i + 1])
                u, v = pairs[row], pairs[row + 1]
                x0 += u
                y0 += v
                xx0 += u * u
                yy0 += v * v
                xy0 += u * v
                u, v = pairs[other], pairs[other + 1]
                x1 += u
                y1 += v
                xx1 += u * u
                yy1 += v * v
                xy1 += u * v
            at += ROUND
        sums[_SUMS * lane] += x0 + x1
        sums[_SUMS * lane + 1] += y0 + y1
        sums[_SUMS * lane + 2] += xx0 + xx1
        sums[_SUMS * lane + 3] += yy0 + yy1
        sums[_SUMS * lane + 4] += xy0 + xy1


@kernel((SOURCE, INDEX, VALUES, VALUES))
def _pair_up(source, layout, centres, pairs):
    """Write (x, y), each less its mean, row by row, and a row of zeros."""
    centred = np.empty(source.shape[0])
    centre_samples(source, layout, centres, centred)
    n = layout[1]
    for i in range(n):
        pairs[2 * i] = centred[i]
        pairs[2 * i + 1] = centred[n + i]
    pairs[2 * n] = pairs[2 * n + 1] = 0.0


@kernel((VALUES, int64, VALUES))
def _settle(resample, n, moments):
    """Compute the moments of a written resample in two passes."""
    centre_x, centre_y, xx, yy, xy, rest_x, rest_y = products_of(resample[:n], resample[n:])
    moments[0], moments[1] = centre_x, centre_y
    moments[2], moments[3] = rest_x, rest_y
    moments[4], moments[5], moments[6] = xx, yy, xy


@kernel((STATISTIC, SOURCE, KEY, int64, int64, SOURCE, INDEX, float64[:, ::1]))
def loop_bootstrap_pairs(finish, args, key, start, stop, source, layout, out):
    """Finish a statistic of (centres, means less centres, Σx², Σy², Σxy about the means).

    ``layout`` holds the offsets of two columns; n <= 65,536.
    """
    n = layout[1]
    nowhere = uint32(n)
    pairs, centres = np.empty(2 * n + 2), np.empty(2)
    _pair_up(source, layout, centres, pairs)
    state = np.empty(4 * LANES, np.uint64)
    rows = np.empty(ROUND * _TILE, np.uint32)
    skipped = np.empty(ROUND, np.uint32)
    rest = np.empty(n + 3, np.uint32)
    sums = np.empty(_SUMS * LANES)
    resample, moments = np.empty(2 * n), np.empty(7)
    whole = n >> 2
    for replicate in range(start, stop, LANES):
        seed_lanes(key, replicate, state)
        sums[:] = 0.0
        skipped[:] = 0
        for done in range(0, whole, _TILE):
            n_words = min(_TILE, whole - done)
            draw_lanes(state, n_words, 0, n, nowhere, rows, skipped)
            _add_rows(pairs, rows, n_words, sums)
        for lane in range(min(LANES, stop - replicate)):
            missing = n - 4 * whole
            for i in range(4 * lane, 4 * lane + 4):
                missing += int64(skipped[i])
            draw_rest(state, lane, 0, n, missing, rest)
            x, y = sums[_SUMS * lane], sums[_SUMS * lane + 1]
            xx, yy = sums[_SUMS * lane + 2], sums[_SUMS * lane + 3]
            xy = sums[_SUMS * lane + 4]
            for i in range(missing):
                u, v = pairs[2 * int64(rest[i])], pairs[2 * int64(rest[i]) + 1]
                x += u
                y += v
                xx += u * u
                yy += v * v
                xy += u * v
            moments[0], moments[1] = centres[0], centres[1]
            moments[2], moments[3] = x / n, y / n
            moments[4], moments[5] = xx - x * x / n, yy - y * y / n
            moments[6] = xy - x * y / n
            if not (moments[4] >= CANCELLED * xx and moments[5] >= CANCELLED * yy):
                fill_rows(key, replicate + lane, source, layout, resample)
                _settle(resample, n, moments)
            finish(moments, layout, args, out[replicate + lane - start])
