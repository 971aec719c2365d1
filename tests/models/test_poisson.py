"""The Poisson at its boundary, and with large counts."""

from __future__ import annotations

import numpy as np

from bootes.models import MODELS

MODEL = MODELS["poisson"]


def test_all_zeros_are_certain_at_rate_0():
    assert MODEL.loglik([0.0], [0.0, 0.0]) == 0.0
    assert MODEL.loglik([0.0], [0.0, 1.0]) == -np.inf
    assert MODEL.sample([0.0], 3, np.random.default_rng(0)).tolist() == [0.0, 0.0, 0.0]


def test_equal_counts_have_a_finite_maximum():
    assert MODEL.converged(MODEL.fit([3, 3, 3]), [3, 3, 3]) is True


def test_huge_counts_pass_the_check_of_the_score():
    sample = np.random.default_rng(0).poisson(1e9, 279)
    assert MODEL.converged(MODEL.fit(sample), sample) is True
