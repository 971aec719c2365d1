"""Bootstrap sums of a few tiles without lists: eight replicates drawn side by side.

The draws are those of ``fill_rows``. A tile ends with a row of zeros, where a skipped lane points.
"""

from __future__ import annotations

import numpy as np
from numba.types import Array, float64, int64, uint32, uint64

from ._jit import KEY, SOURCE, VALUES, kernel
from .finish import FINISH
from .lanes import LANES, ROUND, draw_lanes, draw_rest, seed_lanes
from .vectors import WIDTH, add_listed, add_words

__all__ = ["loop_drawn_tiles"]

_WORDS = 64  # of each stream that are drawn at a time
_ROWS = Array(uint32, 1, "C")
_BLOCK = LANES * WIDTH  # the sums of a tile


@kernel((Array(uint64, 1, "C"), SOURCE, int64, int64, _ROWS, _ROWS, VALUES))
def _sum_draws(state, tiles, n, n_lanes, rows, rest, sums):
    """Add up the drawn rows of eight streams, of ``n_lanes`` of them to the last."""
    size = WIDTH * (n + 1)
    n_tiles, whole = tiles.shape[0] // size, n >> 2
    skipped = np.zeros(ROUND, np.uint32)
    sums[:] = 0.0
    for done in range(0, whole, _WORDS):
        n_words = min(_WORDS, whole - done)
        draw_lanes(state, n_words, 0, n, uint32(n), rows, skipped)
        for t in range(n_tiles):
            tile = tiles[t * size : (t + 1) * size]
            for lane in range(LANES):
                add_words(tile, rows, 4 * lane, n_words, sums, t * _BLOCK + WIDTH * lane)
    for lane in range(n_lanes):
        missing = n - 4 * whole
        for i in range(4 * lane, 4 * lane + 4):
            missing += int64(skipped[i])
        draw_rest(state, lane, 0, n, missing, rest)
        for t in range(n_tiles):
            tile = tiles[t * size : (t + 1) * size]
            add_listed(tile, rest, 0, missing, sums, t * _BLOCK + WIDTH * lane)


@kernel((FINISH, SOURCE, SOURCE, SOURCE, KEY, int64, int64, int64, float64[:, ::1]))
def loop_drawn_tiles(finish, args, tiles, centres, key, start, stop, n, out):
    """Write a statistic of the sums of ``n`` drawn rows, n <= 65,536, for every column."""
    n_tiles, columns = tiles.shape[0] // (WIDTH * (n + 1)), out.shape[1]
    state = np.empty(4 * LANES, np.uint64)
    rows = np.empty(ROUND * _WORDS, np.uint32)
    rest = np.empty(n + 3, np.uint32)
    sums, values = np.empty(n_tiles * _BLOCK), np.empty(_BLOCK)
    size = np.array([float(n)])
    for first in range(start, stop, LANES):
        n_lanes = min(LANES, stop - first)
        seed_lanes(key, first, state)
        _sum_draws(state, tiles, n, n_lanes, rows, rest, sums)
        for t in range(n_tiles):
            held = centres[WIDTH * t : WIDTH * (t + 1)]
            finish(sums[t * _BLOCK : (t + 1) * _BLOCK], held, size, args, values)
            for lane in range(n_lanes):
                for j in range(min(WIDTH, columns - WIDTH * t)):
                    out[first - start + lane, WIDTH * t + j] = values[WIDTH * lane + j]
