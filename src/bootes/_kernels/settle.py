"""Sums of squares about the mean of listed rows, computed anew where the quick ones cancel.

The quick one is Q - S²/n of the sums S and Q of centred values and their squares. Where little is
left of what was subtracted from, the rows are gone through twice.
"""

from __future__ import annotations

import numpy as np
from numba.types import boolean, float64, int64

from ._jit import INDEX, SOURCE, VALUES, kernel
from .listed import LISTS, PORTION
from .vectors import WIDTH

__all__ = ["settle"]

_LEFT = 2.0**-10


@kernel(float64(VALUES))
def _about_mean(x):
    """Return Σ(x - x̄)²: two passes, exactly 0 where all are equal."""
    total = squares = rest = 0.0
    n = x.shape[0]
    for i in range(n):
        total += x[i] - x[0]
    mean = total / n
    for i in range(n):
        away = (x[i] - x[0]) - mean
        squares += away * away
        rest += away
    return squares - rest * rest / n


@kernel((SOURCE, LISTS, boolean, INDEX, int64, int64, int64, VALUES))
def _gather(tile, lists, dealt, bounds, segment, b, lane, rows):
    """Copy one column of one sample of replicate ``b``."""
    size = bounds[bounds.shape[0] - 1]
    if not dealt:
        at = b * size + bounds[segment]
        for i in range(rows.shape[0]):
            rows[i] = tile[WIDTH * int64(lists[at + i]) + lane]
        return
    portions, taken = (size + PORTION - 1) // PORTION, 0
    for i in range(size):
        members = int64(lists[b * portions + i // PORTION])
        if (members >> (i % PORTION)) & 1 != segment:
            rows[taken] = tile[WIDTH * i + lane]
            taken += 1


@kernel((SOURCE, LISTS, boolean, INDEX, int64, VALUES, VALUES, VALUES))
def settle(tile, lists, dealt, bounds, segment, scale, sums, squares):
    """Turn the sums of squares of one sample into those about the mean.

    ``scale`` is what was subtracted from: the sums of squares, or of dealt rows those of all.
    """
    n = bounds[segment + 1] - bounds[segment]
    share, doubtful = 1.0 / n, 0
    for i in range(squares.shape[0]):
        left = squares[i] - sums[i] * sums[i] * share
        doubtful += left < _LEFT * scale[i]
        squares[i] = left
    if doubtful == 0:
        return
    rows = np.empty(n)
    for i in range(squares.shape[0]):
        if squares[i] < _LEFT * scale[i]:
            _gather(tile, lists, dealt, bounds, segment, i // WIDTH, i % WIDTH, rows)
            squares[i] = _about_mean(rows)
