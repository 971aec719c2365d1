"""Bootstrap moments without a resample: sums of centred values and squares as they are drawn.

Every sample is centred at its mean, so that Q - S²/n of the sums S and Q of a resample hardly
cancels. Where it does (a resample of nearly equal values), the resample is written and gone
through twice. ``source`` ends with one value beyond the data, where a skipped lane points.
"""

from __future__ import annotations

import numpy as np
from numba.types import Array, float64, int64, uint32

from ._jit import INDEX, KEY, SOURCE, STATISTIC, VALUES, kernel
from .lanes import LANES, ROUND, draw_lanes, draw_rest, seed_lanes
from .resample import fill_samples
from .stat_mean import mean_of
from .stat_spread import about_mean

__all__ = ["CANCELLED", "loop_bootstrap_moments"]

CANCELLED = 1.0 / 16.0  # of the squares; where less is left, they are summed about the mean
_TILE = 64  # words of each stream that are drawn at a time
_ROWS = Array(uint32, 1, "C")


@kernel((VALUES, _ROWS, int64, VALUES))
def _add_rows(centred, rows, n_words, sums):
    """Add the drawn values of every stream to its sum, and their squares to the one after it."""
    for lane in range(LANES):
        s0 = s1 = s2 = s3 = q0 = q1 = q2 = q3 = 0.0
        at = 4 * lane
        for _word in range(n_words):
            u0, u1 = centred[rows[at]], centred[rows[at + 1]]
            u2, u3 = centred[rows[at + 2]], centred[rows[at + 3]]
            s0 += u0
            s1 += u1
            s2 += u2
            s3 += u3
            q0 += u0 * u0
            q1 += u1 * u1
            q2 += u2 * u2
            q3 += u3 * u3
            at += ROUND
        sums[2 * lane] += (s0 + s1) + (s2 + s3)
        sums[2 * lane + 1] += (q0 + q1) + (q2 + q3)


@kernel((SOURCE, INDEX, VALUES, VALUES))
def centre_samples(source, layout, centres, centred):
    """Write each sample less its mean to ``centred``, which ends with a zero."""
    for j in range(layout.shape[0] - 1):
        sample = centred[layout[j] : layout[j + 1]]
        for i in range(layout[j], layout[j + 1]):
            centred[i] = source[i]
        centres[j] = mean_of(sample)
        for i in range(layout[j], layout[j + 1]):
            centred[i] = source[i] - centres[j]
    centred[centred.shape[0] - 1] = 0.0


@kernel((STATISTIC, SOURCE, KEY, int64, int64, SOURCE, INDEX, float64[:, ::1]))
def loop_bootstrap_moments(finish, args, key, start, stop, source, layout, out):
    """Finish a statistic of (centre, mean less centre, squares about the mean) of each sample.

    ``layout`` holds the offsets; every n <= 65,536.
    """
    samples = layout.shape[0] - 1
    nowhere = uint32(source.shape[0] - 1)
    centred, centres = np.empty(source.shape[0]), np.empty(samples)
    centre_samples(source, layout, centres, centred)
    state = np.empty(4 * LANES, np.uint64)
    rows = np.empty(ROUND * _TILE, np.uint32)
    skipped = np.empty(ROUND, np.uint32)
    rest = np.empty(source.shape[0] + 3, np.uint32)
    sums = np.empty(2 * LANES)
    resample = np.empty(source.shape[0] - 1)
    moments = np.empty((LANES, 3 * samples))
    for replicate in range(start, stop, LANES):
        lanes = min(LANES, stop - replicate)
        seed_lanes(key, replicate, state)
        for j in range(samples):
            first = layout[j]
            n = layout[j + 1] - first
            whole = n >> 2
            sums[:] = 0.0
            skipped[:] = 0
            for done in range(0, whole, _TILE):
                n_words = min(_TILE, whole - done)
                draw_lanes(state, n_words, first, n, nowhere, rows, skipped)
                _add_rows(centred, rows, n_words, sums)
            for lane in range(lanes):
                missing = n - 4 * whole
                for i in range(4 * lane, 4 * lane + 4):
                    missing += int64(skipped[i])
                draw_rest(state, lane, first, n, missing, rest)
                total, squares = sums[2 * lane], sums[2 * lane + 1]
                for i in range(missing):
                    value = centred[rest[i]]
                    total += value
                    squares += value * value
                about = squares - total * total / n
                moments[lane, 3 * j] = centres[j]
                moments[lane, 3 * j + 1] = total / n
                moments[lane, 3 * j + 2] = about
                if not about >= CANCELLED * squares:
                    fill_samples(key, replicate + lane, source, layout, resample)
                    centre, left, about = about_mean(resample[first : first + n])
                    moments[lane, 3 * j] = centre
                    moments[lane, 3 * j + 1] = left
                    moments[lane, 3 * j + 2] = about
        for lane in range(lanes):
            finish(moments[lane], layout, args, out[replicate + lane - start])
