"""The jackknife of sums of many columns: what is left out is taken from the sums of all rows."""

from __future__ import annotations

import numpy as np
from numba.types import float64, int64

from ._jit import INDEX, SOURCE, VALUES, kernel
from .finish import FINISH
from .tile_loops import finish_tile
from .vectors import WIDTH

__all__ = ["loop_left_out"]


@kernel((SOURCE, int64, int64, int64, int64, VALUES))
def _remaining(rows, size, groups, start, stop, sums):
    """Write the sums of all rows but those of groups ``start`` to ``stop - 1``, one at a time.

    Row i is of group i modulo ``groups``, the last rows beyond whole groups of none.
    """
    total = np.zeros(WIDTH)
    sums[:] = 0.0
    n = rows.shape[0] // WIDTH
    for i in range(n):
        group = i % groups if i < groups * size else -1
        inside = start <= group < stop
        for j in range(WIDTH):
            total[j] += rows[WIDTH * i + j]
            if inside:
                sums[WIDTH * (group - start) + j] -= rows[WIDTH * i + j]
    for i in range(sums.shape[0]):
        sums[i] += total[i % WIDTH]


@kernel((SOURCE, int64, int64, int64, int64, VALUES, VALUES))
def _moments(rows, size, groups, start, stop, sums, about):
    """Write sums and sums of squares about the mean of one sample of eight columns."""
    n = rows.shape[0] // WIDTH - size
    _remaining(rows, size, groups, start, stop, sums)
    _remaining(rows * rows, size, groups, start, stop, about)
    for i in range(sums.shape[0]):
        about[i] = max(about[i] - sums[i] * sums[i] / n, 0.0)


@kernel((FINISH, SOURCE, int64, SOURCE, SOURCE, int64, INDEX, INDEX, int64, int64, float64[:, ::1]))
def loop_left_out(
    finish, args, combine, tiles, centres, height, bounds, left_out, start, stop, out
):  # fmt: skip
    """Write a statistic of the groups ``start`` to ``stop - 1`` for every column.

    Sample s is rows ``bounds[s]`` to ``bounds[s + 1] - 1`` of each tile of ``height`` rows; groups
    have ``left_out[s]`` rows of it, none where that is 0.
    """
    samples, width = bounds.shape[0] - 1, WIDTH * (stop - start)
    moments, values = np.empty(2 * samples * width), np.empty(width)
    sizes = np.empty(samples)
    for t in range(tiles.shape[0] // (WIDTH * height)):
        for s in range(samples):
            n, size = bounds[s + 1] - bounds[s], left_out[s]
            sizes[s] = n - size
            groups = n // size if size else n
            first = WIDTH * (t * height + bounds[s])
            sums = moments[2 * s * width : (2 * s + 1) * width]
            about = moments[(2 * s + 1) * width : (2 * s + 2) * width]
            rows = tiles[first : first + WIDTH * n]
            _moments(rows, size, groups, start, stop, sums, about)
        held = centres[t * samples * WIDTH : (t + 1) * samples * WIDTH]
        finish_tile(finish, args, combine, moments, held, sizes, values)
        for b in range(stop - start):
            for j in range(min(WIDTH, out.shape[1] - WIDTH * t)):
                out[b, WIDTH * t + j] = values[WIDTH * b + j]
