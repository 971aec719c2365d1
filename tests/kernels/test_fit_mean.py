"""The compiled mean, the fit of Poisson and exponential."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from bootes._kernels.fit_mean import fit_mean


def fit(sample):
    x, out = np.array(sample, np.float64), np.full(1, -1.0)
    fit_mean(x, np.array([0, x.size]), np.empty(0), out)
    return out[0]


@pytest.mark.parametrize(
    "sample",
    [
        [1.0, 2.0],
        [0.1] * 7,
        [0.0] * 5,
        np.random.default_rng(0).poisson(3.0, 279),
        np.random.default_rng(1).integers(0, 10**9, 279),
        1e15 + np.random.default_rng(2).integers(0, 80, 1001) / 8,
        [1e16] + [1.0] * 1000,
        np.random.default_rng(3).exponential(5.0, 1_000_000),
    ],
)
def test_the_mean_is_exact_to_a_unit_in_the_last_place(sample):
    values = [Fraction(float(value)) for value in sample]
    exact = float(sum(values) / len(values))
    assert abs(fit(sample) - exact) <= np.spacing(exact)


def test_no_values_or_nan_give_nan():
    assert np.isnan(fit([]))
    assert np.isnan(fit([1.0, np.nan]))
