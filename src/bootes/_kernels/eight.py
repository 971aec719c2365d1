"""Eight bootstrap resamples at a time, drawn by streams side by side.

The resamples are those of ``fill_samples`` and ``fill_rows``, value by value in the same order.
"""

from __future__ import annotations

import numpy as np
from numba.types import Array, boolean, float64, int64, uint32, uint64

from ._jit import INDEX, KEY, SOURCE, kernel
from .lanes import LANES, ROUND, draw_lanes, draw_rest, seed_lanes

__all__ = ["RESAMPLES", "fill_eight", "workspace_size"]

RESAMPLES = Array(float64, 2, "C")
_ROWS = Array(uint32, 1, "C")
_ONE, _TWO, _THREE, _FOUR, _ROUND = (np.uint64(n) for n in (1, 2, 3, 4, ROUND))


@kernel(int64(INDEX))
def workspace_size(offsets):
    """Return how many row numbers ``fill_eight`` needs room for."""
    largest = 0
    for j in range(offsets.shape[0] - 1):
        largest = max(largest, offsets[j + 1] - offsets[j])
    return LANES * (largest + 4)


# Places are unsigned: of a signed one Numba asks every time whether it counts from the end.


@kernel((SOURCE, _ROWS, uint64, int64, uint64, uint64, float64[::1]))
def _gather(source, rows, place, n_words, shift, at, resample):
    """Copy the drawn values of one stream, from ``rows[place]`` on, to ``resample[at:]``."""
    for _word in range(n_words):
        resample[at] = source[rows[place] + shift]
        resample[at + _ONE] = source[rows[place + _ONE] + shift]
        resample[at + _TWO] = source[rows[place + _TWO] + shift]
        resample[at + _THREE] = source[rows[place + _THREE] + shift]
        place += _ROUND
        at += _FOUR


@kernel(uint64(SOURCE, _ROWS, uint64, int64, uint64, uint64, uint32, float64[::1]))
def _gather_taken(source, rows, place, n_words, shift, at, nowhere, resample):
    """Copy the drawn values that were not skipped; return where they end."""
    for _word in range(n_words):
        # Every value is written and the next one goes over it if it was skipped: no branch.
        for i in range(4):
            row = rows[place + uint64(i)]
            resample[at] = source[row + shift]
            at += uint64(row != nowhere)
        place += _ROUND
    return at


@kernel((KEY, int64, int64, SOURCE, INDEX, boolean, Array(uint64, 1, "C"), _ROWS, _ROWS, RESAMPLES))
def fill_eight(key, replicate, lanes, source, offsets, together, state, rows, rest, resamples):
    """Write the resamples ``replicate`` to ``replicate + lanes - 1``; every sample n <= 65,536.

    ``together``: the samples are columns of the same rows.
    """
    # A skipped lane points to a value that is there in every column.
    nowhere = uint32(offsets[1] if together else source.shape[0] - 1)
    skipped = np.empty(ROUND, np.uint32)
    seed_lanes(key, replicate, state)
    samples = offsets.shape[0] - 1
    draws = 1 if together else samples
    for j in range(draws):
        first = offsets[j]
        n = offsets[j + 1] - first
        n_words = n >> 2
        skipped[:] = 0
        draw_lanes(state, n_words, first, n, nowhere, rows, skipped)
        for lane in range(lanes):
            missed = int64(skipped[4 * lane]) + int64(skipped[4 * lane + 1])
            missed += int64(skipped[4 * lane + 2]) + int64(skipped[4 * lane + 3])
            missing = n - 4 * n_words + missed
            draw_rest(state, lane, first, n, missing, rest)
            for column in range(j, samples if together else j + 1):
                shift, at = uint64(offsets[column] - first), uint64(offsets[column])
                place, resample = uint64(4 * lane), resamples[lane]
                if missed:
                    at = _gather_taken(source, rows, place, n_words, shift, at, nowhere, resample)
                else:
                    _gather(source, rows, place, n_words, shift, at, resample)
                    at += uint64(4 * n_words)
                for i in range(missing):
                    resample[at + uint64(i)] = source[rest[i] + shift]
