"""The exponential at its boundary."""

from __future__ import annotations

import numpy as np

from bootes.models import MODELS

MODEL = MODELS["exponential"]


def test_the_likelihood_of_zeros_is_infinite_at_scale_0():
    assert MODEL.loglik([0.0], [0.0, 0.0]) == np.inf
    assert MODEL.loglik([0.0], [0.0, 1.0]) == -np.inf
    assert MODEL.sample([0.0], 3, np.random.default_rng(0)).tolist() == [0.0, 0.0, 0.0]


def test_constant_data_have_a_finite_maximum():
    assert MODEL.converged(MODEL.fit([0.1] * 7), [0.1] * 7) is True
