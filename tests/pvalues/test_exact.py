"""Exact p-values against an enumeration of our own and against SciPy's exact tests."""

from __future__ import annotations

import functools
import warnings

import numpy as np
import pytest
from scipy import stats

from bootes.permutation import permutation_test
from tests.oracles.enumeration import permutation_values, pvalue

DATA = {
    "decimals": ([12.1, 14.0, 13.3, 15.2, 11.8], [10.0, 11.7, 9.9, 11.2]),
    "ties": ([3, 5, 5, 2, 8, 3], [5, 1, 3, 2, 1]),
    "unequal": ([0.3, 2.2], [1.1, 0.4, 3.1, 2.9, 0.2, 1.7, 2.5]),
    "tenths": ([0.1, 0.3, 0.7, 0.2], [0.4, 0.6, 0.5, 0.9, 0.8]),
    "negative": ([-4.5, 2.0, -0.5, 1.5], [3.5, -2.5, 2.5, 4.5]),
}


def welch_t(x, y):
    return stats.ttest_ind(x, y, equal_var=False).statistic


def rank_sum(x, y):
    return stats.rankdata(np.concatenate([x, y]))[: len(x)].sum()


def largest_gap(x, y):
    return np.max(x) - np.min(y)


STATISTICS = {
    "mean_difference": lambda x, y: np.mean(x) - np.mean(y),
    "median_difference": lambda x, y: np.median(x) - np.median(y),
    "mean_ratio": lambda x, y: np.mean(x) / np.mean(y),
    "welch_t": welch_t,
    "rank_sum": rank_sum,
    "largest_gap": largest_gap,
}
SKIP = {("negative", "mean_ratio")}  # a mean of zero, and ratios of both signs: tested by itself
PAIRS = [(d, s) for d in DATA for s in STATISTICS if (d, s) not in SKIP]
each_pair = pytest.mark.parametrize(("name", "statistic"), PAIRS)
SIDES = [("less", ""), ("greater", ""), ("two-sided", "abs"), ("two-sided", "doubled")]
SIDES += [("two-sided", "minlike")]


@functools.cache
def all_values(name, statistic):
    return permutation_values(STATISTICS[statistic], *DATA[name])


@pytest.mark.parametrize(("alternative", "two_sided"), SIDES)
@each_pair
def test_enumeration(name, statistic, alternative, two_sided):
    given = largest_gap if statistic == "largest_gap" else statistic
    values = all_values(name, statistic)
    t = permutation_test(
        DATA[name], given, alternative=alternative, two_sided=two_sided or None, method="exact"
    )
    assert t.exact
    assert t.n_resamples == len(values)
    assert t.statistic == pytest.approx(values[0], rel=1e-12)
    assert t.pvalue == pytest.approx(pvalue(values, alternative, two_sided), rel=1e-12)
    assert t.pvalue_interval == (t.pvalue, t.pvalue)
    room = 1e-9 * np.ptp(values)
    assert t.n_ties == np.sum(np.abs(values - values[0]) <= room)


@each_pair
def test_every_arrangement_has_its_value(name, statistic):
    given = largest_gap if statistic == "largest_gap" else statistic
    t = permutation_test(DATA[name], given, method="exact", keep="replicates")
    np.testing.assert_allclose(
        np.sort(t.null), np.sort(all_values(name, statistic)), rtol=1e-12, atol=1e-13
    )
    for i in (0, 1, t.n_resamples - 1):
        assert t.null[i] == pytest.approx(STATISTICS[statistic](*t.replay(i)), rel=1e-12)


@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
@each_pair
def test_scipys_permutation_test(name, statistic, alternative):
    """SciPy's ties are within 1e-14, which its own sums may miss: then its p is too small."""
    given = largest_gap if statistic == "largest_gap" else statistic
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = stats.permutation_test(
            DATA[name], STATISTICS[statistic], n_resamples=np.inf, alternative=alternative,
            vectorized=False,
        )  # fmt: skip
    ours = permutation_test(
        DATA[name], given, method="exact", alternative=alternative, two_sided="doubled"
    )
    assert ours.statistic == pytest.approx(theirs.statistic, rel=1e-12)
    gap = np.abs(theirs.null_distribution - theirs.statistic)
    missed = np.sum((gap > 1e-14 * abs(theirs.statistic)) & (gap < 1e-9))
    if missed == 0:
        assert ours.pvalue == pytest.approx(theirs.pvalue, rel=1e-12)
    else:
        assert ours.pvalue >= theirs.pvalue * (1 - 1e-12)


@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
@pytest.mark.parametrize("name", ["decimals", "unequal", "tenths", "negative"])
def test_rank_sum_is_the_exact_mann_whitney_test(name, alternative):
    x, y = DATA[name]
    expected = stats.mannwhitneyu(x, y, alternative=alternative, method="exact").pvalue
    t = permutation_test((x, y), "rank_sum", alternative=alternative)
    assert t.exact
    assert t.pvalue == pytest.approx(expected, rel=1e-12)
    assert t.two_sided == ("doubled" if alternative == "two-sided" else None)


def f_ratio(*groups):
    return stats.f_oneway(*groups).statistic


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_three_samples_and_a_users_f():
    groups = [3.1, 4.4, 2.5], [5.0, 6.1, 4.9, 5.5], [3.9, 4.2]
    values = permutation_values(f_ratio, *groups)
    assert len(values) == 1_260  # 9!/(3! 4! 2!)
    t = permutation_test(groups, f_ratio)
    assert t.exact
    assert t.n_resamples == 1_260
    assert t.pvalue == pytest.approx(pvalue(values, "greater"), rel=1e-12)
    assert permutation_test(groups, f_ratio, alternative="greater").pvalue == t.pvalue


def test_kruskal_wallis_by_enumeration():
    groups = [3, 4, 2], [5, 6, 9], [1, 8, 7]

    def h(*samples):
        return stats.kruskal(*samples).statistic

    t = permutation_test(groups, h, alternative="greater")
    assert t.pvalue == pytest.approx(pvalue(permutation_values(h, *groups), "greater"), rel=1e-12)


def test_vector_statistics_have_one_p_each():
    x, y = DATA["decimals"]

    def three(a, b):
        return {"mean": a.mean() - b.mean(), "median": np.median(a) - np.median(b), "one": 1.0}

    t = permutation_test((x, y), three)
    for j, name in enumerate(["mean_difference", "median_difference"]):
        assert t.pvalue[j] == pytest.approx(permutation_test((x, y), name).pvalue, rel=1e-12)
    assert t.pvalue[2] == 1.0
    assert t.names == ("mean", "median", "one")


def test_ratio_of_means_with_a_zero_mean():
    x, y = [1.0, 2.0], [-1.0, 1.0]  # the mean of y is 0: the ratio is +inf
    t = permutation_test((x, y), "mean_ratio", alternative="greater")
    values = t.null
    assert t.statistic == np.inf
    assert t.pvalue == np.mean(values == np.inf)
    assert t.n_ties == np.sum(values == np.inf)
