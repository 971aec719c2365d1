"""Which rows a resample holds: lists of rows, and of the first group in portions of four rows.

A dealt resample is told by its first group. Its members among four neighbouring rows are a number
from 0 to 15, so that a sum of members takes one addition per four rows from a table of all sums of
subsets of four: the product of a 0/1 matrix with data for a quarter of the additions.
"""

from __future__ import annotations

import numpy as np
from numba.types import Array, int64, uint32

from ._jit import FILL, INDEX, KEY, SOURCE, VALUES, kernel
from .vectors import WIDTH, add_listed

__all__ = ["LISTS", "PORTION", "list_members", "list_rows", "sum_members", "table_length"]

LISTS = Array(uint32, 1, "C")
PORTION = 4
_SUBSETS = 16
_TABLED = 32  # portions whose table (32 kB) stays in the innermost cache
_DRAW = (FILL, KEY, int64, int64, SOURCE, INDEX, int64)


@kernel((*_DRAW, LISTS))
def list_rows(fill, key, start, stop, source, layout, size, lists):
    """Write the row numbers of each resample, of ``size`` rows; ``source`` are row numbers."""
    drawn = np.empty(size)
    for b in range(start, stop):
        fill(key, b, source, layout, drawn)
        for i in range(size):
            lists[(b - start) * size + i] = uint32(drawn[i])


@kernel((*_DRAW, int64, LISTS))
def list_members(fill, key, start, stop, source, layout, size, first, lists):
    """Write the first group's ``first`` members in portions: rows of the table of subsets."""
    drawn = np.empty(size)
    portions = (size + PORTION - 1) // PORTION
    for b in range(start, stop):
        at = (b - start) * portions
        fill(key, b, source, layout, drawn)
        for g in range(portions):
            lists[at + g] = uint32(_SUBSETS * (g % _TABLED))
        for i in range(first):
            row = int64(drawn[i])
            lists[at + row // PORTION] += uint32(1 << (row % PORTION))


@kernel(int64(int64))
def table_length(size):
    """Return the length of the table for dealt resamples of ``size`` rows."""
    return WIDTH * _SUBSETS * min(_TABLED, (size + PORTION - 1) // PORTION)


@kernel((SOURCE, int64, int64, VALUES))
def _fill_subsets(tile, first, last, table):
    """Write the sums of all subsets of rows ``first`` to ``last - 1``, portion by portion."""
    for g in range((last - first + PORTION - 1) // PORTION):
        at = WIDTH * _SUBSETS * g
        for j in range(WIDTH):
            table[at + j] = 0.0
        for place in range(PORTION):
            row = first + PORTION * g + place
            half = WIDTH << place
            for i in range(half):
                added = tile[WIDTH * row + i % WIDTH] if row < last else 0.0
                table[at + half + i] = table[at + i] + added


@kernel((SOURCE, int64, LISTS, int64, VALUES, VALUES))
def sum_members(tile, size, lists, n_lists, table, sums):
    """Write the sums of the members of each list, eight columns each."""
    portions = (size + PORTION - 1) // PORTION
    sums[:] = 0.0
    for first in range(0, portions, _TABLED):
        last = min(first + _TABLED, portions)
        _fill_subsets(tile, PORTION * first, min(PORTION * last, size), table)
        for b in range(n_lists):
            at = b * portions
            add_listed(table, lists, at + first, at + last, sums, WIDTH * b)
