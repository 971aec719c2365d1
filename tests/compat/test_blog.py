from __future__ import annotations

import math

import numpy as np
import pytest

from bootes.compat.blog import permutation_resampling

CASE = np.array([5.2, 6.1, 7.4, 5.9, 6.6])
CONTROL = np.array([4.8, 5.0, 5.6, 4.1, 5.3])


def spread(x):
    return x.max() - x.min()


def test_two_equal_constant_groups_have_p_one():
    """The text's strict comparison gave 0."""
    pval, observed, diffs = permutation_resampling([3.0] * 6, [3.0] * 6, 500, np.mean, rng=1)
    assert (pval, observed) == (1.0, 0.0)
    assert (diffs == 0.0).all()


def test_separated_groups_have_the_exact_p_and_never_zero():
    """Exact p is 2/252; b of 50,000 is within its binomial window (false alarm below 1e-6)."""
    n = 50_000
    pval, _, _ = permutation_resampling(range(5), range(100, 105), n, np.mean, rng=1)
    exact = 2 / 252
    assert abs(pval - exact) < 5 * math.sqrt(exact * (1 - exact) / n) + 1 / n
    few, _, _ = permutation_resampling(range(20), range(100, 120), 99, np.mean, rng=1)
    assert few == 1 / 100


@pytest.mark.parametrize("statistic", [np.median, spread, np.var])
def test_the_statistic_is_used_inside_the_loop(statistic):
    """The text took the difference of means there, whatever the statistic was."""
    pval, observed, diffs = permutation_resampling(CASE, CONTROL, 400, statistic, rng=2)
    assert observed == pytest.approx(abs(statistic(CASE) - statistic(CONTROL)), abs=1e-12)
    hits = (np.abs(diffs) >= observed - 1e-12).sum()
    assert pval == (hits + 1) / 401


def test_a_python_function_and_the_compiled_mean_see_the_same_permutations():
    def plain_mean(x):
        return sum(x) / len(x)

    compiled = permutation_resampling(CASE, CONTROL, 3_000, np.mean, rng=4)
    python = permutation_resampling(CASE, CONTROL, 3_000, plain_mean, rng=4)
    assert compiled[0] == python[0]
    assert np.allclose(compiled[2], python[2], rtol=0, atol=1e-14)


def test_differences_can_be_left_out():
    with_diffs = permutation_resampling(CASE, CONTROL, 200, np.mean, rng=1)
    without = permutation_resampling(CASE, CONTROL, 200, np.mean, rng=1, keep_diffs=False)
    assert without[2] is None
    assert without[:2] == with_diffs[:2]
