"""Special functions of the fits, against SciPy and against 60 decimal digits."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest
import scipy.special

from bootes._kernels import special
from tests.kernels import exact_digamma

SERIES_START = special.SERIES_START
GRID = np.concatenate(
    [np.logspace(-8, 12, 401), [0.5, 1.0, 1.5, 2.0, np.nextafter(SERIES_START, 0), SERIES_START]]
)
FEW = [1e-6, 0.3, 1.0, 4.5, 9.999999, 10.0, 10.5, 123.0, 1e5, 1e9, 1e15]
# psi has a root here; next to it only the absolute error is small.
ROOT = 1.4616321449683623


def series_error(y):
    """Return what the term left out may add to a remainder: 1e-16 of digamma at y = 10."""
    return 4e-14 if y < 20 else 4e-15


def test_digamma_is_that_of_scipy():
    values = np.array([special.digamma(y) for y in GRID])
    np.testing.assert_allclose(values, scipy.special.digamma(GRID), rtol=4e-15, atol=2e-15)


def test_digamma_next_to_its_root():
    assert abs(special.digamma(ROOT)) < 2e-15


def test_trigamma_is_that_of_scipy():
    values = np.array([special.trigamma(y) for y in GRID])
    np.testing.assert_allclose(values, scipy.special.polygamma(1, GRID), rtol=4e-15)


@pytest.mark.parametrize("y", FEW)
def test_log_minus_digamma_has_full_precision(y):
    assert special.log_minus_digamma(y) == pytest.approx(
        float(exact_digamma.log_minus_digamma(y)), rel=1e-14, abs=0
    )


@pytest.mark.parametrize("y", [y for y in FEW if y >= SERIES_START])
def test_digamma_remainder_has_full_precision(y):
    exact = exact_digamma.log_minus_digamma(y) - 1 / (2 * Decimal(y))
    assert special.digamma_remainder(y) == pytest.approx(float(exact), rel=series_error(y), abs=0)


@pytest.mark.parametrize("y", [y for y in FEW if SERIES_START <= y < 1e12])
def test_trigamma_remainder_is_the_slope_of_the_digamma_remainder(y):
    step = Decimal(10) ** -15 * Decimal(y)

    def remainder(z):
        return exact_digamma.log_minus_digamma(z) - 1 / (2 * z)

    exact = (remainder(Decimal(y) - step) - remainder(Decimal(y) + step)) / (2 * step)
    assert special.trigamma_remainder(y) == pytest.approx(float(exact), rel=series_error(y), abs=0)


@pytest.mark.parametrize("size", [1e-300, 1e-100, 1e-9, 1e-3, 0.1, 0.2499, 0.25, 0.2501, 0.5, 0.9])
@pytest.mark.parametrize("sign", [-1, 1])
def test_log1p_remainder_has_full_precision(size, sign):
    z = Decimal(sign * size)
    exact = (1 + z).ln() - z + z * z / 2 if size > 1e-20 else z**3 / 3
    assert special.log1p_remainder(sign * size) == pytest.approx(float(exact), rel=3e-14, abs=0)


def test_log1p_remainder_of_zero_and_of_large_values():
    assert special.log1p_remainder(0.0) == 0.0
    assert special.log1p_remainder(50.0) == pytest.approx(math.log(51) - 50 + 1250, rel=1e-14)
