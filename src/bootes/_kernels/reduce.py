"""What reducers count in a run of replicates: tails, bins, moments of blocks."""

from __future__ import annotations

import math

from numba.types import Array, float64, int64

from ._jit import SOURCE, kernel

__all__ = ["add_moments", "block_moments", "count_bins", "count_tails"]

_VALUES = Array(float64, 2, "C", readonly=True)


@kernel((_VALUES, SOURCE, SOURCE, SOURCE, int64[:, ::1]))
def count_tails(values, observed, centre, tolerance, counts):
    """Add to counts[j] = (T >= t, T <= t, T = t, |T - c| >= |t - c|, NaN, infinite).

    Values within the tolerance of t are ties.
    """
    for j in range(values.shape[1]):
        t, c, tau = observed[j], centre[j], tolerance[j]
        distance = abs(t - c) - tau
        above = below = far = missing = infinite = 0
        for b in range(values.shape[0]):
            value = values[b, j]
            above += value >= t - tau
            below += value <= t + tau
            far += abs(value - c) >= distance
            missing += value != value
            infinite += math.isinf(value)
        counts[j, 0] += above
        counts[j, 1] += below
        counts[j, 2] += above + below + missing - values.shape[0]
        counts[j, 3] += far
        counts[j, 4] += missing
        counts[j, 5] += infinite


@kernel((_VALUES, SOURCE, SOURCE, int64[:, ::1]))
def count_bins(values, low, width, counts):
    """Add to counts[j]: underflow, bins of equal width from low[j], overflow; NaN nowhere."""
    last = counts.shape[1] - 1
    for j in range(values.shape[1]):
        scale = 1.0 / width[j]
        for b in range(values.shape[0]):
            position = (values[b, j] - low[j]) * scale + 1.0
            if position == position:
                counts[j, int64(min(max(position, 0.0), float(last)))] += 1


@kernel((_VALUES, int64, float64[:, :, ::1]))
def block_moments(values, size, moments):
    """Write (count, mean, sum of squared deviations) of each block of ``size`` rows.

    NaN rows are left out, component by component.
    """
    for block in range(moments.shape[0]):
        start = block * size
        stop = min(start + size, values.shape[0])
        for j in range(values.shape[1]):
            total, count = 0.0, 0
            for b in range(start, stop):
                if not math.isnan(values[b, j]):
                    total += values[b, j]
                    count += 1
            mean = total / count if count else 0.0
            squares = 0.0
            for b in range(start, stop):
                if not math.isnan(values[b, j]):
                    squares += (values[b, j] - mean) ** 2
            moments[block, j, 0] = count
            moments[block, j, 1] = mean
            moments[block, j, 2] = squares


_MOMENTS = Array(float64, 3, "A", readonly=True)


@kernel((_MOMENTS, _MOMENTS, float64[:, :, ::1]))
def add_moments(left, right, out):
    """Add the (count, mean, sum of squares) of neighbours: Chan, Golub and LeVeque's rule."""
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            n, m = left[i, j, 0], right[i, j, 0]
            mean, other = left[i, j, 1], right[i, j, 1]
            squares = left[i, j, 2] + right[i, j, 2]
            if n == 0.0:
                mean = other
            elif m > 0.0:
                gap = other - mean
                share = m / (n + m)
                mean += gap * share
                squares += gap * gap * n * share
            out[i, j, 0] = n + m
            out[i, j, 1] = mean
            out[i, j, 2] = squares
