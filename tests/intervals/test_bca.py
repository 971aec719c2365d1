"""The acceleration, the bias correction, and where BCa is not defined."""

from __future__ import annotations

import math
import warnings
from statistics import NormalDist

import numpy as np
import pytest

from bootes.bootstrap import bootstrap
from bootes.errors import DegenerateWarning
from bootes.intervals.bca import acceleration_of, bca
from bootes.results.distribution import KeptReplicates
from tests.oracles.windows import jackknife_acceleration

# Efron and Tibshirani (1993), table 2.1: survival of treated and untreated mice, in days.
TREATED = np.array([94.0, 197, 16, 38, 99, 141, 23])
CONTROL = np.array([52.0, 104, 146, 10, 51, 30, 40, 27, 46])
# SciPy's tests use this variant of the control group; its reference value is theirs.
VARIANT = np.array([10.0, 27, 31, 40, 46, 50, 52, 104, 146])
SCIPY_ACCELERATION = 0.011008228344026734


def acceleration(data, statistic, **options):
    return float(bootstrap(data, statistic, n_resamples=999, rng=1, **options)._acceleration()[0])


def test_two_samples_give_scipys_pinned_acceleration():
    found = acceleration((TREATED, VARIANT), "mean_difference")
    assert found == pytest.approx(SCIPY_ACCELERATION, rel=1e-12)


def test_unequal_samples_weigh_by_their_own_sizes():
    def difference(x, y):
        return x.mean() - y.mean()

    found = acceleration((TREATED[:4], CONTROL), "mean_difference")
    assert found == pytest.approx(jackknife_acceleration(difference, TREATED[:4], CONTROL))


def test_acceleration_of_the_mean_is_its_skewness():
    x = np.random.default_rng(2).exponential(size=40)
    centred = x - x.mean()
    skewness = (centred**3).sum() / (centred**2).sum() ** 1.5
    assert acceleration(x, "mean") == pytest.approx(skewness / 6, rel=1e-11)


def test_reflected_data_turn_the_sign():
    x = np.random.default_rng(2).exponential(size=40)
    assert acceleration(x, "mean") > 0.03
    assert acceleration(-x, "mean") == pytest.approx(-acceleration(x, "mean"), rel=1e-12)


def test_rows_are_left_out_whole():
    x, y = TREATED, CONTROL[:7] + 0.5 * TREATED

    def product(r):
        return np.corrcoef(r[:, 0], r[:, 1])[0, 1]

    rows = np.column_stack([x, y])
    left_out = np.array([product(np.delete(rows, i, axis=0)) for i in range(7)])
    expected = float(acceleration_of([left_out[:, None]])[0])
    assert acceleration((x, y), "pearson") == pytest.approx(expected, rel=1e-10)
    assert acceleration(rows, product) == pytest.approx(expected, rel=1e-10)


def test_formula_on_plain_numbers():
    left_out = np.array([1.0, 2.0, 4.0, 9.0])
    u = 3 * (4.0 - left_out)
    expected = (u**3).sum() / 4**3 / (6 * ((u**2).sum() / 4**2) ** 1.5)
    assert acceleration_of([left_out[:, None]])[0] == pytest.approx(expected, rel=1e-14)


def test_equal_leave_one_out_values_have_no_acceleration():
    equal = np.full((9, 1), 0.1 + 0.2)
    assert np.isnan(acceleration_of([equal]))[0]
    rounded = equal + np.array([[0], [1], [-1], [0], [0], [1], [0], [0], [-1]]) * 5e-17
    assert np.isnan(acceleration_of([rounded]))[0]


def limits(values, estimate, a, levels=(0.025, 0.975)):
    return bca(KeptReplicates(np.asarray(values, float)), estimate, levels, a)


def test_no_bias_and_no_acceleration_is_the_percentile_interval():
    found = limits(np.arange(1, 1_000.0), 500.0, 0.0)
    assert (found.low, found.high) == pytest.approx((25.0, 975.0))


def test_ties_count_one_half():
    values = np.repeat([0.0, 1.0, 2.0], 333)
    assert KeptReplicates(values).sides(1.0, 0.0) == pytest.approx((1 / 3, 1 / 3))
    assert KeptReplicates(values).sides(1.0 + 1e-12, 1e-9) == pytest.approx((1 / 3, 1 / 3))
    found = limits(values, 1.0, 0.0, (0.2, 0.8))
    assert (found.low, found.high) == (0.0, 2.0)
    corrected = limits(np.arange(1, 1_000.0), 600.0, 0.0)  # z0 from (599 + 1/2)/999
    z0 = NormalDist().inv_cdf(599.5 / 999)
    assert corrected.low == pytest.approx(1_000 * NormalDist().cdf(2 * z0 - 1.959964), rel=1e-6)


@pytest.mark.parametrize(("estimate", "side"), [(-1.0, "below"), (2_000.0, "above")])
def test_an_estimate_beyond_all_replicates_leaves_the_bias_undefined(estimate, side):
    found = limits(np.arange(1, 1_000.0), estimate, 0.01)
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert f"no replicate lies {side} the estimate" in found.status


def test_beyond_the_pole_the_limit_is_the_extreme_and_says_so():
    # With a = 0.6, 1 - a (z0 + z) is negative at the upper end, where the formula turns back.
    found = limits(np.arange(1, 1_000.0), 500.0, 0.6)
    assert found.high == 999.0
    assert "beyond the extreme" in found.status


def test_constant_data_say_why():
    r = bootstrap([2.0, 2.0, 2.0], "mean", n_resamples=99, confidence_level=0.9, rng=1)
    with pytest.warns(DegenerateWarning, match="leave-one-out values are equal"):
        found = r.interval()
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert "acceleration is undefined" in found.status[0]


def test_minimum_says_that_no_replicate_lies_below():
    r = bootstrap([3.1, 0.2, 5.5, 2.2, 0.9, 7.1], lambda x: x.min(), n_resamples=999, rng=1)
    with pytest.warns(DegenerateWarning, match="no replicate lies below the estimate"):
        r.interval()


def test_statistic_that_fails_on_a_smaller_sample_says_so():
    def needs_all(x):
        if len(x) < 6:
            raise ValueError("too few")
        return x.mean()

    r = bootstrap([3.1, 0.2, 5.5, 2.2, 0.9, 7.1], needs_all, n_resamples=999, rng=1)
    with pytest.warns(DegenerateWarning, match="left out"):
        found = r.interval("bca")
    assert math.isnan(found.low)
    assert "equal" not in found.status[0]


@pytest.mark.parametrize("scale", [1e-200, 1e120, 1e300])
@pytest.mark.parametrize("statistic", ["mean", "median", np.mean])
def test_limits_of_very_small_and_large_values(scale, statistic):
    x = np.random.default_rng(3).exponential(size=30)
    options = {"method": "bca", "n_resamples": 999, "rng": 1}
    expected = tuple(bootstrap(x, statistic, **options).interval())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = bootstrap(x * scale, statistic, **options).interval()
    assert tuple(limit / scale for limit in found) == pytest.approx(expected, rel=1e-11)
    assert found.status == ("",)


@pytest.mark.parametrize("scale", [1e-300, 1e-200, 1e120, 1e300])
def test_the_acceleration_has_no_scale(scale):
    x, y = np.random.default_rng(4).exponential(size=(2, 20, 3)) * [1.0, 1e-5, 1e5]
    assert acceleration_of([x * scale, y * scale]) == pytest.approx(
        acceleration_of([x, y]), rel=1e-9
    )
