"""The replicate loops: every row from its own resample, and who raised."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from bootes._kernels import loops
from bootes._kernels.resample import fill_original, fill_samples
from bootes._kernels.stat_mean import mean_difference
from bootes._streams import Seed
from tests.oracles import naive

KEY = Seed(60).key("resample")
DATA = [np.arange(5.0), np.arange(10.0, 17.0)]
SOURCE = np.concatenate([*DATA, [0.0]])
OFFSETS = np.array([0, 5, 12])


@numba.njit
def _one(x):
    return x[0] + 100 * x.sum()


@numba.njit
def _two(x, y):
    return x[0] + 100 * y.sum()


@numba.njit
def _one_vector(x):
    return np.array([x[0], x.sum()])


@numba.njit
def _two_vector(x, y):
    return np.array([x[0], y.sum()])


@numba.njit
def _raises(x):
    if x[0] == 3.0:
        raise ValueError("three")
    return x[0]


def looped(loop, function, start, stop, offsets, width, fill=fill_samples):
    out, at = np.full((stop - start, width), np.nan), np.zeros(1, np.int64)
    scratch = np.empty(offsets[-1])
    try:
        loop(function, fill, KEY, start, stop, SOURCE, offsets, offsets, scratch, out, at)
    except ValueError:
        return out, int(at[0])
    return out, None


@pytest.mark.parametrize(
    ("loop", "function", "n_samples"),
    [
        (loops.loop_one, _one, 1),
        (loops.loop_two, _two, 2),
        (loops.loop_one_vector, _one_vector, 1),
        (loops.loop_two_vector, _two_vector, 2),
    ],
)
@pytest.mark.parametrize(("start", "stop"), [(0, 20), (7, 9), (5, 5)])
def test_each_row_is_of_its_own_replicate(loop, function, n_samples, start, stop):
    width = 2 if "vector" in function.__name__ else 1
    out, failed = looped(loop, function, start, stop, OFFSETS[: n_samples + 1], width)
    assert failed is None
    for i in range(start, stop):
        expected = function.py_func(*naive.samples(KEY, i, DATA[:n_samples]))
        assert out[i - start].tolist() == np.atleast_1d(expected).tolist()


def test_the_replicate_that_raised_is_known_and_the_ones_before_are_kept():
    first_values = [naive.samples(KEY, i, DATA[:1])[0][0] for i in range(4, 60)]
    expected = 4 + first_values.index(3.0)
    out, failed = looped(loops.loop_one, _raises, 4, 60, OFFSETS[:2], 1)
    assert failed == expected
    assert out[: expected - 4, 0].tolist() == first_values[: expected - 4]
    assert np.isnan(out[expected - 4 :]).all()


@pytest.mark.parametrize("length", [0, 1, 2, 4])
def test_an_array_of_another_length_is_refused(length):
    """One element would fill the row, if it were let."""

    @numba.njit
    def other(x):
        return x[:length].copy()

    out, failed = looped(loops.loop_one_vector, other, 0, 5, OFFSETS[:2], 3)
    assert failed == 0
    assert np.isnan(out).all()


def test_our_own_statistics_get_offsets_and_constants():
    out, at = np.empty((10, 1)), np.zeros(1, np.int64)
    loops.loop_builtin(
        mean_difference, np.zeros(1), fill_samples, KEY, 0, 10, SOURCE, OFFSETS, OFFSETS,
        np.empty(12), out, at,
    )  # fmt: skip
    expected = [
        np.mean(x) - np.mean(y) for x, y in (naive.samples(KEY, i, DATA) for i in range(10))
    ]
    assert out[:, 0] == pytest.approx(expected, rel=1e-14)
    assert at[0] == 9


def test_a_block_of_resamples():
    block = np.empty((3, 12))
    loops.fill_block(fill_original, KEY, 5, 8, SOURCE, OFFSETS, block)
    assert block.tolist() == [SOURCE[:12].tolist()] * 3
