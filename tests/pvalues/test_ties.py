"""Ties are ties: what differs by rounding alone is counted exactly."""

from __future__ import annotations

import numpy as np
import pytest

from bootes.errors import DegenerateWarning
from bootes.permutation import permutation_test

STEPS = np.array([1, 3, 7, 2, 5]), np.array([4, 6, 5, 9, 8, 3])
SHIFT_INVARIANT = ["mean_difference", "median_difference", "welch_t", "rank_sum"]
RULES = [("less", None), ("greater", None), ("two-sided", "abs"), ("two-sided", "doubled")]
each_rule = pytest.mark.parametrize(("alternative", "two_sided"), RULES)


def user_difference(x, y):
    return np.mean(x) - np.mean(y)


def counts(data, statistic, alternative, two_sided, **options):
    t = permutation_test(
        data, statistic, alternative=alternative, two_sided=two_sided, method="exact", **options
    )
    return t.pvalue, t.n_ties


@each_rule
@pytest.mark.parametrize("offset", [0.0, 1.0, 1e3, 1e6, 1e8])
@pytest.mark.parametrize("statistic", SHIFT_INVARIANT)
def test_tenths_with_an_offset_have_the_p_of_whole_steps(statistic, offset, alternative, two_sided):
    expected = counts(STEPS, statistic, alternative, two_sided)
    tenths = tuple(steps / 10 + offset for steps in STEPS)
    assert counts(tenths, statistic, alternative, two_sided) == expected


@each_rule
@pytest.mark.parametrize(("offset", "tolerance"), [(0.0, None), (1.0, None), (1e8, 1e-6)])
def test_a_function_may_need_a_stated_tolerance(offset, tolerance, alternative, two_sided):
    """What a function does to an offset is not known: 1e-12 of its value is for small ones."""
    expected = counts(STEPS, user_difference, alternative, two_sided)
    tenths = tuple(steps / 10 + offset for steps in STEPS)
    found = counts(tenths, user_difference, alternative, two_sided, tie_tolerance=tolerance)
    assert found == expected


@pytest.mark.parametrize("scale", [1e-12, 0.1, 1 / 3, 1e9])
@pytest.mark.parametrize("statistic", [*SHIFT_INVARIANT, "mean_ratio", user_difference])
def test_scale_changes_no_p(statistic, scale):
    expected = counts(STEPS, statistic, "greater", None)
    scaled = tuple(scale * steps for steps in STEPS)
    assert counts(scaled, statistic, "greater", None) == expected


@pytest.mark.parametrize("statistic", [*SHIFT_INVARIANT, user_difference])
def test_an_observed_zero_ties_with_zeros(statistic):
    steps = np.array([1, 3, 7, 2, 5, 4]), np.array([4, 6, 5, 2, 3, 2])
    assert user_difference(*steps) == 0.0
    tenths = tuple(s / 10 for s in steps)
    for alternative in ("greater", "less"):
        expected = counts(steps, statistic, alternative, None)
        assert counts(tenths, statistic, alternative, None) == expected


def test_both_tails_share_the_ties():
    """P(T >= t) + P(T <= t) = 1 + P(T = t), in counts."""
    tenths = tuple(steps / 10 for steps in STEPS)
    for statistic in [*SHIFT_INVARIANT, "mean_ratio", user_difference]:
        greater, ties = counts(tenths, statistic, "greater", None)
        less, again = counts(tenths, statistic, "less", None)
        assert ties == again > 0
        assert greater + less == pytest.approx(1 + ties / 462, rel=1e-12)


def test_a_given_tolerance_merges_what_is_close():
    x, y = np.array([1.0, 2.0, 4.0]), np.array([1.1, 2.2, 4.3, 0.9])
    strict = permutation_test((x, y), "welch_t", method="exact")
    loose = permutation_test((x, y), "welch_t", method="exact", tie_tolerance=0.5)
    assert loose.n_ties > strict.n_ties
    assert loose.pvalue > strict.pvalue
    gap = np.abs(strict.null - strict.statistic)
    assert loose.n_ties == np.sum(gap <= 0.5 * abs(strict.statistic))
    exactly = permutation_test((x, y), "welch_t", method="exact", tie_tolerance=0)
    assert exactly.n_ties >= 1


def test_ties_are_counted_one_by_one():
    t = permutation_test(([0, 0, 1], [0, 1, 1, 1]), method="exact")
    # One of four ones, and two of three zeros.
    assert t.n_ties == 4 * 3 == np.sum(np.abs(t.null - t.statistic) < 1e-12)


def test_an_infinite_statistic_ties_with_infinity_alone():
    def always(x, y):
        return np.inf

    t = permutation_test(([1.0, 2.0], [3.0, 4.0]), always, method="exact")
    assert t.pvalue == 1.0
    assert t.n_ties == 6
    separated = permutation_test(([1.0] * 3, [2.0] * 3), "welch_t", method="exact")
    assert separated.statistic == -np.inf
    assert separated.pvalue == pytest.approx(2 / 20)


def test_an_offset_that_hides_the_data_is_told():
    x, y = np.array([3.0, 1, 4, 1, 5]) + 1e15, np.array([9.0, 2, 6, 5, 3]) + 1e15
    with pytest.warns(DegenerateWarning, match="Subtract an offset"):
        permutation_test((x, y), method="exact")
    assert permutation_test((x, y), "rank_sum", method="exact").pvalue == pytest.approx(
        permutation_test((x - 1e15, y - 1e15), "rank_sum", method="exact").pvalue, rel=1e-12
    )
