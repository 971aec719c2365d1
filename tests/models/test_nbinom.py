"""SciPy's parametrisation is the same fit."""

from __future__ import annotations

import numpy as np
import pytest

from bootes.models import MODELS

ALPHA_B, N_P = MODELS["negative_binomial"], MODELS["nbinom"]
SAMPLE = np.random.default_rng(0).negative_binomial(1.3, 1 / 71, 279)


def test_parameters_are_translated():
    alpha, b = ALPHA_B.fit(SAMPLE)
    assert N_P.fit(SAMPLE) == pytest.approx([alpha, 1 / (1 + b)], rel=1e-15)


def test_likelihood_table_and_draws_are_the_same():
    n_p, alpha_b = [1.3, 1 / 71], [1.3, 70.0]
    expected = ALPHA_B.loglik(alpha_b, SAMPLE)
    assert N_P.loglik(n_p, SAMPLE) == pytest.approx(expected, rel=1e-13)
    np.testing.assert_allclose(N_P.table(n_p).cdf, ALPHA_B.table(alpha_b).cdf, rtol=1e-12)
    one, two = np.random.default_rng(1), np.random.default_rng(1)
    np.testing.assert_array_equal(N_P.sample(n_p, 50, one), ALPHA_B.sample(alpha_b, 50, two))
