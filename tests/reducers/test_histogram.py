"""Fixed bins from the first block."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from bootes.reducers.histogram import Histogram
from tests.strategies import cuts, gate, replicates


def counted(reducer, values, chunks):
    total = reducer.empty(0, len(values))
    for start, stop in chunks:
        state = reducer.empty(start, stop)
        reducer.update(state, start, np.ascontiguousarray(values[start:stop]))
        reducer.merge(total, state)
    return total


@gate
@given(replicates(most=600), st.data())
def test_any_division_counts_the_same(values, data):
    reducer = Histogram.around(values[:256].copy())
    whole = counted(reducer, values, [(0, len(values))])
    assert counted(reducer, values, data.draw(cuts(len(values)))).tobytes() == whole.tobytes()
    assert whole.sum(axis=1).tolist() == (~np.isnan(values)).sum(axis=0).tolist()


any_float = npst.arrays(
    np.float64,
    st.tuples(st.integers(1, 6), st.integers(1, 3)),
    elements=st.floats(),
    fill=st.nothing(),
)


@settings(gate, max_examples=400)
@given(any_float)
def test_bins_hold_the_values_that_they_were_made_around(first):
    """Whatever floats they are, without a warning: finite values are inside, others at the ends."""
    reducer = Histogram.around(first.copy())
    counts = counted(reducer, first, [(0, len(first))])
    assert counts.sum(axis=1).tolist() == (~np.isnan(first)).sum(axis=0).tolist()
    for j in range(first.shape[1]):
        edges = reducer.edges(j)
        assert np.isfinite(edges).all()
        assert (np.diff(edges) >= 0).all()
        within = np.abs(first[:, j]) < 1e307
        if within.all():
            assert counts[j, 1:-1].sum() == len(first)


def test_the_bins_cover_three_times_the_first_range():
    reducer = Histogram.around(np.array([[2.0], [5.0], [np.nan], [3.0]]))
    edges = reducer.edges(0)
    assert edges[0] == pytest.approx(-1.0)
    assert edges[-1] == pytest.approx(8.0)
    assert len(edges) == reducer.n_bins + 1


@pytest.mark.parametrize("value", [0.0, 7.0, -1e300])
def test_a_constant_gets_bins_on_its_own_scale(value):
    reducer = Histogram.around(np.full((5, 1), value))
    counts = counted(reducer, np.full((5, 1), value), [(0, 5)])
    assert counts[0, 1:-1].sum() == 5
    width = reducer.edges(0)[-1] - reducer.edges(0)[0]
    assert width == pytest.approx(3.0 if value == 0 else 3e-9 * abs(value), rel=1e-3)


@pytest.mark.parametrize(
    "values", [[1e-300, 2e-300], [5e-324, 0.0], [1.7e308, -1.7e308], [1e-300, 1e-300]]
)
def test_extreme_scales_lose_no_value(values):
    first = np.array(values)[:, None]
    counts = counted(Histogram.around(first.copy()), first, [(0, 2)])
    assert counts.sum() == 2


@pytest.mark.parametrize(
    ("p", "bins"), [(1, 16_384), (64, 16_384), (100, 10_485), (4_096, 256), (20_000, 256)]
)
def test_many_components_have_fewer_bins_each(p, bins):
    """A million bins together, as far as each component keeps 256."""
    reducer = Histogram.around(np.random.default_rng(1).normal(size=(9, p)))
    assert reducer.n_bins == bins
