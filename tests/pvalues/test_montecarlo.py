"""Random permutations: hits inside their binomial window, and never a p of zero."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bootes.permutation import permutation_test
from tests.oracles.windows import count_window

X = np.array([12.1, 14.0, 13.3, 15.2, 11.8, 12.5, 13.9])
Y = np.array([10.0, 11.7, 12.6, 11.2, 13.3, 9.4])
STATISTICS = ["mean_difference", "median_difference", "mean_ratio", "welch_t", "rank_sum"]


def user_difference(x, y):
    return x.mean() - y.mean()


def hits(t):
    return round(t.pvalue * (t.n_resamples + 1)) - 1


# Each check fails for a right number with probability below 1e-6, about 20 at each size.
@pytest.mark.parametrize(
    "n",
    [
        9_999,
        pytest.param(99_999, marks=pytest.mark.study),
        pytest.param(999_999, marks=pytest.mark.study),
    ],
)
@pytest.mark.parametrize("alternative", ["less", "greater", "two-sided"])
@pytest.mark.parametrize("statistic", STATISTICS)
def test_hits_are_binomial_around_the_exact_p(statistic, alternative, n):
    rule = {"alternative": alternative, "two_sided": "abs" if statistic != "rank_sum" else None}
    exact = permutation_test((X, Y), statistic, method="exact", **rule)
    drawn = permutation_test((X, Y), statistic, method="montecarlo", n_resamples=n, rng=4, **rule)
    share = exact.pvalue / (2 if drawn.two_sided == "doubled" else 1)
    found = hits(drawn) if drawn.two_sided != "doubled" else round(drawn.pvalue * (n + 1) / 2) - 1
    low, high = count_window(n, share)
    assert low <= found <= high
    assert not drawn.exact
    assert drawn.n_resamples == n
    ties_low, ties_high = count_window(n, exact.n_ties / exact.n_resamples)
    assert ties_low <= drawn.n_ties <= ties_high


def test_hits_are_counted_from_the_null():
    t = permutation_test((X, Y), method="montecarlo", alternative="greater", rng=4)
    assert hits(t) == np.sum(t.null >= t.statistic - 1e-9)
    t = permutation_test((X, Y), method="montecarlo", alternative="less", rng=4)
    assert hits(t) == np.sum(t.null <= t.statistic + 1e-9)
    t = permutation_test((X, Y), method="montecarlo", rng=4)
    assert hits(t) == np.sum(np.abs(t.null) >= abs(t.statistic) - 1e-9)
    assert t.n_ties == np.sum(np.abs(t.null - t.statistic) < 1e-9)


def test_users_function_and_built_in_see_the_same_permutations():
    ours = permutation_test((X, Y), method="montecarlo", rng=4)
    theirs = permutation_test((X, Y), user_difference, method="montecarlo", rng=4)
    np.testing.assert_allclose(theirs.null, ours.null, rtol=1e-12, atol=1e-13)
    assert (theirs.pvalue, theirs.n_ties) == (ours.pvalue, ours.n_ties)


def contrast(x, y, z):
    return x.mean() + y.mean() - 2 * z.mean()


def spread(x, y, z):
    return np.ptp([x.mean(), y.mean(), z.mean()])


@pytest.mark.parametrize("statistic", [contrast, spread])
def test_three_samples_of_unequal_sizes(statistic):
    groups = X[:4], Y[:3], np.array([12.0, 14.4])
    rule = {"alternative": "greater"}
    exact = permutation_test(groups, statistic, method="exact", **rule)
    assert exact.n_resamples == 1_260
    drawn = permutation_test(groups, statistic, method="montecarlo", rng=4, **rule)
    low, high = count_window(9_999, exact.pvalue)
    assert low <= hits(drawn) <= high


@pytest.mark.parametrize("position", [0, 4, 8])
def test_every_value_visits_every_one_of_three_samples(position):
    pooled = np.zeros(9)
    pooled[position] = 1.0
    groups = pooled[:4], pooled[4:7], pooled[7:]
    t = permutation_test(
        groups, lambda *samples: [s.sum() for s in samples], method="montecarlo", rng=4
    )
    for visits, size in zip(t.null.sum(axis=0), (4, 3, 2), strict=True):
        low, high = count_window(9_999, size / 9)
        assert low <= visits <= high


FAR = np.arange(10.0) + 100.0, np.arange(10.0)
EXACT_FAR = 1 / math.comb(20, 10)  # 5.4e-6: only the data themselves


@pytest.mark.parametrize("n", [99_999, pytest.param(9_999_999, marks=pytest.mark.study)])
def test_far_tail_is_in_its_window(n):
    t = permutation_test(FAR, alternative="greater", method="montecarlo", n_resamples=n, rng=1)
    low, high = count_window(n, EXACT_FAR)
    assert low <= hits(t) <= high
    assert permutation_test(FAR, alternative="greater", method="exact").pvalue == pytest.approx(
        EXACT_FAR, rel=1e-12
    )


def test_beyond_the_far_tail_p_is_bounded_and_not_zero():
    x, y = np.arange(30.0) + 100.0, np.arange(30.0)  # exact p: 1 in 1.2e17
    t = permutation_test((x, y), alternative="greater", n_resamples=99_999, rng=1)
    assert t.pvalue == 1e-5
    assert t.log10_pvalue == pytest.approx(-5.0)
    low, high = t.pvalue_interval
    assert low == 0.0
    assert (
        1 / math.comb(60, 30) < t.pvalue < high == pytest.approx(-math.log(0.025) / 1e5, rel=1e-3)
    )
    assert any("at most 3.7e-05" in text for text in t.warnings)
    assert t.pvalue_error > 0.0


@pytest.mark.parametrize("n", [1, 2, 19, 99])
@pytest.mark.parametrize("alternative", ["less", "greater", "two-sided"])
def test_p_is_never_zero_nor_above_one(n, alternative):
    for rule in (None, "abs", "doubled"):
        for data in (FAR, FAR[::-1], (X, X), (X, Y)):
            t = permutation_test(
                data, alternative=alternative, two_sided=rule, method="montecarlo",
                n_resamples=n, rng=1,
            )  # fmt: skip
            low, high = t.pvalue_interval
            assert 1 / (n + 1) <= t.pvalue <= 1.0
            assert 0.0 <= low <= high <= 1.0


def test_failed_permutations_count_as_extreme():
    def sometimes(x, y):
        return np.nan if 12.0 in x and 9.4 in x else x.mean() - y.mean()

    x, y = np.append(X[1:], 12.0), Y
    rule = {"alternative": "greater", "method": "montecarlo", "rng": 4}
    t = permutation_test((x, y), sometimes, on_error="omit", **rule)
    failed = np.isnan(t.null)
    assert t.n_failed == failed.sum() > 0
    assert t.failures == {"nan": t.n_failed}
    assert hits(t) == t.n_failed + np.sum(t.null[~failed] >= t.statistic - 1e-9)
    assert any("count as at least as extreme" in text for text in t.warnings)
    exact = permutation_test((x, y), sometimes, on_error="omit", **{**rule, "method": "exact"})
    low, high = count_window(9_999, exact.pvalue)
    assert low <= hits(t) <= high
