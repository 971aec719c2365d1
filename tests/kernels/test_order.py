"""Selection, against sorting."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootes._kernels.order import linear_quantile, middle, select
from tests.strategies import arrays, finite, gate

LEVELS = [0.0, 1e-9, 0.025, 0.25, 1 / 3, 0.5, 0.9, 0.975, 1.0]


def test_every_order_of_small_arrays():
    """All arrays of up to 6 values from {0, 1, 2} and all permutations of 6: each k."""
    tied = (v for n in range(1, 7) for v in itertools.product((0.0, 1.0, 2.0), repeat=n))
    for values in itertools.chain(tied, itertools.permutations((1.0, 2.0, 3.0, 4.0, 5.0, 6.0))):
        for k, expected in enumerate(sorted(values)):
            x = np.array(values)
            assert select(x, k) == expected
            assert (x[:k] <= expected).all()
            assert (x[k:] >= expected).all()
            assert sorted(x) == sorted(values)


@gate
@given(arrays(), st.data())
def test_select_is_the_kth_of_the_sorted(x, data):
    k = data.draw(st.integers(0, len(x) - 1))
    assert select(x.copy(), k) == np.sort(x)[k]


@pytest.mark.parametrize("shape", ["sorted", "reversed", "constant", "organ pipe", "infinite"])
def test_select_on_large_special_orders(shape):
    n = 20_001
    ramp = np.arange(float(n))
    x = {
        "sorted": ramp,
        "reversed": ramp[::-1].copy(),
        "constant": np.ones(n),
        "organ pipe": np.minimum(ramp, ramp[::-1]),
        "infinite": np.where(ramp % 3 == 0, np.inf, np.where(ramp % 3 == 1, -np.inf, ramp)),
    }[shape]
    for k in (0, 1, n // 4, n // 2, n - 2, n - 1):
        assert select(x.copy(), k) == np.sort(x)[k]


@gate
@given(arrays())
def test_the_median_is_numpys(x):
    assert middle(x.copy()) == np.median(x)


@gate
@given(arrays(elements=finite), st.one_of(st.sampled_from(LEVELS), st.floats(0.0, 1.0)))
def test_the_quantile_is_numpys(x, level):
    """To the rounding of the interpolation, which is on the scale of the two neighbours."""
    expected = np.quantile(x, level)
    scale = np.abs(x).max()
    assert abs(linear_quantile(x.copy(), level) - expected) <= 4 * np.finfo(float).eps * scale


@pytest.mark.parametrize("n", [1, 2, 3, 4, 101])
def test_the_quantile_is_exact_at_the_order_statistics(n):
    x = np.random.default_rng(n).normal(size=n)
    assert linear_quantile(x.copy(), 0.0) == x.min()
    assert linear_quantile(x.copy(), 1.0) == x.max()
    if n % 2:
        assert linear_quantile(x.copy(), 0.5) == np.sort(x)[n // 2]
