"""Under the null hypothesis p is exactly uniform on 1/(m + 1), 2/(m + 1), ..., 1.

The check on m = 20: with (b + 1)/(B + 1) a level of 0.05 rejects 1 of 21 null data sets, and
2 of 21 where the data themselves are not counted. With m = 19, 99 or 999 the two agree.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from bootes.permutation import permutation_test
from tests.oracles.windows import ALARM, count_window

DATA_SETS = 1_200


def user_difference(x, y):
    return x.mean() - y.mean()


def largest_spread(*samples):
    means = [sample.mean() for sample in samples]
    return max(means) - min(means)


DESIGNS = {
    "equal sizes": ((8, 8), "mean_difference", "greater"),
    "unequal sizes, less": ((5, 11), "mean_difference", "less"),
    "two-sided": ((7, 9), "mean_difference", "two-sided"),
    "Welch": ((6, 12), "welch_t", "two-sided"),
    "large first sample": ((90, 30), "mean_difference", "greater"),
    "a user's function": ((6, 7), user_difference, "greater"),
    "three samples": ((4, 5, 6), largest_spread, "greater"),
}


def ranks(sizes, statistic, alternative, m, draw):
    """Return p (m + 1) of null data sets, drawn with seeds that the library does not see."""
    rng = np.random.default_rng([m, *sizes])
    found = []
    for seed in range(DATA_SETS):
        data = tuple(draw(rng, size) for size in sizes)
        t = permutation_test(
            data, statistic, alternative=alternative, method="montecarlo", n_resamples=m, rng=seed
        )
        found.append(round(t.pvalue * (m + 1)))
    return np.array(found)


def normal(rng, size):
    return rng.normal(size=size)


@pytest.mark.parametrize("design", DESIGNS)
def test_p_is_uniform_and_rejects_as_often_as_it_says(design):
    m = 20
    counts = np.bincount(ranks(*DESIGNS[design], m, normal), minlength=m + 2)[1:]
    assert counts.sum() == DATA_SETS
    # Both tails of chi-square: too uneven, and too even to be random. 2e-6 in all.
    p = stats.chisquare(counts).pvalue
    assert 1e-6 < p < 1 - 1e-6
    # The smallest p, 1/21, is the only one below 0.05.
    low, high = count_window(DATA_SETS, 1 / 21)
    assert low <= counts[0] <= high
    without_plus_one = round(DATA_SETS * 2 / 21)
    assert high < without_plus_one


def test_ties_make_p_larger_and_never_smaller():
    m = 20

    def coins(rng, size):
        return rng.integers(0, 2, size=size)

    counts = np.bincount(ranks((6, 9), "mean_difference", "greater", m, coins), minlength=m + 2)[1:]
    rejected = np.cumsum(counts)
    limits = stats.binom.isf(ALARM / m, DATA_SETS, np.arange(1, m + 2) / (m + 1))
    assert np.all(rejected <= limits)
    assert rejected[0] < count_window(DATA_SETS, 1 / 21)[0]  # visibly conservative


@pytest.mark.study
@pytest.mark.parametrize("m", [99, 999])
def test_size_is_exact_at_the_usual_numbers(m):
    sizes = (8, 8)
    p = ranks(sizes, "mean_difference", "greater", m, normal) / (m + 1)
    for level in (0.01, 0.05, 0.1):
        low, high = count_window(DATA_SETS, level)
        assert low <= np.sum(p <= level + 1e-12) <= high
