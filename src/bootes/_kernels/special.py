"""Special functions of the fits: digamma and trigamma, and remainders free of cancellation.

The asymptotic series of digamma is split as ``psi(y) = log(y) - 1 / (2 y) - kappa(y)``, so that
differences in which the logarithms cancel can be written without them.

References
----------
NIST Digital Library of Mathematical Functions, 5.11.2 and 5.15.8.
"""

from __future__ import annotations

import math

from numba.types import float64

from ._jit import kernel

__all__ = [
    "SERIES_START",
    "digamma",
    "digamma_remainder",
    "log1p_remainder",
    "log_minus_digamma",
    "trigamma",
    "trigamma_remainder",
]

# From here on eight terms of the series leave an error below one unit in the last place.
SERIES_START = 10.0

# Beyond this the terms of log1p(z) - z + z^2 / 2 cancel too little to matter.
_SMALL = 0.25


@kernel(float64(float64))
def digamma_remainder(y):
    """Return kappa(y) = log(y) - 1 / (2 y) - psi(y) for y >= SERIES_START."""
    t = 1.0 / (y * y)
    series = 1.0 / 12.0 - t * (3617.0 / 8160.0)
    series = -691.0 / 32760.0 + t * series
    series = 1.0 / 132.0 + t * series
    series = -1.0 / 240.0 + t * series
    series = 1.0 / 252.0 + t * series
    series = -1.0 / 120.0 + t * series
    series = 1.0 / 12.0 + t * series
    return t * series


@kernel(float64(float64))
def trigamma_remainder(y):
    """Return psi'(y) - 1 / y - 1 / (2 y^2) for y >= SERIES_START; the derivative of -kappa."""
    t = 1.0 / (y * y)
    series = 7.0 / 6.0 - t * (3617.0 / 510.0)
    series = -691.0 / 2730.0 + t * series
    series = 5.0 / 66.0 + t * series
    series = -1.0 / 30.0 + t * series
    series = 1.0 / 42.0 + t * series
    series = -1.0 / 30.0 + t * series
    series = 1.0 / 6.0 + t * series
    return t * series / y


@kernel(float64(float64))
def log_minus_digamma(y):
    """Return log(y) - psi(y) for y > 0, to full relative precision for large y too."""
    if y >= SERIES_START:
        return 0.5 / y + digamma_remainder(y)
    steps, z = 0.0, y
    while z < SERIES_START:
        steps += 1.0 / z
        z += 1.0
    return math.log(y / z) + steps + 0.5 / z + digamma_remainder(z)


@kernel(float64(float64))
def digamma(y):
    """Return psi(y) for y > 0."""
    steps = 0.0
    while y < SERIES_START:
        steps += 1.0 / y
        y += 1.0
    return math.log(y) - 0.5 / y - digamma_remainder(y) - steps


@kernel(float64(float64))
def trigamma(y):
    """Return psi'(y) for y > 0."""
    steps = 0.0
    while y < SERIES_START:
        steps += 1.0 / (y * y)
        y += 1.0
    return 1.0 / y + 0.5 / (y * y) + trigamma_remainder(y) + steps


@kernel(float64(float64))
def log1p_remainder(z):
    """Return log(1 + z) - z + z^2 / 2 for z > -1, to full relative precision near 0.

    With w = z / (2 + z), log(1 + z) = 2 artanh(w), and the first terms cancel by algebra.
    """
    if abs(z) > _SMALL:
        return math.log1p(z) - z + 0.5 * z * z
    w = z / (2.0 + z)
    t = w * w
    series = 1.0 / 17.0 + t * (1.0 / 19.0)
    for denominator in (15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0):
        series = 1.0 / denominator + t * series
    half = 1.0 + 0.5 * z
    return 2.0 * w * t * (half * half + series)
