"""Statistics of many columns: tile by tile, all replicates of a block at a time."""

from __future__ import annotations

import math

import numpy as np
from numba.types import boolean, float64, int64

from ._jit import INDEX, SOURCE, VALUES, kernel
from .finish import FINISH
from .listed import LISTS, sum_members, table_length
from .settle import settle
from .vectors import WIDTH, add_listed

__all__ = ["finish_tile", "loop_largest", "loop_tiles"]

_LISTED = (LISTS, int64, boolean, INDEX)  # of this many replicates: rows, or members of the first
_DATA = (SOURCE, SOURCE)
_STATISTIC = (FINISH, SOURCE, boolean, int64)
_ALONE, _DIFFERENCE, _RATIO = 0, 1, 2


@kernel(VALUES(SOURCE))
def _totals(tile):
    """Return the eight sums of a tile."""
    total = np.zeros(WIDTH)
    for i in range(0, tile.shape[0], WIDTH):
        for j in range(WIDTH):
            total[j] += tile[i + j]
    return total


@kernel((SOURCE, *_LISTED, VALUES, VALUES))
def _sum_samples(tile, lists, n_lists, dealt, bounds, table, sums):
    """Write the sums of each sample: sums[2 s] of sample s, as in ``finish.py``."""
    samples, width = bounds.shape[0] - 1, WIDTH * n_lists
    size = bounds[samples]
    if not dealt:
        for s in range(samples):
            part = sums[2 * s * width : (2 * s + 1) * width]
            part[:] = 0.0
            for b in range(n_lists):
                at = b * size
                add_listed(tile, lists, at + bounds[s], at + bounds[s + 1], part, WIDTH * b)
        return
    first, second = sums[:width], sums[2 * width : 3 * width]
    sum_members(tile, size, lists, n_lists, table, first)
    total = _totals(tile)
    for b in range(0, width, WIDTH):
        for j in range(WIDTH):
            second[b + j] = total[j] - first[b + j]


@kernel((SOURCE, *_LISTED, VALUES, VALUES))
def _add_squares(tile, lists, n_lists, dealt, bounds, table, moments):
    """Write the sums of squares about the mean, behind the sums of each sample."""
    width = WIDTH * n_lists
    squares = tile * tile
    _sum_samples(squares, lists, n_lists, dealt, bounds, table, moments[width:])
    scale = np.empty(width)
    for s in range(bounds.shape[0] - 1):
        sums = moments[2 * s * width : (2 * s + 1) * width]
        about = moments[(2 * s + 1) * width : (2 * s + 2) * width]
        if not dealt:
            scale[:] = about
        elif s == 0:
            scale[:] = about + moments[3 * width :]
        settle(tile, lists, dealt, bounds, s, scale, sums, about)


@kernel((FINISH, SOURCE, int64, VALUES, SOURCE, SOURCE, VALUES))
def finish_tile(finish, args, combine, moments, centres, sizes, out):
    """Compute the statistic, or combine its values of two samples."""
    if combine == _ALONE:
        finish(moments, centres, sizes, args, out)
        return
    width = out.shape[0]
    other = np.empty(width)
    finish(moments[: 2 * width], centres[:WIDTH], sizes[:1], args, out)
    finish(moments[2 * width :], centres[WIDTH:], sizes[1:], args, other)
    for i in range(width):
        if combine == _DIFFERENCE:
            out[i] -= other[i]
        else:
            ratio = out[i] / other[i]
            out[i] = ratio if combine == _RATIO else math.log(ratio)


@kernel((*_STATISTIC, *_DATA, *_LISTED, int64, VALUES, VALUES, VALUES))
def _tile_values(
    finish, args, spread, combine, tiles, centres, lists, n_lists, dealt, bounds, t,
    table, moments, out,
):  # fmt: skip
    """Write the values of tile ``t``: eight columns of each replicate."""
    samples = bounds.shape[0] - 1
    length = centres.shape[0] // (WIDTH * samples)
    size = tiles.shape[0] // length
    tile = tiles[t * size : (t + 1) * size]
    _sum_samples(tile, lists, n_lists, dealt, bounds, table, moments)
    if spread:
        _add_squares(tile, lists, n_lists, dealt, bounds, table, moments)
    rows = np.empty(samples)
    for s in range(samples):
        rows[s] = bounds[s + 1] - bounds[s]
    held = centres[t * samples * WIDTH : (t + 1) * samples * WIDTH]
    finish_tile(finish, args, combine, moments, held, rows, out)


@kernel((*_STATISTIC, *_DATA, *_LISTED, float64[:, ::1]))
def loop_tiles(
    finish, args, spread, combine, tiles, centres, lists, n_lists, dealt, bounds, out
):  # fmt: skip
    """Write the statistic of every column, a row of ``out`` per replicate."""
    samples, columns = bounds.shape[0] - 1, out.shape[1]
    table = np.empty(table_length(bounds[samples]))
    moments = np.empty(2 * samples * WIDTH * n_lists)
    values = np.empty(WIDTH * n_lists)
    for t in range((columns + WIDTH - 1) // WIDTH):
        _tile_values(
            finish, args, spread, combine, tiles, centres, lists, n_lists, dealt, bounds, t,
            table, moments, values,
        )  # fmt: skip
        first = WIDTH * t
        for b in range(n_lists):
            for j in range(min(WIDTH, columns - first)):
                out[b, first + j] = values[WIDTH * b + j]


@kernel((*_STATISTIC, *_DATA, *_LISTED, float64, VALUES))
def loop_largest(
    finish, args, spread, combine, tiles, centres, lists, n_lists, dealt, bounds, centre, out
):  # fmt: skip
    """Write the largest distance of a column's statistic from ``centre``; NaN if one is NaN."""
    samples = bounds.shape[0] - 1
    table = np.empty(table_length(bounds[samples]))
    moments = np.empty(2 * samples * WIDTH * n_lists)
    values, largest = np.empty(WIDTH * n_lists), np.zeros(WIDTH * n_lists)
    for t in range(centres.shape[0] // (WIDTH * samples)):
        _tile_values(
            finish, args, spread, combine, tiles, centres, lists, n_lists, dealt, bounds, t,
            table, moments, values,
        )  # fmt: skip
        for i in range(values.shape[0]):
            away, held = abs(values[i] - centre), largest[i]
            largest[i] = held if away <= held or held != held else away
    for b in range(n_lists):
        most = 0.0
        for j in range(WIDTH):
            value = largest[WIDTH * b + j]
            most = most if value <= most or most != most else value
        out[b] = most
