"""The compiled fit of the gamma distribution."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import brentq
from scipy.special import digamma

from bootes._kernels.fit_gamma import fit_gamma
from tests.kernels.exact_digamma import log_minus_digamma


def fit(sample):
    x, out = np.array(sample, np.float64), np.full(2, -1.0)
    fit_gamma(x, np.array([0, x.size]), np.empty(0), out)
    return out


def distance_to_maximum(sample, shape):
    """Return the relative distance of ``shape`` to the exact root, by a secant."""
    values = [Decimal(float(value)) for value in sample]
    mean = sum(values) / len(values)
    target = mean.ln() - sum(value.ln() for value in values) / len(values)
    step = Decimal(10) ** -12
    here = log_minus_digamma(shape) - target
    there = log_minus_digamma(Decimal(shape) * (1 + step)) - target
    return float(here * step / (there - here))


@pytest.mark.parametrize("shape", [0.05, 0.7, 2.3, 9.9, 40.0, 1e4])
def test_the_root_of_the_profile_score(shape):
    sample = np.random.default_rng(1).gamma(shape, 5.0, 300)
    target = np.log(sample.mean()) - np.log(sample).mean()
    root = brentq(lambda k: np.log(k) - digamma(k) - target, shape / 3, 3 * shape, xtol=1e-14)
    # The oracle, not the fit, cancels where the shape is large.
    assert fit(sample) == pytest.approx(
        [root, sample.mean() / root], rel=1e-13 * (1 + shape), abs=0
    )


def test_scipy_finds_no_higher_likelihood():
    sample = np.random.default_rng(2).gamma(2.3, 5.0, 100)
    shape, _, scale = stats.gamma.fit(sample, floc=0)
    assert fit(sample) == pytest.approx([shape, scale], rel=1e-7)


@pytest.mark.parametrize(
    "sample",
    [
        [1.0, 2.0],
        [1e-300, 1.0],
        [1e-300, 1e300],
        [1.0, 1.0 + 2**-52],
        [3.0] * 50 + [3.0 + 1e-9],
        1e15 + np.arange(10.0),
        1e15 + np.random.default_rng(3).integers(0, 1000, 50) / 8,
        1e-200 * np.random.default_rng(4).gamma(0.01, 1.0, 40) + 1e-310,
        np.random.default_rng(5).gamma(1e9, 1.0, 50),
        np.append(np.random.default_rng(6).gamma(2.0, 1.0, 50), 1e12),
    ],
)
def test_the_maximum_in_60_digits(sample):
    shape, scale = fit(sample)
    assert abs(distance_to_maximum(sample, shape)) < 1e-10
    assert shape * scale == pytest.approx(float(np.mean(sample)), rel=1e-14, abs=0)


@pytest.mark.parametrize("sample", [[2.0, 2.0], [0.1] * 7, [1e15] * 3, [1e-300] * 4, [5.0]])
def test_constant_data_are_the_boundary(sample):
    assert fit(sample).tolist() == [np.inf, 0.0]


@pytest.mark.parametrize(
    "sample", [[], [0.0, 1.0], [-1.0, 2.0], [1.0, np.nan], [np.nan, np.nan], [1.0, np.inf]]
)
def test_what_is_not_positive_gives_nan(sample):
    assert np.isnan(fit(sample)).all()


def test_a_million_values():
    """The true shape is within 6 standard errors; false alarm 2e-9."""
    sample = np.random.default_rng(7).gamma(2.3, 5.0, 1_000_000)
    shape, _scale = fit(sample)
    assert shape == pytest.approx(2.3, abs=6 * 2.3 * np.sqrt(2 / 1e6))
    target = np.log(sample.mean()) - np.log(sample).mean()
    assert np.log(shape) - digamma(shape) == pytest.approx(target, rel=1e-11)
