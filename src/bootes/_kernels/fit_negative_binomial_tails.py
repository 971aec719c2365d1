"""Profile score of the negative binomial as sums over tail counts, for moderate counts.

T_j is the number of values above j. As psi(alpha + x) - psi(alpha) is the sum of 1 / (alpha + j)
over j < x, the sum over all values is that of T_j / (alpha + j).
"""

from __future__ import annotations

import math

import numpy as np
from numba.types import UniTuple, float64, int64

from ._jit import VALUES, kernel
from .special import log1p_remainder

__all__ = ["careful_score", "count_tails", "plain_score"]


@kernel(VALUES(VALUES, int64))
def count_tails(x, largest):
    """Return T_j for j from 0 to ``largest`` - 1."""
    counts = np.zeros(largest + 1, np.int64)
    for i in range(x.shape[0]):
        counts[int64(x[i])] += 1
    tails = np.empty(largest)
    above = 0
    for j in range(largest, 0, -1):
        above += counts[j]
        tails[j - 1] = above
    return tails


@kernel(UniTuple(float64, 3)(VALUES, int64, float64, float64), fastmath={"reassoc"})
def plain_score(tails, n, mean, u):
    """Return alpha times the score, and its first and second derivative in u = 1 / alpha."""
    a = 1.0 / u
    s1, s2, s3 = 0.0, 0.0, 0.0
    for j in range(tails.shape[0]):
        r = 1.0 / (a + j)
        term = tails[j] * r
        s1 += term
        term *= r
        s2 += term
        s3 += term * r
    am = a + mean
    score = s1 - n * math.log1p(mean * u)
    slope = n * mean / (a * am) - s2
    curvature = 2.0 * s3 - n * mean * (a + am) / (a * a * am * am)
    by_a = score + a * slope
    by_aa = 2.0 * slope + a * curvature
    return a * score, -a * a * by_a, a * a * a * (a * by_aa + 2.0 * by_a)


@kernel(UniTuple(float64, 3)(VALUES, int64, float64, float64, float64), fastmath={"reassoc"})
def careful_score(tails, n, mean, half_excess, u):
    """Return alpha^2 times the score without the terms that cancel, its derivative in u, and 0.

    The series of the score in u starts with ``-half_excess``, known exactly; the rest has one
    sign, and is nearly linear in u where this form is used.
    """
    s1, s2 = 0.0, 0.0
    for j in range(tails.shape[0]):
        r = 1.0 / (1.0 + j * u)
        term = tails[j] * (float(j) * float(j)) * r
        s1 += term
        s2 += term * (j * r)
    y = mean * u
    remainder = log1p_remainder(y) / (y * y * y)
    by_y = (1.0 / (1.0 + y) - 3.0 * remainder) / y
    cube = n * mean * mean * mean
    factor = s1 - cube * remainder
    by_u = -s2 - cube * mean * by_y
    return u * factor - half_excess, factor + u * by_u, 0.0
