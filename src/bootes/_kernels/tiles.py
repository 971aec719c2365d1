"""Data in tiles of eight columns: row after row, each column less a centre of its own.

The centre is the mean, rounded to a grid an eighth of the column's range: sums of squares do not
cancel, and sums of integers stay exact.
"""

from __future__ import annotations

import math

from numba.types import float64, int64

from ._jit import INDEX, SOURCE, VALUES, kernel
from .vectors import WIDTH

__all__ = ["centre_tiles", "fill_tiles"]


@kernel((SOURCE, INDEX, int64, int64, int64, VALUES))
def fill_tiles(source, columns, rows, first, size, tiles):
    """Copy columns of a table, which lie one after the other in ``source``, to ``tiles``.

    Their ``rows`` rows become rows ``first`` onwards of the tiles' ``size``.
    """
    for k in range(columns.shape[0]):
        begin = columns[k] * rows
        target = (k // WIDTH * size + first) * WIDTH + k % WIDTH
        for i in range(rows):
            tiles[target + WIDTH * i] = source[begin + i]


@kernel(float64(VALUES, int64, int64, int64))
def _centre(tiles, at, first, last):
    """Return the centre of rows ``first`` to ``last - 1`` of the column at ``at``."""
    origin = tiles[at + WIDTH * first]
    low = high = total = 0.0
    for i in range(first, last):
        away = tiles[at + WIDTH * i] - origin
        low, high, total = min(low, away), max(high, away), total + away
    _, exponent = math.frexp(high - low)
    grid = math.ldexp(1.0, exponent - 3)
    centre = grid * math.floor((origin + total / (last - first)) / grid + 0.5)
    # Of a constant column, or where the range has no size that float64 holds.
    return centre if abs(centre) < math.inf and grid > 0.0 and high > low else origin


@kernel((INDEX, int64, VALUES, VALUES))
def centre_tiles(bounds, size, tiles, centres):
    """Subtract from each column of tiles of ``size`` rows a centre for each segment of them.

    Segment s is rows ``bounds[s]`` to ``bounds[s + 1] - 1``; its centre of column j of tile t goes
    to ``centres[(t * segments + s) * 8 + j]``.
    """
    segments = bounds.shape[0] - 1
    for t in range(tiles.shape[0] // (WIDTH * size)):
        for s in range(segments):
            for j in range(WIDTH):
                at = t * size * WIDTH + j
                centre = _centre(tiles, at, bounds[s], bounds[s + 1])
                centres[(t * segments + s) * WIDTH + j] = centre
                for i in range(bounds[s], bounds[s + 1]):
                    tiles[at + WIDTH * i] -= centre
