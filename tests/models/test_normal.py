"""The normal at its boundary."""

from __future__ import annotations

import numpy as np

from bootes.models import MODELS

MODEL = MODELS["normal"]


def test_the_likelihood_of_constant_data_is_infinite():
    assert MODEL.loglik([0.1, 0.0], [0.1, 0.1]) == np.inf
    assert MODEL.loglik([0.1, 0.0], [0.1, 0.2]) == -np.inf


def test_constant_data_are_drawn_again():
    assert MODEL.sample([0.1, 0.0], 3, np.random.default_rng(0)).tolist() == [0.1, 0.1, 0.1]


def test_data_far_from_zero_pass_the_check_of_the_score():
    sample = 1e15 + np.random.default_rng(0).integers(0, 80, 100) / 8
    assert MODEL.converged(MODEL.fit(sample), sample) is False
    near = 1e8 + np.random.default_rng(0).normal(size=100)
    assert MODEL.converged(MODEL.fit(near), near) is True
