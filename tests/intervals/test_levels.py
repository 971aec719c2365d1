"""Tail levels, and how many replicates an interval needs."""

from __future__ import annotations

import numpy as np
import pytest

from bootes.bootstrap import bootstrap
from bootes.errors import IntervalError
from bootes.intervals.levels import check_enough, tail_levels
from bootes.results.distribution import KeptReplicates


def test_levels_of_each_alternative():
    assert tail_levels(0.9, "two-sided") == pytest.approx((0.05, 0.95))
    assert tail_levels(0.9, "less") == (None, 0.9)
    assert tail_levels(0.9, "greater") == (pytest.approx(0.1), None)


@pytest.mark.parametrize(
    ("n", "level", "alternative"),
    [
        (19, 0.9, "two-sided"),
        (39, 0.95, "two-sided"),
        (199, 0.99, "two-sided"),
        (1_999, 0.999, "two-sided"),
        (9, 0.9, "less"),
        (19, 0.95, "greater"),
        (99, 0.99, "less"),
    ],
)
def test_fewest_replicates(n, level, alternative):
    check_enough(n, level, alternative)
    with pytest.raises(IntervalError, match=f"n_resamples={n} or more"):
        check_enough(n - 1, level, alternative)


def test_refused_before_any_work():
    called = []

    def statistic(x):
        called.append(x)
        return x.mean()

    with pytest.raises(IntervalError, match="n_resamples=199"):
        bootstrap([1.0, 2.0, 5.0], statistic, n_resamples=198, confidence_level=0.99, rng=1)
    assert not called


def test_one_replicate_is_for_replicates_alone():
    r = bootstrap([1.0, 2.0, 5.0], "mean", n_resamples=1, rng=1)
    assert r.replicates.shape == (1,)
    with pytest.raises(IntervalError, match="1 replicate"):
        r.interval()
    with pytest.raises(IntervalError, match="at least 2"):
        r.interval("normal")


def test_normal_needs_no_order_statistics():
    r = bootstrap([1.0, 2.0, 5.0], "mean", n_resamples=20, method="normal", rng=1)
    low, high = r.interval(confidence_level=0.999)
    assert low < r.estimate < high


def test_too_few_replicates_that_did_not_fail():
    def often(x):
        return np.nan if x.mean() > 2.5 else x.mean()

    r = bootstrap([1.0, 2.0, 4.0], often, n_resamples=45, rng=1, on_error="omit")
    assert 45 - r.n_failed < 39
    with pytest.raises(IntervalError, match="replicates cannot give"):
        r.interval("percentile")


def test_a_level_that_is_not_exact_reads_no_neighbour():
    """(1 - 0.95)/2 times 1,000 is 25.00000000000002: the 26th value, infinite, has no weight."""
    low, _ = tail_levels(0.95, "two-sided")
    assert low * 1_000 > 25.0
    values = np.r_[np.arange(1.0, 26.0), np.full(974, np.inf)]
    assert KeptReplicates(values).quantile(low) == 25.0
    assert KeptReplicates(-values[::-1]).quantile(1.0 - low) == -25.0
