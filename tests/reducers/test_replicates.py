"""Keeping every replicate, at its index."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bootes.reducers.replicates import Replicates
from tests.strategies import cuts, gate, replicates


@gate
@given(replicates(most=300), st.data())
def test_values_come_back_in_the_order_of_replicates(values, data):
    reducer = Replicates(values.shape[1])
    total = reducer.empty(0, len(values))
    for start, stop in data.draw(cuts(len(values))):
        part = reducer.empty(start, stop)
        reducer.update(part, start, values[start:stop])
        reducer.merge(total, part)
    assert total[1].tobytes() == values.tobytes()


def test_what_has_not_come_is_nan():
    reducer = Replicates(2)
    total = reducer.empty(0, 5)
    reducer.update(total, 2, np.ones((2, 2)))
    assert np.isnan(total[1]).all(axis=1).tolist() == [True, True, False, False, True]


def test_a_run_may_begin_anywhere():
    reducer = Replicates(1)
    state = reducer.empty(1000, 1004)
    reducer.update(state, 1002, np.array([[7.0]]))
    assert state[0] == 1000
    assert state[1][2, 0] == 7.0
