"""The windows hold what is right, drawn here by NumPy alone, and not what is a little wrong."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tests.oracles.enumeration import Law, mean_law, median_law
from tests.oracles.windows import (
    ALARM,
    average_window,
    basic_window,
    bca_level,
    bca_window,
    count_window,
    jackknife_acceleration,
    normal_window,
    percentile_window,
    standard_error_window,
)

DATA = np.array([1, 2, 2, 3, 5, 8, 8, 13, 21, 34])
LAW = mean_law(DATA)
B = 9_999


def drawn(seed: int, n: int = B) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.choice(LAW.atoms, size=n, p=LAW.weights / LAW.weights.sum())


# 50 runs of checks that each fail with probability below 1e-6: below 2e-4 over all of them.
@pytest.mark.parametrize("level", [0.005, 0.025, 0.5, 0.95])
def test_right_numbers_are_inside(level):
    estimate, acceleration = DATA.mean(), jackknife_acceleration(np.mean, DATA.astype(float))
    windows = {
        "percentile": percentile_window(LAW, B, level),
        "basic": basic_window(LAW, B, level, estimate),
        "normal": normal_window(LAW, B, level, estimate),
        "bca": bca_window(LAW, B, level, estimate, acceleration),
    }
    z = stats.norm.ppf(level)
    for seed in range(50):
        t = drawn(seed)
        below = ((t < estimate).mean() + (t <= estimate).mean()) / 2
        corrected = bca_level(level, below, acceleration)
        assert np.quantile(t, level, method="weibull") in windows["percentile"]
        assert 2 * estimate - np.quantile(t, 1 - level, method="weibull") in windows["basic"]
        assert 2 * estimate - t.mean() + z * t.std(ddof=1) in windows["normal"]
        assert np.quantile(t, corrected, method="weibull") in windows["bca"]


@pytest.mark.parametrize(("off", "n"), [(0.009, 9_999), (0.0025, 99_999)])
def test_a_level_that_is_off_is_outside(off, n):
    window = percentile_window(Law(np.arange(1e5), np.full(100_000, 1e-5)), n, 0.025)
    assert 1e5 * (0.025 + off) not in window
    assert 1e5 * 0.025 in window


def test_standard_error_off_by_four_percent_is_outside():
    window = standard_error_window(LAW, B)
    assert LAW.deviation in window
    assert 1.05 * LAW.deviation not in window
    assert LAW.deviation * np.sqrt(9 / 10) not in window


def test_chernoff_is_close_to_the_binomial_tail_and_never_inside_it():
    window = average_window(np.array([0.0, 1.0]), np.array([0.97, 0.03]), B)
    low, high = stats.binom.ppf(ALARM / 2, B, 0.03) / B, stats.binom.isf(ALARM / 2, B, 0.03) / B
    assert window.low <= low
    assert window.high >= high
    assert window.high - window.low < 1.15 * (high - low)


def test_an_average_of_one_value_has_no_room():
    window = average_window(np.array([3.0]), np.array([1.0]), B)
    assert (window.low, window.high) == (3.0, 3.0)


def test_bca_level_is_the_level_where_nothing_is_corrected():
    assert bca_level(0.025, 0.5, 0.0) == pytest.approx(0.025)


def test_beta_window_is_sharp_for_a_median():
    law = median_law(np.arange(101.0))
    window = percentile_window(law, B, 0.5)
    assert window.high - window.low <= 2.0


def test_count_window_of_a_fair_coin():
    low, high = count_window(10_000, 0.5)
    assert 4_750 < low < 4_760
    assert low + high == 10_000
