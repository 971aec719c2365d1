"""States and reducers out of files: what does not fit is refused."""

from __future__ import annotations

import numpy as np
import pytest

from bootes.reducers.histogram import Histogram
from bootes.reducers.moments import Moments
from bootes.reducers.replicates import Replicates
from bootes.reducers.resolve import REDUCERS, reducer_of
from bootes.reducers.tails import Tails

P, N = 2, 700
VALUES = np.random.default_rng(0).normal(size=(N, P))
MADE = [
    Replicates(P),
    Tails(np.zeros(P), np.zeros(P), np.full(P, 1e-12)),
    Moments(P),
    Histogram.around(VALUES[:256]),
]


def arrays_of(reducer):
    state = reducer.empty(0, N)
    reducer.update(state, 0, VALUES)
    return reducer.to_arrays(state)


def parameters(reducer):
    return {name: np.asarray(value) for name, value in vars(reducer).items()}


def kind(reducer):
    return type(reducer).__name__


@pytest.mark.parametrize("reducer", MADE, ids=kind)
def test_a_reducer_is_that_of_its_parameters(reducer):
    found = reducer_of(kind(reducer), parameters(reducer), P)
    assert type(found) is type(reducer)
    for name, value in parameters(reducer).items():
        np.testing.assert_array_equal(getattr(found, name), value)


def test_every_reducer_is_in_the_table():
    assert {kind(reducer) for reducer in MADE} == set(REDUCERS)


@pytest.mark.parametrize("name", ["Tails", "Histogram"])
def test_parameters_of_other_components_are_refused(name):
    reducer = next(reducer for reducer in MADE if kind(reducer) == name)
    with pytest.raises(ValueError, match="components"):
        reducer_of(name, parameters(reducer), P + 1)
    for parameter in parameters(reducer):
        others = {key: one for key, one in parameters(reducer).items() if key != parameter}
        with pytest.raises(KeyError):
            reducer_of(name, others, P)


def test_no_bins_are_refused():
    given = {**parameters(MADE[3]), "n_bins": np.array(0)}
    with pytest.raises(ValueError, match="0 bins"):
        reducer_of("Histogram", given, P)


def others(array):
    yield array[:-1]
    yield array[..., :-1]
    yield np.concatenate([array, array])
    yield array[None]
    yield array[:1, ...] if len(array) > 1 else array[:0]


CASES = [(reducer, name) for reducer in MADE for name in arrays_of(reducer)]


@pytest.mark.parametrize(("reducer", "name"), CASES, ids=lambda part: getattr(part, "n", None))
def test_arrays_of_other_shapes_are_refused(reducer, name):
    arrays = arrays_of(reducer)
    reducer.from_arrays(arrays)
    for other in others(arrays[name]):
        if other.shape == arrays[name].shape:
            continue
        if isinstance(reducer, Replicates) and other.ndim == 2 and other.shape[1] == P:
            continue  # fewer replicates are replicates
        with pytest.raises(ValueError, match="these are no"):
            reducer.from_arrays({**arrays, name: other})


@pytest.mark.parametrize("reducer", [MADE[1], MADE[3]], ids=kind)
def test_what_is_no_count_is_refused(reducer):
    counts = arrays_of(reducer)["counts"]
    for other in (counts.astype(float), counts - counts.max() - 1, counts.astype(np.uint8)):
        with pytest.raises(ValueError, match="these are no counts"):
            reducer.from_arrays({"counts": other})


@pytest.mark.parametrize("name", ["places", "runs"])
def test_places_outside_of_the_tree_are_refused(name):
    arrays = arrays_of(MADE[2])
    with pytest.raises(ValueError, match="these are no moments"):
        MADE[2].from_arrays({**arrays, name: arrays[name] - 1_000})
    with pytest.raises(ValueError, match="these are no moments"):
        MADE[2].from_arrays({**arrays, name: arrays[name] + 1_000})
