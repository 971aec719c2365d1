"""Maximum likelihood of the negative binomial, by a root of its profile score.

With mean m = alpha b fixed at the sample mean, one equation in u = 1 / alpha is left:

    sum_i [psi(alpha + x_i) - psi(alpha)] = n log(1 + m / alpha).

Where the variance (ddof 0) exceeds the mean it has exactly one finite root; elsewhere the
likelihood grows towards the Poisson limit, alpha = inf and b = 0. The search starts at the
estimate by moments, which is never far away, so that no other start is needed.

References
----------
Levin and Reeds (1977), Ann. Statist. 5, 79-87, doi:10.1214/aos/1176343739.
"""

from __future__ import annotations

import math

import numpy as np
from numba.types import UniTuple, float64, int64

from ._jit import INDEX, SOURCE, VALUES, kernel
from .fit_negative_binomial_tails import careful_score, count_tails, plain_score
from .fit_negative_binomial_values import large_score, values_score

__all__ = ["fit_nbinom", "fit_negative_binomial"]

# A table of counts up to this size, and up to this many entries per value, beats digammas.
_TABLE_LIMIT = 65_536
_TABLE_PER_VALUE = 256

# Below this m u the plain score cancels; from this alpha on the digammas do.
_SMALL_MEAN_U = 1.0
_LARGE_ALPHA = 20.0

# The steps converge at least quadratically: after a Newton step this small, one more is exact.
_TOLERANCE = 1e-6
_MOST_STEPS = 200


@kernel(UniTuple(float64, 3)(VALUES), fastmath={"reassoc"})
def _moments(x):
    """Return the mean, sum((x - mean)^2 - x) / 2 and the largest value; NaN if not counts.

    The second has the right sign: it is the ratio of an exact integer and 2 n near 0.
    """
    n = x.shape[0]
    total, wrong, largest = 0.0, 0.0, 0.0
    for i in range(n):
        total += x[i]
        wrong += x[i] - math.floor(x[i])
        wrong += 1.0 if x[i] < 0.0 else 0.0
        largest = max(largest, x[i])
    if n == 0 or not wrong <= 0.0:
        return np.nan, np.nan, np.nan
    centre = math.floor(total / n + 0.5)
    first, second = 0.0, 0.0
    for i in range(n):
        d = x[i] - centre
        first += d
        second += d * d
    # Near 0 these are integers below n^2 / 4, and a float64 holds them exactly.
    excess = (second - (first + n * centre)) * n - first * first
    return centre + first / n, 0.5 * excess / n, largest


@kernel(float64(float64, float64, float64, float64))
def _inside(u, proposal, low, high):
    """Return the proposal if it lies in the bracket, else a point that narrows the bracket."""
    if low < proposal < high:
        return proposal
    if low > 0.0 and high < np.inf:
        return math.sqrt(low) * math.sqrt(high)
    return 8.0 * u if low > 0.0 else 0.125 * u


@kernel(float64(VALUES, float64, float64, float64))
def _root(x, mean, half_excess, largest):
    """Return u = 1 / alpha at the maximum: Halley's or Newton's steps inside a bracket."""
    n = x.shape[0]
    u = 2.0 * half_excess / n / (mean * mean)
    low, high = 0.0, np.inf
    by_table = largest <= min(_TABLE_LIMIT, _TABLE_PER_VALUE * n)
    tails = count_tails(x, int64(largest)) if by_table else x
    for _ in range(_MOST_STEPS):
        if by_table and mean * u >= _SMALL_MEAN_U:
            score = plain_score(tails, n, mean, u)
        elif by_table:
            score = careful_score(tails, n, mean, half_excess, u)
        elif u * _LARGE_ALPHA > 1.0:
            score = values_score(x, mean, u)
        else:
            score = large_score(x, mean, half_excess, u)
        value, slope, curvature = score
        if value < 0.0:
            low = u
        else:
            high = u
        newton = -value / slope
        step = newton / (1.0 + 0.5 * newton * curvature / slope)
        if slope > 0.0 and abs(newton) <= _TOLERANCE * u:
            return u + step
        u = _inside(u, u + step, low, high)
    return np.nan


@kernel((VALUES, INDEX, SOURCE, VALUES))
def fit_negative_binomial(resample, offsets, args, out):
    """Write alpha and b; ``args`` is not needed."""
    x = resample[offsets[0] : offsets[1]]
    mean, half_excess, largest = _moments(x)
    if not half_excess > 0.0:
        no_maximum = half_excess <= 0.0
        out[0], out[1] = (np.inf, 0.0) if no_maximum else (np.nan, np.nan)
        return
    u = _root(x, mean, half_excess, largest)
    out[0], out[1] = 1.0 / u, mean * u


@kernel((VALUES, INDEX, SOURCE, VALUES))
def fit_nbinom(resample, offsets, args, out):
    """Write n = alpha and p = 1 / (1 + b)."""
    fit_negative_binomial(resample, offsets, args, out)
    out[1] = 1.0 / (1.0 + out[1])
