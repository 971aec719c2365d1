"""The negative binomial where its likelihood loses digits, and against the oracle."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import minimize

from bootes.models import MODELS
from tests.kernels.exact_digamma import profile_score
from tests.oracles import negative_binomial as oracle

MODEL = MODELS["negative_binomial"]


def draws(alpha, b, n, seed=0):
    rng = np.random.default_rng(seed)
    return rng.poisson(b * rng.standard_gamma(alpha, n)).astype(np.float64)


@pytest.mark.parametrize(("alpha", "b"), [(1.26, 69.4), (0.55, 8.2), (4.53, 16.5)])
def test_fit_and_likelihood_are_those_of_the_oracle(alpha, b):
    sample = draws(alpha, b, 279)
    params = MODEL.fit(sample)
    assert params == pytest.approx(oracle.maximum(sample), rel=1e-12)
    assert MODEL.loglik(params, sample) == pytest.approx(oracle.loglik(sample, *params), rel=1e-13)


def test_a_general_minimiser_finds_nothing_higher():
    sample = draws(1.26, 69.4, 279)

    def cost(logs):
        alpha, b = np.exp(logs)
        return -stats.nbinom.logpmf(sample, alpha, 1 / (1 + b)).sum()

    found = minimize(cost, np.log([1.0, 50.0]), method="BFGS", options={"gtol": 1e-9})
    assert MODEL.fit(sample) == pytest.approx(np.exp(found.x), rel=1e-6)
    assert MODEL.loglik(MODEL.fit(sample), sample) >= -found.fun - 1e-9


@pytest.mark.parametrize("alpha", [1e-4, 0.3, 15.0, 25.0, 1e5, 1e8, 1e12])
def test_the_score_keeps_its_digits_up_to_the_poisson_limit(alpha):
    """Against 60 digits, at b = mean / alpha rounded: the rest is at most the rounding of b."""
    sample = draws(4.0, 5.0, 60)
    mean = sample.mean()
    score = MODEL.score([alpha, mean / alpha], sample)[0]
    exact = float(profile_score(sample, alpha))
    assert score == pytest.approx(exact, rel=1e-11, abs=60 * mean * 1e-15 / alpha)


@pytest.mark.parametrize("alpha", [1e3, 1e6, 1e9, 1e13])
def test_the_likelihood_goes_over_into_that_of_the_poisson(alpha):
    """Their difference is sum((x - m)^2 - x) / (2 alpha), up to higher orders in 1 / alpha."""
    sample = draws(4.0, 5.0, 60)
    mean = sample.mean()
    poisson = stats.poisson.logpmf(sample, mean).sum()
    first = ((sample - mean) ** 2 - sample).sum() / (2 * alpha)
    value = MODEL.loglik([alpha, mean / alpha], sample)
    assert value - poisson == pytest.approx(first, abs=1e-11 * 60 * mean + 2e5 / alpha**2 * 60)
    assert MODEL.loglik([np.inf, 0.0], sample) == pytest.approx(poisson, rel=1e-14)


@pytest.mark.parametrize("alpha", [30.0, 1e4, 1e7])
def test_near_the_poisson_limit_the_fit_has_converged(alpha):
    """Some of these samples are at the boundary; the others must pass the check of the score."""
    converged = 0
    for seed in range(20):
        sample = draws(alpha, 100 / alpha, 279, seed)
        params = MODEL.fit(sample)
        converged += bool(MODEL.converged(params, sample))
        assert MODEL.at_boundary(params) == (oracle.excess(sample.astype(np.int64)) <= 0)
        assert MODEL.at_boundary(params) != MODEL.converged(params, sample)
    assert 0 < converged < 20 or alpha == 30.0


def test_huge_counts_pass_the_check_of_the_score():
    sample = draws(1.3, 1e9, 279)
    assert MODEL.converged(MODEL.fit(sample), sample)


def test_all_zeros():
    params = MODEL.fit(np.zeros(5))
    assert params.tolist() == [np.inf, 0.0]
    assert MODEL.loglik(params, np.zeros(5)) == 0.0


def test_samples_near_the_poisson_limit_keep_their_mean():
    """The chance p = 1 / (1 + b) is rounded to 1; 6 standard errors, false alarm 2e-9."""
    sample = MODEL.sample([1e18, 5e-18], 100_000, np.random.default_rng(0))
    assert sample.mean() == pytest.approx(5.0, abs=6 * np.sqrt(5.0 / 100_000))
