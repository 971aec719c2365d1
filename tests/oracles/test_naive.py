"""The oracle itself: against NumPy and SciPy, and by complete enumeration."""

from __future__ import annotations

import functools
import itertools
from collections import Counter

import numpy as np
import pytest
from scipy import stats

from tests.oracles import naive

X = np.random.default_rng(5).normal(3.0, 1.0, 23)
Y = np.random.default_rng(6).normal(2.0, 2.0, 23)
TIED = np.random.default_rng(7).integers(0, 6, (2, 23)).astype(float)
NUMPY = {
    "mean": np.mean,
    "median": np.median,
    "variance": functools.partial(np.var, ddof=1),
    "std": functools.partial(np.std, ddof=1),
    "mean_difference": lambda x, y: np.mean(x) - np.mean(y),
    "median_difference": lambda x, y: np.median(x) - np.median(y),
    "mean_ratio": lambda x, y: np.mean(x) / np.mean(y),
    "welch_t": lambda x, y: stats.ttest_ind(x, y, equal_var=False).statistic,
    "rank_sum": lambda x, y: stats.mannwhitneyu(x, y).statistic + len(x) * (len(x) + 1) / 2,
    "pearson": lambda x, y: stats.pearsonr(x, y).statistic,
}


@pytest.mark.parametrize("n", [1, 2, 3, 7, 10, 255, 1000, 40_000, 65_535, 65_536])
def test_accepted_lanes_are_exactly_uniform(n):
    """Of all 65,536 lanes each row gets the same number: no draw is more likely."""
    drawn = Counter(naive.accepted(lane, 16, n) for lane in range(65_536))
    skipped = drawn.pop(None, 0)
    assert skipped == 65_536 % n
    assert set(drawn) == set(range(n))
    assert set(drawn.values()) == {65_536 // n}


def test_the_rule_is_uniform_for_every_number_of_bits():
    for bits, n in itertools.product(range(1, 9), range(1, 40)):
        drawn = Counter(naive.accepted(lane, bits, n) for lane in range(2**bits))
        drawn.pop(None, 0)
        assert len(set(drawn.values())) <= 1


@pytest.mark.parametrize("words", [(0, 0, 0), (1, 2, 3), (2**64 - 1, 5, 2**63 - 1)])
def test_words_are_those_of_numpys_sfc64(words):
    """NumPy's generator with its state set to ours gives the same words."""
    ours = naive.Words(words[:2], words[2])
    theirs = np.random.SFC64(0)
    state = theirs.state
    state["state"]["state"] = np.array([ours.a, ours.b, ours.c, ours.counter], np.uint64)
    theirs.state = state
    assert [ours.word() for _ in range(100)] == theirs.random_raw(100).tolist()


@pytest.mark.parametrize("data", [(X, Y), tuple(TIED)], ids=["continuous", "tied"])
@pytest.mark.parametrize("name", naive.STATISTICS)
def test_statistics_are_numpys_and_scipys(name, data):
    one = name in ("mean", "median", "variance", "std")
    arguments = data[:1] if one else data
    assert naive.STATISTICS[name](*arguments) == pytest.approx(NUMPY[name](*arguments), rel=1e-12)


@pytest.mark.parametrize("level", [0.0, 0.1, 0.25, 1 / 3, 0.5, 0.9, 1.0])
def test_quantile_is_numpys(level):
    assert naive.quantile(X, level) == pytest.approx(np.quantile(X, level), rel=1e-12)


def test_arrangements_are_all_dealings_once():
    data = [np.arange(2.0), np.arange(2.0, 5.0), np.arange(5.0, 7.0)]
    dealt = {tuple(np.concatenate(naive.arrangement((0, 0), i, data))) for i in range(210)}
    assert len(dealt) == 210
    sets = {tuple(frozenset(part) for part in np.split(np.array(d), [2, 5])) for d in dealt}
    assert len(sets) == 210


def test_a_subset_has_its_size_whatever_the_sizes():
    for n, k in [(2, 1), (3, 1), (16, 8), (17, 1), (63, 20), (64, 32), (65, 32), (200, 3)]:
        chosen = naive.subset(naive.Words((n, k), 0), n, k)
        assert len(chosen) == k
        assert chosen <= set(range(n))
