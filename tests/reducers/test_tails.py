"""Tail counts: what is as extreme as the data, added up in any order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootes.reducers.tails import TailCounts, Tails
from tests.strategies import cuts, gate, replicates


def tails(p=1, observed=0.5, centre=0.0, tolerance=1e-9):
    return Tails(*(np.full(p, value) for value in (observed, centre, tolerance)))


def counted(reducer, values, chunks):
    total = reducer.empty(0, len(values))
    for start, stop in chunks:
        state = reducer.empty(start, stop)
        reducer.update(state, start, np.ascontiguousarray(values[start:stop]))
        reducer.merge(total, state)
    return total


@gate
@given(replicates(most=400), st.data())
def test_any_division_counts_the_same(values, data):
    reducer = tails(values.shape[1])
    whole = counted(reducer, values, [(0, len(values))])
    assert counted(reducer, values, data.draw(cuts(len(values)))).tolist() == whole.tolist()


def test_counts_are_named():
    values = np.array([[0.5], [0.5 + 1e-10], [2.0], [-0.7], [0.1], [np.nan], [np.inf]])
    reducer = tails()
    found = reducer.counts(counted(reducer, values, [(0, 7)]), 7)
    expected = TailCounts(n=7, above=4, below=4, ties=2, far=5, missing=1, infinite=1)
    assert found == (expected,)
    assert all(type(count) is int for count in vars(found[0]).values())


def test_each_component_has_its_own_observed_value():
    values = np.column_stack([np.arange(10.0), np.arange(10.0)])
    reducer = Tails(np.array([3.0, 7.0]), np.array([0.0, 5.0]), np.zeros(2))
    low, high = reducer.counts(counted(reducer, values, [(0, 10)]), 10)
    assert (low.above, low.below, low.ties, low.far) == (7, 4, 1, 7)
    assert (high.above, high.below, high.ties, high.far) == (3, 8, 1, 7)


@pytest.mark.parametrize("tolerance", [0.0, 1e-12, 0.1])
def test_above_and_below_share_the_ties_alone(tolerance):
    values = np.random.default_rng(1).integers(-5, 6, (1000, 1)) / 10
    reducer = tails(observed=0.3, tolerance=tolerance)
    (found,) = reducer.counts(counted(reducer, values, [(0, 1000)]), 1000)
    assert found.above + found.below == 1000 + found.ties
