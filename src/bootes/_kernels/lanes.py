"""Eight streams side by side: neighbouring replicates drawn together in vector registers.

Written in LLVM's own vectors, since no loop over Numba arrays keeps the state in registers. The
words are those of ``sfc64.advance``, stream by stream.
"""

from __future__ import annotations

import numpy as np
from llvmlite import ir
from numba.core import cgutils
from numba.extending import intrinsic
from numba.types import Array, int64, uint32, uint64, void

from ._jit import KEY, kernel
from .sfc64 import advance

__all__ = ["LANES", "ROUND", "draw_lanes", "draw_rest", "seed_lanes"]

LANES = 8
ROUND = 4 * LANES  # 16-bit draws in one word of every stream

_STATE = Array(uint64, 1, "C")
_ROWS = Array(uint32, 1, "C")
_WORDS = ir.VectorType(ir.IntType(64), LANES)
_SHORT = ir.VectorType(ir.IntType(16), ROUND)
_LONG = ir.VectorType(ir.IntType(32), ROUND)
_MASK_16 = np.uint64(0xFFFF)
_WARM_UP = 12  # rounds before the first word, as in sfc64.py


def _constant(vector, value):
    return ir.Constant(vector, [value] * vector.count)


def _advance(builder, state):
    """Emit one round of every stream; return the following state and the words."""
    a, b, c, counter = state
    word = builder.add(builder.add(a, b), counter)
    left, right = _constant(_WORDS, 24), _constant(_WORDS, 40)
    rotated = builder.or_(builder.shl(c, left), builder.lshr(c, right))
    following = (
        builder.xor(b, builder.lshr(b, _constant(_WORDS, 11))),
        builder.add(c, builder.shl(c, _constant(_WORDS, 3))),
        builder.add(rotated, word),
        builder.add(counter, _constant(_WORDS, 1)),
    )
    return following, word


def _places(context, builder, array_type, array, vector, n):
    """Return pointers to the first n vectors of an array."""
    data = context.make_array(array_type)(context, builder, array).data
    first = builder.bitcast(data, vector.as_pointer())
    return [builder.gep(first, [ir.Constant(ir.IntType(64), j)]) for j in range(n)]


def _rounds(builder, kept, n, use):
    """Emit ``n`` rounds from the state in memory, handing each word to ``use(index, word)``.

    The state lives in stack slots meanwhile, which the optimizer turns into registers.
    """
    slots = [cgutils.alloca_once(builder, _WORDS) for _ in kept]
    for slot, place in zip(slots, kept, strict=True):
        builder.store(builder.load(place, align=8), slot)
    with cgutils.for_range(builder, n, intp=ir.IntType(64)) as loop:
        following, word = _advance(builder, [builder.load(slot) for slot in slots])
        use(loop.index, word)
        for slot, value in zip(slots, following, strict=True):
            builder.store(value, slot)
    for slot, place in zip(slots, kept, strict=True):
        builder.store(builder.load(slot), place, align=8)


@intrinsic
def _warm_up(typing_context, state):
    """Advance eight streams by twelve rounds."""

    def generate(context, builder, signature, arguments):
        kept = _places(context, builder, signature.args[0], arguments[0], _WORDS, 4)
        n = ir.Constant(ir.IntType(64), _WARM_UP)
        _rounds(builder, kept, n, lambda index, word: None)
        return context.get_dummy_value()

    return void(state), generate


@intrinsic
def _draw(typing_context, state, n, first, width, reject, nowhere, rows, skipped):
    """Turn ``n`` words of every stream into rows, 32 a round, and count the rejected ones."""

    def generate(context, builder, signature, arguments):
        types = signature.args
        kept = _places(context, builder, types[0], arguments[0], _WORDS, 4)
        (out,) = _places(context, builder, types[6], arguments[6], _LONG, 1)
        (count,) = _places(context, builder, types[7], arguments[7], _LONG, 1)
        first, width, reject, nowhere = (_spread(builder, value) for value in arguments[2:6])
        missed = cgutils.alloca_once(builder, _LONG)
        builder.store(builder.load(count, align=4), missed)

        def use(index, word):
            lanes = builder.zext(builder.bitcast(word, _SHORT), _LONG)
            product = builder.mul(lanes, width)
            low = builder.and_(product, _constant(_LONG, 0xFFFF))
            taken = builder.icmp_unsigned(">=", low, reject)
            row = builder.add(builder.lshr(product, _constant(_LONG, 16)), first)
            row = builder.select(taken, row, nowhere)
            builder.store(row, builder.gep(out, [index]), align=4)
            seen = builder.load(missed)
            builder.store(builder.add(seen, builder.zext(builder.not_(taken), _LONG)), missed)

        _rounds(builder, kept, arguments[1], use)
        builder.store(builder.load(missed), count, align=4)
        return context.get_dummy_value()

    return void(state, n, first, width, reject, nowhere, rows, skipped), generate


def _spread(builder, value):
    """Return a vector of 32 copies."""
    one = builder.insert_element(ir.Constant(_LONG, ir.Undefined), value, ir.IntType(32)(0))
    mask = ir.Constant(ir.VectorType(ir.IntType(32), ROUND), [0] * ROUND)
    return builder.shuffle_vector(one, one, mask)


@kernel((KEY, int64, _STATE))
def seed_lanes(key, replicate, state):
    """Seed the streams ``replicate`` to ``replicate + 7``: a, b, c and counter of each."""
    for lane in range(LANES):
        state[lane] = key[0]
        state[LANES + lane] = key[1]
        state[2 * LANES + lane] = np.uint64(replicate + lane)
        state[3 * LANES + lane] = np.uint64(1)
    _warm_up(state)


@kernel((_STATE, int64, int64, int64, uint32, _ROWS, _ROWS))
def draw_lanes(state, n_words, first, n, nowhere, rows, skipped):
    """Draw rows first to first + n - 1, n <= 65,536, from ``n_words`` words of every stream.

    Draw i of word j of stream l goes to ``rows[32 j + 4 l + i]``; a rejected one is ``nowhere``
    and is counted in ``skipped[4 l + i]``.
    """
    reject = uint32(65_536 % n)
    _draw(state, n_words, uint32(first), uint32(n), reject, nowhere, rows, skipped)


@kernel((_STATE, int64, int64, int64, int64, _ROWS))
def draw_rest(state, lane, first, n, missing, rows):
    """Draw ``missing`` more rows of one stream: those of skipped lanes and of a last part word."""
    a, b = state[lane], state[LANES + lane]
    c, counter = state[2 * LANES + lane], state[3 * LANES + lane]
    width = uint64(n)
    reject = uint64(65_536) % width
    drawn = 0
    while drawn < missing:
        a, b, c, counter, word = advance(a, b, c, counter)
        for _lane in range(4):
            product = (word & _MASK_16) * width
            word >>= uint64(16)
            if (product & _MASK_16) >= reject and drawn < missing:
                rows[drawn] = uint32(uint64(first) + (product >> uint64(16)))
                drawn += 1
    state[lane], state[LANES + lane] = a, b
    state[2 * LANES + lane], state[3 * LANES + lane] = c, counter
