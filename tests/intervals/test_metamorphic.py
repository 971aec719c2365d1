"""What must happen to intervals when the data, the statistic or the question change."""

from __future__ import annotations

import numpy as np
import pytest

from bootes.bootstrap import bootstrap

X = np.array([0.3, 1.2, 5.5, 2.2, 0.9, 7.1, 3.3, 4.4, 2.9, 1.7, 3.6, 2.6])
Y = np.array([1.1, 0.2, 2.5, 3.9, 0.4, 1.6, 2.8, 0.7])
METHODS = ("percentile", "basic", "normal", "bca")
each_method = pytest.mark.parametrize("method", METHODS)
LOCATION = ("mean", "median", "quantile:0.3")
SPREAD = ("std",)


def interval(data, statistic, method, level=0.9, alternative="two-sided", **options):
    r = bootstrap(data, statistic, n_resamples=1_999, rng=5, **options)
    return np.array(tuple(r.interval(method, level, alternative)))


@each_method
@pytest.mark.parametrize("statistic", LOCATION)
def test_shift_moves_limits(statistic, method):
    moved = interval(X + 64.0, statistic, method)
    np.testing.assert_allclose(moved, interval(X, statistic, method) + 64.0, rtol=1e-13)


@each_method
@pytest.mark.parametrize("statistic", SPREAD)
def test_shift_leaves_the_spread(statistic, method):
    np.testing.assert_allclose(
        interval(X + 64.0, statistic, method), interval(X, statistic, method), rtol=1e-11
    )


@each_method
@pytest.mark.parametrize("statistic", [*LOCATION, *SPREAD])
@pytest.mark.parametrize("scale", [2.0**-20, 4.0, 2.0**40])
def test_scale_by_a_power_of_two_scales_every_bit(statistic, method, scale):
    scaled = interval(scale * X, statistic, method)
    # The positions that BCa reads depend on ties, whose tolerance scales as well.
    np.testing.assert_allclose(scaled, scale * interval(X, statistic, method), rtol=1e-15)


@each_method
def test_offset_of_1e15(method):
    whole = np.arange(12.0) ** 2
    moved = interval(1e15 + whole, "mean", method)
    # One unit in the last place of 1e15 is 0.125, and a mean of 12 loses a few of them.
    np.testing.assert_allclose(moved - 1e15, interval(whole, "mean", method), atol=0.75)
    np.testing.assert_allclose(
        interval(1e15 + whole, "std", method), interval(whole, "std", method), rtol=0.02
    )


@each_method
@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_reflection_swaps_the_ends(statistic, method):
    turned = interval(-X, statistic, method)
    np.testing.assert_allclose(turned, -interval(X, statistic, method)[::-1], rtol=1e-9)
    np.testing.assert_allclose(
        interval(-X, statistic, method, alternative="less"),
        -interval(X, statistic, method, alternative="greater")[::-1],
        rtol=1e-9,
    )


def log_mean(x):
    return np.log(x.mean())


def test_percentile_commutes_with_the_logarithm_and_basic_does_not():
    # 1,999 replicates at 0.9: the limits are order statistics, without interpolation.
    np.testing.assert_allclose(
        interval(X, log_mean, "percentile"), np.log(interval(X, "mean", "percentile")), rtol=1e-13
    )
    apart = {
        method: np.abs(interval(X, log_mean, method) - np.log(interval(X, "mean", method)))
        for method in METHODS
    }
    assert apart["basic"].max() > 0.02
    # Of BCa only the acceleration feels the transform.
    assert apart["bca"].max() < 0.1 * apart["basic"].max()


@each_method
def test_one_sided_is_two_sided_at_twice_the_tail(method):
    low, high = interval(X, "mean", method, 0.9)
    assert interval(X, "mean", method, 0.95, "greater") == pytest.approx((low, np.inf), rel=1e-14)
    assert interval(X, "mean", method, 0.95, "less") == pytest.approx((-np.inf, high), rel=1e-14)


@pytest.mark.filterwarnings("ignore:bca limits:bootes.errors.DegenerateWarning")
@each_method
@pytest.mark.parametrize("statistic", ["mean", "std", "median"])
def test_wider_levels_hold_narrower_ones(statistic, method):
    r = bootstrap(X, statistic, n_resamples=9_999, rng=5)
    ends = np.array([tuple(r.interval(method, level)) for level in (0.5, 0.8, 0.9, 0.95, 0.98)])
    assert np.all(np.diff(ends[:, 0]) <= 0)
    assert np.all(np.diff(ends[:, 1]) >= 0)


@each_method
def test_rows_of_one_sample_are_paired_columns(method):
    x, y = X[:8], Y

    def of_columns(a, b):
        return (a * b).mean() - a.mean() * b.mean()

    def of_rows(rows):
        return of_columns(rows[:, 0], rows[:, 1])

    def of_indices(index):
        index = index.astype(int)
        return of_columns(x[index], y[index])

    found = [
        interval((x, y), of_columns, method, paired=True),
        interval(np.column_stack([x, y]), of_rows, method),
        interval(np.arange(8), of_indices, method),
    ]
    np.testing.assert_allclose(found[1], found[0], rtol=1e-12)
    np.testing.assert_allclose(found[2], found[0], rtol=1e-12)


def test_a_constant_added_to_one_sample_moves_the_difference():
    there, back = (interval((X + c, Y), "mean_difference", "bca") for c in (0.0, 8.0))
    np.testing.assert_allclose(back, there + 8.0, rtol=1e-13)


def test_infinite_replicates_are_values_and_make_no_nan():
    zeros = np.array([0.0, 0.0, 1.0, 2.0, 5.0])

    def log_of_median(x):
        with np.errstate(divide="ignore"):
            return np.log(np.median(x))

    r = bootstrap(zeros, log_of_median, n_resamples=1_998, rng=1)
    assert r.n_boundary == np.isinf(r.replicates).sum() > 100
    assert np.isnan(r.standard_error)
    low, high = r.interval("percentile", 0.93)  # between two order statistics
    assert low == -np.inf
    assert high == np.log(5.0)
    assert r.interval("basic", 0.93).high == np.inf
