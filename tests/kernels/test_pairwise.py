"""Sums and statistics of a column: NumPy's bits, whatever the length."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._kernels import lane_statistics as lanes
from bootes._kernels.pairwise import square_sum, total

LENGTHS = [1, 2, 7, 8, 9, 15, 16, 100, 127, 128, 129, 130, 255, 256, 257, 1000, 4099, 70_001]


def values(n, seed=0):
    rng = np.random.default_rng(seed + n)
    return rng.normal(size=n) * 10.0 ** rng.integers(-8, 8, n)


@pytest.mark.parametrize("n", LENGTHS)
def test_sums_are_numpys_to_the_bit(n):
    x = values(n)
    assert total(x, True) == x.sum()
    assert square_sum(x, 0.25, True) == np.square(x - 0.25).sum()


@pytest.mark.parametrize("n", LENGTHS)
def test_sums_along_the_outer_axis_are_numpys_to_the_bit(n):
    x = values(n)
    rows = np.column_stack([x, x])
    assert total(x, False) == rows.sum(axis=0)[0]
    assert square_sum(x, 0.25, False) == np.square(rows - 0.25).sum(axis=0)[0]


@pytest.mark.parametrize(
    ("lane", "function", "option"),
    [
        (lanes.lane_sum, np.sum, 0.0),
        (lanes.lane_mean, np.mean, 0.0),
        (lanes.lane_var, np.var, 0.0),
        (lanes.lane_var, lambda x: np.var(x, ddof=1), 1.0),
        (lanes.lane_std, lambda x: np.std(x, ddof=1), 1.0),
        (lanes.lane_min, np.min, 0.0),
        (lanes.lane_max, np.max, 0.0),
        (lanes.lane_ptp, np.ptp, 0.0),
        (lanes.lane_median, np.median, 0.0),
        *(
            (lanes.lane_quantile, lambda x, q=q: np.quantile(x, q), q)
            for q in (0.0, 0.1, 0.5, 0.77, 1.0)
        ),
    ],
)
def test_statistics_are_numpys_to_the_bit(lane, function, option):
    for n in (2, 3, 10, 31, 500):
        for x in (values(n), np.floor(values(n, 1)), np.full(n, 0.1)):
            before = x.copy()
            assert lane(x, option, True) == function(x)
            assert x.tobytes() == before.tobytes()
        with_nan = np.append(values(n), np.nan)
        assert np.isnan(lane(with_nan, option, True))


@pytest.mark.parametrize("level", [0.0, 0.3, 0.5, 1.0])
def test_quantiles_of_sorted_values(level):
    x = np.sort(values(40))
    assert lanes.sorted_quantile(x, level) == np.quantile(x, level)


def test_a_level_beyond_one_is_refused():
    for quantile in (lambda q: lanes.lane_quantile(values(9), q, True),
                     lambda q: lanes.sorted_quantile(np.sort(values(9)), q)):  # fmt: skip
        with pytest.raises(ValueError, match="range"):
            quantile(1.5)
