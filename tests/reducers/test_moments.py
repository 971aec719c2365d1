"""The tree of moments: the same bits for any division, NumPy's values, NaN left out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootes.protocols import BLOCK
from bootes.reducers.moments import Moments
from tests.strategies import cuts, gate, replicates


def reduced(values, chunks=None):
    """Reduce each chunk by itself, in two updates, and merge."""
    reducer = Moments(values.shape[1])
    total = reducer.empty(0, len(values))
    for start, stop in chunks or [(0, len(values))]:
        state = reducer.empty(start, stop)
        middle = (start + stop) // 2
        reducer.update(state, start, values[start:middle])
        reducer.update(state, middle, values[middle:stop])
        reducer.merge(total, state)
    return reducer.finish(total)


def tree(values):
    """The documented sum: leaves of 256, siblings only, maximal nodes from the left."""
    leaves = [values[i : i + BLOCK] for i in range(0, len(values), BLOCK)]
    whole = len(values) // BLOCK
    nodes, low = [], 0
    for level in reversed(range(whole.bit_length())):
        if whole >> level & 1:
            nodes.append(pairwise(leaves[low : low + 2**level]))
            low += 2**level
    nodes += [leaf(rest) for rest in leaves[low:]]
    total = np.zeros(3)
    for node in nodes:
        total = added(total, node)
    return total


def pairwise(leaves):
    if len(leaves) == 1:
        return leaf(leaves[0])
    half = len(leaves) // 2
    return added(pairwise(leaves[:half]), pairwise(leaves[half:]))


def leaf(x):
    x = x[~np.isnan(x)]
    mean = float(sum(x.tolist())) / len(x) if len(x) else 0.0
    squares = 0.0
    for value in x.tolist():
        squares += (value - mean) ** 2
    return np.array([len(x), mean, squares])


def added(left, right):
    (n, a, s), (m, b, t) = left.tolist(), right.tolist()
    if not n or not m:
        return right if not n else left
    share = m / (n + m)
    return np.array([n + m, a + (b - a) * share, s + t + (b - a) * (b - a) * n * share])


@gate
@given(replicates(), st.data())
def test_any_division_gives_the_same_bits(values, data):
    whole = reduced(values)
    chunks = data.draw(cuts(len(values)))
    assert reduced(values, chunks).tobytes() == whole.tobytes()


@pytest.mark.parametrize("size", [1, 3, 255, 256, 257, 512, 1000, 16_384])
def test_long_runs_in_equal_chunks(size):
    rng, n = np.random.default_rng(size), 40_000 if size > 9 else 3_000
    values = rng.normal(size=(n, 2)) * np.exp(4 * rng.normal(size=(n, 2)))
    values[rng.random(n) < 0.1] = np.nan
    chunks = [(i, min(i + size, n)) for i in range(0, n, size)]
    whole = reduced(values).tobytes()
    assert reduced(values, chunks).tobytes() == whole
    assert reduced(values, chunks[::-1]).tobytes() == whole
    rng.shuffle(chunks)
    assert reduced(values, chunks).tobytes() == whole


@gate
@given(replicates(most=3000, components=1))
def test_it_is_the_documented_tree(values):
    """Bit for bit the sum of leaves of 256 along a binary tree, written out."""
    assert reduced(values)[0].tolist() == tree(values[:, 0]).tolist()


@gate
@given(replicates())
def test_mean_and_variance_are_numpys(values):
    """To 1e-12 of the largest value, and of its product with the spread."""
    for (count, mean, squares), column in zip(reduced(values), values.T, strict=True):
        x = column[~np.isnan(column)]
        assert count == len(x)
        if len(x) > 1:
            largest = np.abs(x).max()
            assert abs(mean - np.mean(x)) <= 1e-12 * largest
            exact = np.var(x)
            slack = 1e-12 * (exact + np.sqrt(exact) * largest) + (1e-13 * largest) ** 2
            assert abs(squares / count - exact) <= slack


def test_a_large_offset_keeps_its_digits():
    """Values 1e9 + {0, 1, 2}, of whose squares a plain sum would lose every digit."""
    values = 1e9 + np.tile([0.0, 1.0, 2.0], 10_000)[:, None]
    count, mean, squares = reduced(values)[0]
    assert count == 30_000
    assert mean == pytest.approx(1e9 + 1, rel=1e-15)
    assert squares == pytest.approx(20_000, rel=1e-9)


def test_components_do_not_mix():
    values = np.random.default_rng(1).normal(size=(1000, 3))
    values[:500, 1] = np.nan
    alone = [reduced(values[:, j : j + 1])[0] for j in range(3)]
    assert reduced(values).tobytes() == np.array(alone).tobytes()


@pytest.mark.parametrize("n", [1, 2, 300, 1000])
def test_nothing_but_nan(n):
    assert reduced(np.full((n, 1), np.nan)).tolist() == [[0.0, 0.0, 0.0]]


@pytest.mark.parametrize("at", [0, 299, 600])
@pytest.mark.parametrize("infinities", [[np.inf], [-np.inf], [np.inf, -np.inf]])
def test_an_infinite_value_makes_the_moments_undefined(infinities, at):
    """Counted, quietly; no division into chunks shows another value."""
    values = np.random.default_rng(2).normal(size=(700, 2))
    values[at : at + len(infinities), 0] = infinities
    for chunks in (None, [(0, 100), (100, 700)], [(256, 512), (512, 700), (0, 256)]):
        infinite, finite = reduced(values, chunks)
        assert infinite[0] == 700
        assert np.isnan(infinite[1:]).all()
        assert finite[1] == pytest.approx(values[:, 1].mean())


def test_values_whose_squares_overflow():
    values = np.full((600, 1), 1e200)
    values[::2] = -1e200
    count, mean, squares = reduced(values, [(0, 300), (300, 600)])[0]
    assert (count, squares) == (600, np.inf)
    assert abs(mean) < 1e190
