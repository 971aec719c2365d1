"""Intervals, standard errors and biases recomputed from ``result.replicates``."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from bootes.bootstrap import bootstrap
from tests.intervals import by_hand
from tests.intervals.exact_cases import CASES

each_case = pytest.mark.parametrize("name", CASES)
each_alternative = pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
each_level = pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.987])


@functools.lru_cache(maxsize=4)
def result(name, n=1_999):
    case = CASES[name]
    return bootstrap(case.data, case.statistic, paired=case.paired, n_resamples=n, rng=7)


@each_level
@each_alternative
@each_case
@pytest.mark.parametrize("method", ["percentile", "basic", "normal"])
def test_limits(name, method, alternative, level):
    r = result(name)
    expected = getattr(by_hand, method)(r.replicates, r.estimate, level, alternative)
    assert tuple(r.interval(method, level, alternative)) == pytest.approx(expected, rel=1e-12)


@each_level
@each_alternative
@each_case
@pytest.mark.filterwarnings("ignore:bca limits:bootes.errors.DegenerateWarning")
def test_bca_limits(name, alternative, level):
    r, acceleration = result(name), CASES[name].acceleration
    expected = by_hand.bca(r.replicates, r.estimate, acceleration, level, alternative)
    found = tuple(r.interval("bca", level, alternative))
    # Positions among the order statistics are cleaned of rounding at the ninth decimal.
    assert found == pytest.approx(expected, rel=1e-9)


@each_case
def test_standard_error_and_bias(name):
    r = result(name)
    assert r.standard_error == pytest.approx(np.std(r.replicates, ddof=1), rel=1e-12)
    difference = np.mean(r.replicates) - r.estimate
    assert r.bias == pytest.approx(difference, rel=1e-9, abs=1e-13 * abs(r.estimate))


@each_case
def test_replicates_are_the_statistic_of_the_replayed_resamples(name):
    r, case = result(name), CASES[name]
    for i in (0, 1, 255, 256, 1_998):
        samples = r.replay(i)
        samples = samples if isinstance(samples, tuple) else (samples,)
        assert r.replicates[i] == pytest.approx(float(case.numpy(*samples)), rel=1e-12)


@pytest.mark.parametrize(("n", "level"), [(19, 0.9), (39, 0.95), (99, 0.98), (199, 0.99)])
def test_fewest_replicates_give_the_extremes(n, level):
    r = bootstrap(np.arange(30.0) ** 2, "mean", n_resamples=n, confidence_level=level, rng=1)
    assert tuple(r.interval("percentile")) == (r.replicates.min(), r.replicates.max())


def test_order_statistics_are_hit_without_interpolation():
    r = bootstrap(np.arange(30.0) ** 2, "mean", n_resamples=999, rng=1)
    ordered = np.sort(r.replicates)
    assert tuple(r.interval("percentile", 0.95)) == (ordered[24], ordered[974])
    assert tuple(r.interval("percentile", 0.9)) == (ordered[49], ordered[949])
    assert r.interval("percentile", 0.9, "less").high == ordered[899]


def test_quantile_rule_is_numpys_weibull():
    r = bootstrap(np.arange(30.0) ** 2, "mean", n_resamples=1_234, rng=1)
    expected = np.quantile(r.replicates, [0.025, 0.975], method="weibull")
    assert tuple(r.interval("percentile")) == pytest.approx(tuple(expected), rel=1e-12)


def test_components_are_intervals_of_their_own():
    def both(x):
        return {"mean": x.mean(), "spread": x.std(ddof=1)}

    x = np.random.default_rng(6).normal(size=40)
    together = bootstrap(x, both, n_resamples=999, rng=3)
    assert together.names == ("mean", "spread")
    for j, alone in enumerate(("mean", "std")):
        r = bootstrap(x, alone, n_resamples=999, rng=3)
        np.testing.assert_allclose(together.replicates[:, j], r.replicates, rtol=1e-12)
        for method in ("percentile", "basic", "normal", "bca"):
            ends = together.interval(method)
            assert (ends.low[j], ends.high[j]) == pytest.approx(tuple(r.interval(method)), rel=1e-9)


def test_failed_replicates_are_left_out_and_bounded():
    x = np.array([0.3, 1.2, 5.5, 2.2, 0.9, 7.1, 3.3])

    def fails_when_large(v):
        return np.nan if v.mean() > 4.2 else v.mean()

    r = bootstrap(x, fails_when_large, n_resamples=1_999, rng=3, on_error="omit")
    kept = r.replicates[~np.isnan(r.replicates)]
    assert r.n_failed == np.isnan(r.replicates).sum() > 0
    assert r.failures == {"nan": r.n_failed}
    assert r.standard_error == pytest.approx(np.std(kept, ddof=1), rel=1e-12)
    for method in ("percentile", "basic"):
        found = r.interval(method)
        expected = getattr(by_hand, method)(kept, r.estimate, 0.95, "two-sided")
        assert tuple(found) == pytest.approx(expected, rel=1e-12)
        for bounds, end in zip(found.failure_bounds, (-np.inf, np.inf), strict=True):
            filled = np.where(np.isnan(r.replicates), end, r.replicates)
            wanted = getattr(by_hand, method)(filled, r.estimate, 0.95, "two-sided")
            assert bounds == pytest.approx(wanted, rel=1e-12)
