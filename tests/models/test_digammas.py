"""Digamma and log-gamma without their logarithms, against 60 digits and SciPy."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.special

from bootes.models.digammas import digamma_gap, loggamma_gap
from tests.kernels.exact_digamma import log_minus_digamma

VALUES = [1e-4, 0.3, 1.0, 7.5, 19.999, 20.0, 33.0, 1e4, 1e9, 1e16]


@pytest.mark.parametrize("y", VALUES)
def test_digamma_gap_has_full_precision(y):
    rel = 1e-15 if y >= 20 else 5e-14
    assert digamma_gap(y) == pytest.approx(float(log_minus_digamma(y)), rel=rel, abs=0)


@pytest.mark.parametrize("y", [y for y in VALUES if y < 1e5])
def test_loggamma_gap_is_that_of_scipy(y):
    expected = scipy.special.gammaln(y) - (y - 0.5) * np.log(y) + y - 0.5 * np.log(2 * np.pi)
    assert loggamma_gap(y) == pytest.approx(expected, abs=1e-14 * max(1, y * np.log(y)))


@pytest.mark.parametrize("y", [20.0, 33.0, 1e4, 1e9])
def test_loggamma_gap_satisfies_the_recurrence(y):
    """Gamma(y + 1) = y Gamma(y) gives gap(y) - gap(y + 1) = (y + 1/2) log(1 + 1/y) - 1."""
    z = 1 / (2 * y + 1)
    expected = z**2 / 3 + z**4 / 5 + z**6 / 7 + z**8 / 9 + z**10 / 11
    # Each gap is about 1 / (12 y), of which the difference keeps 1 / y.
    assert loggamma_gap(y) - loggamma_gap(y + 1) == pytest.approx(expected, abs=1e-16 / y)


def test_both_forms_meet():
    below, above = np.nextafter(20.0, 0), 20.0
    assert digamma_gap(below) == pytest.approx(float(digamma_gap(above)), rel=1e-13)
    assert loggamma_gap(below) == pytest.approx(float(loggamma_gap(above)), abs=3e-14)


def test_arrays_are_done_elementwise():
    y = np.array(VALUES)
    np.testing.assert_array_equal(digamma_gap(y), [digamma_gap(v) for v in VALUES])
    np.testing.assert_array_equal(loggamma_gap(y), [loggamma_gap(v) for v in VALUES])
