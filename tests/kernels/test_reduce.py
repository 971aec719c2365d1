"""What reducers count, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from bootes._kernels.reduce import block_moments, count_bins, count_tails
from tests.strategies import gate, replicates

SPECIAL = np.array(
    [[0.0], [1.0], [1.0 + 1e-9], [-1.0], [np.nan], [np.inf], [-np.inf], [2.0], [-0.0]]
)


def tails(values, observed, centre, tolerance):
    p = values.shape[1]
    counts = np.zeros((p, 6), np.int64)
    count_tails(values, *(np.full(p, v) for v in (observed, centre, tolerance)), counts)
    return counts


def test_tails_of_special_values():
    """NaN is on no side; infinities are values; both ends of the tolerance are ties."""
    above, below, ties, far, missing, infinite = tails(SPECIAL, 1.0, 0.0, 1e-8)[0]
    assert (above, below, ties) == (4, 6, 2)
    assert (far, missing, infinite) == (6, 1, 2)


def test_an_infinite_observed_value_ties_with_itself():
    counts = tails(SPECIAL, np.inf, 0.0, 0.0)[0]
    assert counts.tolist() == [1, 8, 1, 2, 1, 2]


@pytest.mark.parametrize("tolerance", [0.0, 0.25])
def test_ties_at_exactly_the_tolerance_count(tolerance):
    values = np.array([[1.0 - tolerance], [1.0], [1.0 + tolerance]])
    assert tails(values, 1.0, 0.0, tolerance)[0, :4].tolist() == [3, 3, 3, 3]


@gate
@given(replicates())
def test_tails_are_numpys_counts(values):
    observed, centre, tolerance = float(np.nan_to_num(values[0, 0])), 0.25, 0.5
    counts = tails(values, observed, centre, tolerance)
    for j, x in enumerate(values.T):
        t, c = observed, centre
        expected = [
            (x >= t - tolerance).sum(),
            (x <= t + tolerance).sum(),
            ((x >= t - tolerance) & (x <= t + tolerance)).sum(),
            (np.abs(x - c) >= np.abs(t - c) - tolerance).sum(),
            np.isnan(x).sum(),
            np.isinf(x).sum(),
        ]
        assert counts[j].tolist() == expected


def test_counts_are_added_to_what_is_there():
    counts = np.full((1, 6), 10, np.int64)
    count_tails(SPECIAL, *(np.array([v]) for v in (1.0, 0.0, 1e-8)), counts)
    assert counts[0].tolist() == [14, 16, 12, 16, 11, 12]


def bins(values, low, width, n):
    counts = np.zeros((values.shape[1], n + 2), np.int64)
    p = values.shape[1]
    count_bins(values, np.full(p, low), np.full(p, width), counts)
    return counts


def test_bins_with_their_ends_and_beyond():
    values = np.array([[-np.inf], [-1e300], [-0.5], [0.0], [0.99], [1.0], [3.99], [4.0], [np.inf],
                       [1e300], [np.nan]])  # fmt: skip
    assert bins(values, 0.0, 1.0, 4)[0].tolist() == [3, 2, 1, 0, 1, 3]


@gate
@given(replicates())
def test_every_value_but_nan_is_in_one_bin(values):
    counts = bins(values, -1.0, 0.01, 200)
    finite = (~np.isnan(values)).sum(axis=0)
    assert counts.sum(axis=1).tolist() == finite.tolist()
    edges = -1.0 + 0.01 * np.arange(201)
    for j, x in enumerate(values.T):
        clear = x[np.abs((x + 1.0) * 100 - np.rint((x + 1.0) * 100)) > 1e-6]
        inside, _ = np.histogram(clear, edges)
        assert (counts[j, 1:-1] >= inside).all()
        assert counts[j].sum() - len(x[~np.isnan(x)]) == 0


@gate
@given(replicates(most=700))
def test_block_moments_are_numpys(values):
    size = 256
    moments = np.empty((-(-len(values) // size), values.shape[1], 3))
    block_moments(values, size, moments)
    for block, found in enumerate(moments):
        part = values[block * size : (block + 1) * size]
        for j, (count, mean, squares) in enumerate(found):
            x = part[~np.isnan(part[:, j]), j]
            assert count == len(x)
            if len(x):
                spread = np.ptp(x) + 1e-15 * np.abs(x).max()
                assert abs(mean - np.mean(x)) <= 1e-12 * np.abs(x).max()
                exact = ((x - np.mean(x)) ** 2).sum()
                assert abs(squares - exact) <= 1e-12 * len(x) * (spread * np.abs(x).max() + exact)
            else:
                assert (mean, squares) == (0.0, 0.0)
