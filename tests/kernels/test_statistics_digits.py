"""The digits of the built-in statistics, against rational arithmetic and certified values."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from bootes.statistics.builtin import BUILTINS
from tests.statistics.row_data import named_value as value
from tests.strategies import arrays, gate


def exact_moments(x):
    """Mean and variance in rational arithmetic."""
    numbers = [Fraction(v) for v in x]
    centre = sum(numbers) / len(numbers)
    return centre, sum((v - centre) ** 2 for v in numbers) / (len(numbers) - 1)


# NIST's univariate sets for numerical accuracy: (base, certified mean, standard deviation).
NIST = {
    "NumAcc1": ([10000001, 10000003, 10000002], 10000002, 1.0),
    "NumAcc2": ([1.2] + [1.1, 1.3] * 500, 1.2, 0.1),
    "NumAcc3": ([1000000.2] + [1000000.1, 1000000.3] * 500, 1000000.2, 0.1),
    "NumAcc4": ([10000000.2] + [10000000.1, 10000000.3] * 500, 10000000.2, 0.1),
}


@pytest.mark.parametrize("name", NIST)
def test_nists_data_keep_their_digits(name):
    """As many digits as the data's own rounding leaves: 9 of NumAcc3, 8 of NumAcc4."""
    data, mean, deviation = NIST[name]
    assert value("mean", data) == pytest.approx(mean, rel=1e-14)
    rounding = np.finfo(float).eps * mean / deviation
    assert value("std", data) == pytest.approx(deviation, rel=max(1e-14, 4 * rounding))
    # Of the numbers as they are stored, all digits.
    _, variance = exact_moments(data)
    assert value("variance", data) == pytest.approx(float(variance), rel=1e-13)


@gate
@given(arrays(least=2))
def test_mean_and_variance_are_exact_to_rounding(x):
    centre, spread = exact_moments(x)
    largest = np.abs(x).max()
    assert abs(value("mean", x) - float(centre)) <= 8 * np.finfo(float).eps * largest
    slack = 1e-13 * float(spread) + (8 * np.finfo(float).eps * largest) ** 2
    assert abs(value("variance", x) - float(spread)) <= slack


def exact_central(x, power):
    numbers = [Fraction(v) for v in x]
    centre = sum(numbers) / len(numbers)
    return sum((v - centre) ** power for v in numbers) / len(numbers)


FAR = [0.0, 1e6, -1e9, 1e12, 1e15]


@pytest.mark.parametrize("offset", FAR)
@pytest.mark.parametrize("n", [4, 9, 100])
def test_moments_far_from_zero_keep_their_digits(n, offset):
    """Against rational arithmetic on the numbers as they are stored."""
    x = offset + np.random.default_rng(n).gamma(2.0, 20.0, n)
    m2, m3, m4 = (exact_central(x, power) for power in (2, 3, 4))
    skewness, kurtosis = float(m3) / float(m2) ** 1.5, float(m4 / m2**2) - 3.0
    assert value("skew", x) == pytest.approx(skewness, rel=1e-11, abs=1e-12)
    assert value("kurtosis", x) == pytest.approx(kurtosis, rel=1e-11, abs=1e-12)
    deviation = math.sqrt(float(m2) * n / (n - 1))
    assert value("std", x) == pytest.approx(deviation, rel=1e-13)
    assert value("sem", x) == pytest.approx(deviation / math.sqrt(n), rel=1e-13)
    mean = float(sum(map(Fraction, x)) / n)
    assert value("cv", x) == pytest.approx(deviation / mean, rel=1e-13)


@pytest.mark.parametrize("offset", FAR)
def test_standardized_differences_far_from_zero_keep_their_digits(offset):
    """t, d, g and F of the stored numbers, whose differences from the offset are exact."""
    rng = np.random.default_rng(8)
    samples = [offset + np.round(rng.normal(j, 20.0, n)) for j, n in enumerate((9, 7, 5))]
    near = [sample - offset for sample in samples]
    for name in ("welch_t", "student_t", "cohen_d", "hedges_g", "f_statistic"):
        row = BUILTINS[name]
        k = 3 if row.or_more else 2
        assert value(name, *samples[:k]) == pytest.approx(row.python(*near[:k]), rel=1e-12)
    for name in ("slope", "pearson", "rmse", "mae", "r2"):
        x, y = samples[0][:7], samples[1]
        expected = BUILTINS[name].python(near[0][:7], near[1])
        assert value(name, x, y) == pytest.approx(expected, rel=1e-12)
