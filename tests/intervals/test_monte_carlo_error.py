"""The stated Monte Carlo error of a limit is the spread of the limit over seeds.

Over 300 seeds an empirical standard deviation has a relative error of about 4 % (1/sqrt(600) for
near-normal limits). A factor of 1.27 either way is more than 5.5 of these, less than 1e-6 false
alarms, and leaves 5 % for the bias of the stated error, which is itself an estimate.
"""

from __future__ import annotations

import numpy as np
import pytest

from bootes.bootstrap import bootstrap
from bootes.permutation import permutation_test

SEEDS = 300
FACTOR = 1.27
X = np.random.default_rng(8).lognormal(size=40)
Y = np.random.default_rng(9).lognormal(0.3, size=30)


def spread_and_stated(data, statistic, method, level=0.95, **options):
    """Return (empirical, stated) standard deviations of both limits over the seeds."""
    ends, errors = [], []
    for seed in range(SEEDS):
        r = bootstrap(data, statistic, n_resamples=1_999, rng=seed, **options)
        interval = r.interval(method, level)
        ends.append(tuple(interval))
        errors.append(interval.error)
    stated = np.sqrt(np.mean(np.square(errors), axis=0))
    return np.std(ends, axis=0, ddof=1), stated


@pytest.mark.parametrize("method", ["percentile", "basic", "normal", "bca"])
@pytest.mark.parametrize(
    ("data", "statistic"), [(X, "mean"), (X, "std"), ((X, Y), "mean_difference")]
)
def test_error_of_limits(data, statistic, method):
    spread, stated = spread_and_stated(data, statistic, method)
    assert np.all(spread < FACTOR * stated)
    assert np.all(stated < FACTOR * spread)


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_error_of_binned_limits(method):
    spread, stated = spread_and_stated(X, "mean", method, level=0.9, keep="sketch")
    assert np.all(spread < FACTOR * stated)
    assert np.all(stated < FACTOR * spread)


def test_error_of_open_ends_is_zero():
    r = bootstrap(X, "mean", n_resamples=999, rng=1)
    for method in ("percentile", "basic", "normal", "bca"):
        assert r.interval(method, alternative="less").error[0] == 0.0
        assert r.interval(method, alternative="greater").error[1] == 0.0
        assert r.interval(method, alternative="less").error[1] > 0.0


def test_error_shrinks_with_the_root_of_n():
    few = bootstrap(X, "mean", n_resamples=4_999, rng=1).interval("percentile").error
    many = bootstrap(X, "mean", n_resamples=499_999, rng=1).interval("percentile").error
    assert few[0] / many[0] == pytest.approx(10, rel=0.5)


def test_error_of_p_and_its_interval():
    """The stated error is the spread over seeds; 95 % intervals hold the exact p often enough."""
    x, y = X[:12], Y[:9] + 0.5
    exact = permutation_test((x, y), method="exact").pvalue
    found = [
        permutation_test((x, y), method="montecarlo", n_resamples=999, rng=seed)
        for seed in range(SEEDS)
    ]
    spread = np.std([t.pvalue for t in found], ddof=1)
    stated = np.mean([t.pvalue_error for t in found])
    assert spread < FACTOR * stated
    assert stated < FACTOR * spread
    held = sum(t.pvalue_interval[0] <= exact <= t.pvalue_interval[1] for t in found)
    # Clopper and Pearson's holds at least 95 %: 263 or fewer of 300 have probability 5e-7.
    assert held > 263
