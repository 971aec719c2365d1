"""Sums in the order in which NumPy adds, so that compiled and Python values agree to the bit.

NumPy adds runs of up to 128 values in eight interleaved sums, and halves longer runs at multiples
of eight. Along the outer axis of a matrix it adds row by row instead (``pairwise`` is False).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils
from numba.extending import intrinsic
from numba.types import boolean, float64, int64, uint64

from ._jit import SOURCE, kernel

__all__ = ["square_sum", "total"]

_RUN = 128


_EIGHT = ir.VectorType(ir.DoubleType(), 8)
_INDEX = ir.IntType(64)


def _eight_sums(squared: bool) -> Any:
    """Return the function (x, first, n, centre) that adds n groups of eight values of x."""

    @intrinsic
    def sums(typing_context, x, first, n, centre):
        def generate(context, builder, signature, arguments):
            data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
            groups = builder.bitcast(builder.gep(data, [arguments[1]]), _EIGHT.as_pointer())
            middle = ir.Constant(_EIGHT, ir.Undefined)
            for lane in range(8):
                middle = builder.insert_element(middle, arguments[3], ir.IntType(32)(lane))
            total = cgutils.alloca_once_value(builder, ir.Constant(_EIGHT, [0.0] * 8))
            with cgutils.for_range(builder, arguments[2], intp=_INDEX) as loop:
                group = builder.load(builder.gep(groups, [loop.index]), align=8)
                away = builder.fsub(group, middle)
                term = builder.fmul(away, away) if squared else away
                builder.store(builder.fadd(builder.load(total), term), total)
            held = builder.load(total)
            parts = [builder.extract_element(held, ir.IntType(32)(lane)) for lane in range(8)]
            while len(parts) > 1:
                pairs = zip(parts[::2], parts[1::2], strict=True)
                parts = [builder.fadd(left, right) for left, right in pairs]
            return parts[0]

        return float64(x, first, n, centre), generate

    return sums


_values = _eight_sums(squared=False)
_squares = _eight_sums(squared=True)


@kernel(float64(SOURCE, int64, int64, float64, boolean))
def _run_sum(x, first, n, centre, squared):
    """Sum a run of x, or of its squared deviations from ``centre``."""
    groups = n >> 3
    total = 0.0
    if groups:
        total = _squares(x, first, groups, centre) if squared else _values(x, first, groups, centre)
    for i in range(uint64(first + 8 * groups), uint64(first + n)):
        value = x[i] - centre
        total += value * value if squared else value
    return total


@kernel(float64(SOURCE, float64, boolean))
def _tree_sum(x, centre, squared):
    """Sum the runs of x; the halves still to do are on a stack, as are the sums of the done."""
    todo, done = np.empty((64, 3), np.int64), np.empty(64)
    todo[0, 0], todo[0, 1], todo[0, 2] = 0, x.shape[0], 0
    depth, sums = 1, 0
    while depth:
        depth -= 1
        first, n, is_pair = todo[depth, 0], todo[depth, 1], todo[depth, 2]
        if is_pair:
            sums -= 1
            done[sums - 1] += done[sums]
        elif n <= _RUN:
            done[sums] = _run_sum(x, first, n, centre, squared)
            sums += 1
        else:
            half = n // 2
            half -= half % 8
            todo[depth, 2] = 1
            todo[depth + 1, 0], todo[depth + 1, 1] = first + half, n - half
            todo[depth + 2, 0], todo[depth + 2, 1] = first, half
            todo[depth + 1, 2] = todo[depth + 2, 2] = 0
            depth += 3
    return done[0]


@kernel(float64(SOURCE, float64, boolean, boolean))
def _sum(x, centre, squared, pairwise):
    if pairwise and x.shape[0] > _RUN:
        return _tree_sum(x, centre, squared)
    if pairwise:
        return _run_sum(x, 0, x.shape[0], centre, squared)
    total = 0.0
    for value in x:
        total += (value - centre) * (value - centre) if squared else value
    return total


@kernel(float64(SOURCE, boolean))
def total(x, pairwise):
    """Return the sum of x."""
    return _sum(x, 0.0, False, pairwise)


@kernel(float64(SOURCE, float64, boolean))
def square_sum(x, centre, pairwise):
    """Return the sum of squared deviations from ``centre``."""
    return _sum(x, centre, True, pairwise)
