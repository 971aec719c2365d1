"""The compiled fit of the normal."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from bootes._kernels.fit_normal import fit_normal


def fit(sample):
    x, out = np.array(sample, np.float64), np.full(2, -1.0)
    fit_normal(x, np.array([0, x.size]), np.empty(0), out)
    return out


def exact(sample):
    values = [Fraction(float(value)) for value in sample]
    mean = sum(values) / len(values)
    return float(mean), math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))


@pytest.mark.parametrize(
    "sample",
    [
        [1.0, 2.0],
        [-1e-200, 3.0, 1e9],
        np.random.default_rng(0).normal(3.0, 2.0, 279),
        1e15 + np.random.default_rng(1).integers(0, 80, 1001) / 8,
        -1e15 + np.random.default_rng(2).integers(0, 2, 10) / 8,
        np.random.default_rng(3).standard_cauchy(500) * 1e6,
    ],
)
def test_both_are_those_of_fractions(sample):
    mu, sigma = exact(sample)
    fitted = fit(sample)
    assert abs(fitted[0] - mu) <= np.spacing(abs(mu))
    assert fitted[1] == pytest.approx(sigma, rel=1e-13, abs=0)


@pytest.mark.parametrize("value", [0.0, 0.1, -3.7, 1e15, 1e-300])
@pytest.mark.parametrize("n", [2, 7, 10_000])
def test_constant_data_have_sigma_0(value, n):
    assert fit([value] * n).tolist() == [value, 0.0]


def test_a_million_values():
    sample = np.random.default_rng(4).normal(1e6, 1.0, 1_000_000)
    assert fit(sample) == pytest.approx([sample.mean(), sample.std()], rel=1e-13)


def test_no_values_or_nan_give_nan():
    assert np.isnan(fit([])).all()
    assert np.isnan(fit([1.0, np.nan])).all()
