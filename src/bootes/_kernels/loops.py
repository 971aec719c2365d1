"""The replicate loops: fill a resample, compute the statistic, keep its value.

``at[0]`` holds the replicate being computed, so that the caller knows which one raised.
"""

from __future__ import annotations

from numba.core.types import FunctionType
from numba.types import float64, int64

from ._jit import FILL, INDEX, KEY, SOURCE, STATISTIC, VALUES, kernel

__all__ = [
    "fill_block",
    "loop_builtin",
    "loop_one",
    "loop_one_vector",
    "loop_two",
    "loop_two_vector",
]

_BLOCK = float64[:, ::1]
_ONE = FunctionType(float64(VALUES))
_TWO = FunctionType(float64(VALUES, VALUES))
_ONE_VECTOR = FunctionType(VALUES(VALUES))
_TWO_VECTOR = FunctionType(VALUES(VALUES, VALUES))
_SAMPLER = (FILL, KEY, int64, int64, SOURCE, INDEX, INDEX)
_TARGET = (VALUES, _BLOCK, int64[::1])


@kernel((FILL, KEY, int64, int64, SOURCE, INDEX, _BLOCK))
def fill_block(fill, key, start, stop, source, layout, block):
    """Write the resamples ``start`` to ``stop - 1`` into the rows of ``block``."""
    for b in range(start, stop):
        fill(key, b, source, layout, block[b - start])


@kernel((STATISTIC, SOURCE, *_SAMPLER, *_TARGET))
def loop_builtin(
    statistic, args, fill, key, start, stop, source, layout, offsets, resample, out, at
):
    """Evaluate one of our own statistics: any number of samples and of components."""
    for b in range(start, stop):
        at[0] = b
        fill(key, b, source, layout, resample)
        statistic(resample, offsets, args, out[b - start])


@kernel((_ONE, *_SAMPLER, *_TARGET))
def loop_one(statistic, fill, key, start, stop, source, layout, offsets, resample, out, at):
    """Evaluate a user's compiled f(x) -> float."""
    for b in range(start, stop):
        at[0] = b
        fill(key, b, source, layout, resample)
        out[b - start, 0] = statistic(resample)


@kernel((_TWO, *_SAMPLER, *_TARGET))
def loop_two(statistic, fill, key, start, stop, source, layout, offsets, resample, out, at):
    """Evaluate a user's compiled f(x, y) -> float."""
    first, second = resample[: offsets[1]], resample[offsets[1] :]
    for b in range(start, stop):
        at[0] = b
        fill(key, b, source, layout, resample)
        out[b - start, 0] = statistic(first, second)


@kernel((VALUES, VALUES))
def _keep_row(value, row):
    """Copy a value; an array of one element would fill a whole row."""
    if value.shape[0] != row.shape[0]:
        raise ValueError("the statistic returned an array of another length than on the data")
    row[:] = value


@kernel((_ONE_VECTOR, *_SAMPLER, *_TARGET))
def loop_one_vector(statistic, fill, key, start, stop, source, layout, offsets, resample, out, at):
    """Evaluate a user's compiled f(x) -> array."""
    for b in range(start, stop):
        at[0] = b
        fill(key, b, source, layout, resample)
        _keep_row(statistic(resample), out[b - start])


@kernel((_TWO_VECTOR, *_SAMPLER, *_TARGET))
def loop_two_vector(statistic, fill, key, start, stop, source, layout, offsets, resample, out, at):
    """Evaluate a user's compiled f(x, y) -> array."""
    first, second = resample[: offsets[1]], resample[offsets[1] :]
    for b in range(start, stop):
        at[0] = b
        fill(key, b, source, layout, resample)
        _keep_row(statistic(first, second), out[b - start])
