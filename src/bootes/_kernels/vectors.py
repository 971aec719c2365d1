"""Sums of rows of eight columns, in one vector register.

Written in LLVM's own vectors: a loop over Numba arrays would keep the eight sums in memory.
"""

from __future__ import annotations

from llvmlite import ir
from numba.core import cgutils
from numba.extending import intrinsic
from numba.types import int64, void

from .lanes import ROUND

__all__ = ["WIDTH", "add_listed", "add_words"]

WIDTH = 8  # columns of a tile
_VECTOR = ir.VectorType(ir.DoubleType(), WIDTH)
_INDEX = ir.IntType(64)
_QUAD = 4  # rows that are added to each other before they meet the sum: a short chain


def _arrays(context, builder, signature, arguments):
    """Return the data of the table, the row numbers and the sums."""
    return (
        context.make_array(signature.args[k])(context, builder, arguments[k]).data
        for k in (0, 1, 4)
    )


def _row(builder, table, numbers, position):
    """Load the row of the table whose number is listed at ``position``."""
    number = builder.zext(builder.load(builder.gep(numbers, [position])), _INDEX)
    place = builder.gep(table, [builder.mul(number, _INDEX(WIDTH))])
    return builder.load(builder.bitcast(place, _VECTOR.as_pointer()), align=8)


def _add(builder, total, value):
    builder.store(builder.fadd(builder.load(total), value), total)


def _add_quads(builder, table, numbers, start, step, count, sums):
    """Add ``count`` times four listed rows, the lists of four ``step`` apart."""
    with cgutils.for_range(builder, count, intp=_INDEX) as loop:
        first = builder.add(start, builder.mul(loop.index, _INDEX(step)))
        places = [builder.add(first, _INDEX(q)) for q in range(_QUAD)]
        rows = [_row(builder, table, numbers, place) for place in places]
        for q, total in enumerate(sums):
            _add(builder, total, builder.fadd(rows[q], rows[q + 2]))


def _two_zeros(builder):
    zero = ir.Constant(_VECTOR, [0.0] * WIDTH)
    return [cgutils.alloca_once_value(builder, zero) for _ in range(2)]


def _add_to_memory(builder, sums, out, at):
    place = builder.bitcast(builder.gep(out, [at]), _VECTOR.as_pointer())
    total = builder.fadd(builder.load(sums[0]), builder.load(sums[1]))
    builder.store(builder.fadd(builder.load(place, align=8), total), place, align=8)


@intrinsic
def add_listed(typing_context, table, numbers, start, stop, out, at):
    """Add rows ``numbers[start:stop]`` of the table (rows of eight) to ``out[at:at + 8]``."""

    def generate(context, builder, signature, arguments):
        table, numbers, out = _arrays(context, builder, signature, arguments)
        start, stop, at = arguments[2], arguments[3], arguments[5]
        sums = _two_zeros(builder)
        count = builder.sub(stop, start)
        quads = builder.sdiv(count, _INDEX(_QUAD))
        _add_quads(builder, table, numbers, start, _QUAD, quads, sums)
        whole = builder.mul(quads, _INDEX(_QUAD))
        with cgutils.for_range(builder, builder.sub(count, whole), intp=_INDEX) as loop:
            position = builder.add(start, builder.add(whole, loop.index))
            _add(builder, sums[0], _row(builder, table, numbers, position))
        _add_to_memory(builder, sums, out, at)
        return context.get_dummy_value()

    return void(table, numbers, int64, int64, out, int64), generate


@intrinsic
def add_words(typing_context, table, numbers, start, count, out, at):
    """Add four rows from each of ``count`` words, ``numbers`` as ``lanes.draw_lanes`` writes them.

    ``start`` is the place of the first word's rows.
    """

    def generate(context, builder, signature, arguments):
        table, numbers, out = _arrays(context, builder, signature, arguments)
        sums = _two_zeros(builder)
        _add_quads(builder, table, numbers, arguments[2], ROUND, arguments[3], sums)
        _add_to_memory(builder, sums, out, arguments[5])
        return context.get_dummy_value()

    return void(table, numbers, int64, int64, out, int64), generate
