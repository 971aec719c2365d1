"""Sums in the order in which NumPy adds, so that compiled and Python values agree to the bit.

NumPy adds runs of up to 128 values in eight interleaved sums, and halves longer runs at multiples
of eight. Along the outer axis of a matrix it adds row by row instead (``pairwise`` is False).
"""

from __future__ import annotations

import numpy as np
from numba.types import boolean, float64, int64

from ._jit import SOURCE, kernel

__all__ = ["square_sum", "total"]

_RUN = 128


@kernel(float64(SOURCE, int64, int64, float64, boolean))
def _run_sum(x, first, n, centre, squared):
    """Sum a run of x, or of its squared deviations from ``centre``."""
    whole = n - n % 8 if n >= 8 else 0
    total = 0.0
    if whole:
        a = b = c = d = e = f = g = h = 0.0
        for i in range(first, first + whole, 8):
            p, q, r, s = x[i] - centre, x[i + 1] - centre, x[i + 2] - centre, x[i + 3] - centre
            t, u, v, w = x[i + 4] - centre, x[i + 5] - centre, x[i + 6] - centre, x[i + 7] - centre
            if squared:
                p, q, r, s, t, u, v, w = p * p, q * q, r * r, s * s, t * t, u * u, v * v, w * w
            a, b, c, d, e, f, g, h = a + p, b + q, c + r, d + s, e + t, f + u, g + v, h + w
        total = ((a + b) + (c + d)) + ((e + f) + (g + h))
    for i in range(first + whole, first + n):
        value = x[i] - centre
        total += value * value if squared else value
    return total


@kernel(float64(SOURCE, float64, boolean))
def _tree_sum(x, centre, squared):
    """Sum the runs of x; the halves still to do are on a stack, as are the sums of the done."""
    todo, done = np.empty((64, 3), np.int64), np.empty(64)
    todo[0, 0], todo[0, 1], todo[0, 2] = 0, x.shape[0], 0
    depth, sums = 1, 0
    while depth:
        depth -= 1
        first, n, is_pair = todo[depth, 0], todo[depth, 1], todo[depth, 2]
        if is_pair:
            sums -= 1
            done[sums - 1] += done[sums]
        elif n <= _RUN:
            done[sums] = _run_sum(x, first, n, centre, squared)
            sums += 1
        else:
            half = n // 2
            half -= half % 8
            todo[depth, 2] = 1
            todo[depth + 1, 0], todo[depth + 1, 1] = first + half, n - half
            todo[depth + 2, 0], todo[depth + 2, 1] = first, half
            todo[depth + 1, 2] = todo[depth + 2, 2] = 0
            depth += 3
    return done[0]


@kernel(float64(SOURCE, float64, boolean, boolean))
def _sum(x, centre, squared, pairwise):
    if pairwise and x.shape[0] > _RUN:
        return _tree_sum(x, centre, squared)
    if pairwise:
        return _run_sum(x, 0, x.shape[0], centre, squared)
    total = 0.0
    for value in x:
        total += (value - centre) * (value - centre) if squared else value
    return total


@kernel(float64(SOURCE, boolean))
def total(x, pairwise):
    """Return the sum of x."""
    return _sum(x, 0.0, False, pairwise)


@kernel(float64(SOURCE, float64, boolean))
def square_sum(x, centre, pairwise):
    """Return the sum of squared deviations from ``centre``."""
    return _sum(x, centre, True, pairwise)
