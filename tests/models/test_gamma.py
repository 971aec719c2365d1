"""The gamma distribution where its likelihood loses digits."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from bootes.models import MODELS

MODEL = MODELS["gamma"]


@pytest.mark.parametrize("shape", [1e6, 1e12])
def test_a_large_shape_goes_over_into_the_normal(shape):
    """Their log-densities differ by O(1 / sqrt(shape)); nothing else may be lost."""
    z = np.random.default_rng(0).standard_normal(50)
    sample = shape + np.sqrt(shape) * z
    expected = stats.norm.logpdf(z).sum() - 50 * 0.5 * np.log(shape)
    assert MODEL.loglik([shape, 1.0], sample) == pytest.approx(expected, abs=300 / np.sqrt(shape))


@pytest.mark.parametrize("shape", [0.01, 1e6, 1e12])
def test_the_fit_has_converged(shape):
    rng = np.random.default_rng(1)
    sample = (
        rng.gamma(shape, 3.0, 50) if shape < 1 else 3 * (shape + np.sqrt(shape) * rng.random(50))
    )
    assert MODEL.converged(MODEL.fit(sample), sample)


def test_values_far_below_the_mean_keep_their_logarithm():
    sample = np.array([1e-300, 1e-20, 1.0, 2.0])
    params = MODEL.fit(sample)
    expected = stats.gamma.logpdf(sample, params[0], scale=params[1]).sum()
    assert MODEL.loglik(params, sample) == pytest.approx(expected, rel=1e-13)
    assert MODEL.converged(params, sample)


def test_the_likelihood_at_the_boundary():
    assert MODEL.loglik([np.inf, 0.0], [2.0, 2.0]) == np.inf
    assert MODEL.loglik([np.inf, 0.0], [2.0, 3.0]) == -np.inf
