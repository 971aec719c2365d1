"""Fill functions of the bootstrap: draw rows with replacement, leave one out, copy.

Bounded draws take lanes of a word from the low end, four of 16 bits where n <= 65,536 and two
of 32 bits beyond. A lane x gives the row (x n) >> bits; it is skipped where the low bits of x n
are below 2^bits mod n, which makes the rows exactly uniform. Every sample starts at a new word.

References
----------
Lemire (2019), ACM Trans. Model. Comput. Simul. 29, 3: fast random integers in an interval.
"""

from __future__ import annotations

import numpy as np
from numba.types import UniTuple, int64, uint64

from ._jit import INDEX, KEY, SOURCE, VALUES, kernel
from .sfc64 import advance, seeded

__all__ = [
    "LANES_16",
    "draw_rows",
    "fill_jackknife",
    "fill_original",
    "fill_rows",
    "fill_samples",
    "fill_tables",
]

LANES_16 = 65_536  # the largest n that is drawn with 16-bit lanes
_MASK_16 = np.uint64(0xFFFF)
_MASK_32 = np.uint64(0xFFFFFFFF)
_STATE = UniTuple(uint64, 4)


@kernel(_STATE(uint64, uint64, uint64, uint64, SOURCE, int64, int64, VALUES))
def _gather(a, b, c, counter, source, first, n, resample):
    """Write n draws from source[first:first + n] to the same place of ``resample``."""
    width = uint64(n)
    stop = first + n
    i = first
    if n <= LANES_16:
        reject = uint64(LANES_16) % width
        while i < stop:
            a, b, c, counter, word = advance(a, b, c, counter)
            for _lane in range(4):
                product = (word & _MASK_16) * width
                word >>= uint64(16)
                if (product & _MASK_16) >= reject and i < stop:
                    resample[i] = source[first + int64(product >> uint64(16))]
                    i += 1
    else:
        reject = (uint64(1) << uint64(32)) % width
        while i < stop:
            a, b, c, counter, word = advance(a, b, c, counter)
            for _lane in range(2):
                product = (word & _MASK_32) * width
                word >>= uint64(32)
                if (product & _MASK_32) >= reject and i < stop:
                    resample[i] = source[first + int64(product >> uint64(32))]
                    i += 1
    return a, b, c, counter


@kernel(_STATE(uint64, uint64, uint64, uint64, int64[::1]))
def _rows_from(a, b, c, counter, rows):
    """Write the row numbers of one resample of ``rows.shape[0]`` rows; return the state."""
    n = rows.shape[0]
    width = uint64(n)
    i = 0
    bits = uint64(16) if n <= LANES_16 else uint64(32)
    lanes = 4 if n <= LANES_16 else 2
    mask = (uint64(1) << bits) - uint64(1)
    reject = (uint64(1) << bits) % width
    while i < n:
        a, b, c, counter, word = advance(a, b, c, counter)
        for _lane in range(lanes):
            product = (word & mask) * width
            word >>= bits
            if (product & mask) >= reject and i < n:
                rows[i] = int64(product >> bits)
                i += 1
    return a, b, c, counter


@kernel((KEY, int64, int64[::1]))
def draw_rows(key, replicate, rows):
    """Write the row numbers of one resample of ``rows.shape[0]`` rows."""
    a, b, c, counter = seeded(key, replicate)
    _rows_from(a, b, c, counter, rows)


@kernel((KEY, int64, SOURCE, INDEX, VALUES))
def fill_samples(key, replicate, source, layout, resample):
    """Draw each sample from itself; ``layout`` holds the offsets of the samples."""
    a, b, c, counter = seeded(key, replicate)
    for j in range(layout.shape[0] - 1):
        first = layout[j]
        n = layout[j + 1] - first
        a, b, c, counter = _gather(a, b, c, counter, source, first, n, resample)


@kernel((KEY, int64, SOURCE, INDEX, VALUES))
def fill_rows(key, replicate, source, layout, resample):
    """Draw rows of equally long columns; ``layout`` holds the offsets of the columns."""
    n = layout[1]
    rows = np.empty(n, np.int64)
    draw_rows(key, replicate, rows)
    for j in range(layout.shape[0] - 1):
        first = layout[j]
        for i in range(n):
            resample[first + i] = source[first + rows[i]]


@kernel((KEY, int64, SOURCE, INDEX, VALUES))
def fill_tables(key, replicate, source, layout, resample):
    """Draw rows of each table from itself; ``layout`` is (first, n, columns) per table, flat."""
    a, b, c, counter = seeded(key, replicate)
    for t in range(layout.shape[0] // 3):
        first, n, columns = layout[3 * t], layout[3 * t + 1], layout[3 * t + 2]
        rows = np.empty(n, np.int64)
        a, b, c, counter = _rows_from(a, b, c, counter, rows)
        for _column in range(columns):
            for i in range(n):
                resample[first + i] = source[first + rows[i]]
            first += n


@kernel((KEY, int64, SOURCE, INDEX, VALUES))
def fill_original(key, replicate, source, layout, resample):
    """Copy the data: the resample whose statistic is the estimate."""
    for i in range(resample.shape[0]):
        resample[i] = source[i]


@kernel((KEY, int64, SOURCE, INDEX, VALUES))
def fill_jackknife(key, replicate, source, layout, resample):
    """Leave group ``replicate`` out; ``layout`` is (first, n, size of a group) per sample, flat.

    Row i belongs to group i modulo n // size. Samples with size 0 are copied whole, so that
    several independent samples are left out of one at a time and columns of one together.
    """
    position = 0
    for j in range(layout.shape[0] // 3):
        first, n, size = layout[3 * j], layout[3 * j + 1], layout[3 * j + 2]
        groups = n // size if size > 0 else n
        for i in range(n):
            if size == 0 or i >= groups * size or i % groups != replicate:
                resample[position] = source[first + i]
                position += 1
