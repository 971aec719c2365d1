"""Bins keep step with lattices and are few; seeds are fixed, so nothing here can fail by chance."""

from __future__ import annotations

import numpy as np
import pytest

from bootes.viz.bins import bin_edges, lattice_spacing


def rng():
    return np.random.default_rng(20_240_601)


@pytest.mark.parametrize(
    ("values", "spacing"),
    [
        (rng().integers(0, 30, 1_000).astype(float), 1.0),
        (rng().integers(-90, 90, 1_000) / 50, 0.02),
        (rng().integers(0, 9, 1_000) * 1e-12, 1e-12),
        (rng().integers(-90, 90, 1_000) * 0.1 + 1e6, 0.1),
        (rng().normal(size=1_000), 0.0),
        (np.rint(rng().normal(size=20_000) * 1e6), 0.0),  # too many values to see a lattice
        (np.full(10, 3.0), 0.0),
    ],
)
def test_spacing(values, spacing):
    assert lattice_spacing(values) == pytest.approx(spacing, rel=1e-6)


@pytest.mark.parametrize("n", [1, 2, 10, 10_000])
@pytest.mark.parametrize("sample", ["normal", "exponential", "random"])
def test_bins_hold_every_value_of_a_light_tail(sample, n):
    values = getattr(rng(), sample)(size=n)
    edges = bin_edges(values, 0.0)
    assert np.histogram(values, edges)[0].sum() >= n - 3
    assert 1 <= edges.size - 1 <= 81
    assert (np.diff(edges) > 0).all()


def test_a_few_far_values_do_not_hide_the_rest():
    values = np.append(rng().normal(size=9_990), np.full(10, 1e9))
    counts, _ = np.histogram(values, bin_edges(values, 0.0))
    assert counts.sum() == 9_990
    assert (counts > 100).sum() > 10


def test_bins_of_a_lattice_hold_the_same_number_of_points():
    values = rng().integers(0, 200, 50_000) * 0.25
    edges = bin_edges(values, 0.25)
    widths = np.diff(edges) / 0.25
    np.testing.assert_allclose(widths, np.rint(widths[0]))
    np.testing.assert_allclose((edges / 0.25) % 1, 0.5)
    assert edges[0] < values.min()
    assert edges[-1] > values.max()


def test_equal_values_have_a_bin():
    for value in (0.0, -2.0, 1e-300, 1e300):
        low, high = bin_edges(np.full(5, value), 0.0)
        assert low < value < high
