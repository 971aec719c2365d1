"""Fill functions of permutation tests: random subsets, shuffles, enumerated arrangements.

A random k-subset of n positions is drawn as a set of bits. Every position is first set with
probability d/16, d = floor(16 k/n), by combining d's binary digits of random words; then
uniformly chosen set (or clear) positions are toggled until k are set. A uniform subset of a
uniform subset is uniform, so every k-subset has the same probability.
"""

from __future__ import annotations

import numpy as np
from numba.types import UniTuple, int64, uint64

from ._jit import INDEX, KEY, SOURCE, VALUES, kernel
from .bits import popcount
from .resample import LANES_16
from .sfc64 import advance, seeded

__all__ = [
    "draw_subset",
    "fill_arrangement",
    "fill_shuffled",
    "fill_two_groups",
    "n_subset_words",
    "pair_from",
    "subset_constants",
    "subset_from",
]

_ONE = np.uint64(1)
_MASK_16 = np.uint64(0xFFFF)
_MASK_32 = np.uint64(0xFFFFFFFF)


@kernel(int64(int64))
def n_subset_words(n):
    """Return how many 64-bit words hold n positions."""
    return (n + 63) >> 6


@kernel(UniTuple(uint64, 2)(int64, int64))
def subset_constants(n, k):
    """Return d = floor(16 k/n) and the number of rejected lane values, for ``draw_subset``."""
    lane = uint64(16) if n <= LANES_16 else uint64(32)
    return uint64((16 * k) // n), (_ONE << lane) % uint64(n)


@kernel(UniTuple(uint64, 4)(uint64, uint64, uint64, uint64, uint64, uint64[::1]))
def _sprinkle(a, b, c, counter, density, bits):
    """Set every position with probability density/16."""
    digits = 4
    while density and not density & _ONE:
        density >>= _ONE
        digits -= 1
    for j in range(bits.shape[0]):
        held = uint64(0)
        if density:
            for digit in range(digits):
                a, b, c, counter, word = advance(a, b, c, counter)
                if (density >> uint64(digit)) & _ONE:
                    held |= word
                else:
                    held &= word
        bits[j] = held
    return a, b, c, counter


@kernel(
    (uint64, uint64, uint64, uint64, int64, int64, UniTuple(uint64, 2), uint64[::1]),
    inline="always",
)
def subset_from(a, b, c, counter, n, k, constants, bits):
    """Draw a subset from a stream's state; ``constants`` are those of (n, k)."""
    density, reject = constants
    a, b, c, counter = _sprinkle(a, b, c, counter, density, bits)
    if n & 63:
        bits[bits.shape[0] - 1] &= (_ONE << uint64(n & 63)) - _ONE
    held = 0
    for j in range(bits.shape[0]):
        held += int64(popcount(bits[j]))
    target = _ONE if held > k else uint64(0)  # the bits that are toggled
    left = abs(held - k)
    width = uint64(n)
    short = n <= LANES_16
    lanes = 4 if short else 2
    size = uint64(16) if short else uint64(32)
    mask = _MASK_16 if short else _MASK_32
    while left > 0:
        a, b, c, counter, word = advance(a, b, c, counter)
        for _lane in range(lanes):
            product = (word & mask) * width
            word >>= size
            position = product >> size
            place = position >> uint64(6)
            shift = position & uint64(63)
            hit = (((bits[place] >> shift) & _ONE) == target) & (left > 0)
            hit &= (product & mask) >= reject
            bits[place] ^= uint64(hit) << shift
            left -= int64(hit)


@kernel(
    UniTuple(uint64, 2)(uint64, uint64, uint64, uint64, int64, int64, UniTuple(uint64, 2), uint64),
    inline="always",
)
def pair_from(a, b, c, counter, n, k, constants, last):
    """Draw the subset of ``subset_from`` for n <= 128, as two words that never leave registers.

    ``last`` masks the positions of the last word. The same draws in the same order.
    """
    density, reject = constants
    digits = 4
    while density and not density & _ONE:
        density >>= _ONE
        digits -= 1
    low = high = uint64(0)
    if density:
        for digit in range(digits):
            a, b, c, counter, word = advance(a, b, c, counter)
            low = low | word if (density >> uint64(digit)) & _ONE else low & word
        if n > 64:
            for digit in range(digits):
                a, b, c, counter, word = advance(a, b, c, counter)
                high = high | word if (density >> uint64(digit)) & _ONE else high & word
    if n > 64:
        high &= last
    else:
        low &= last
    held = int64(popcount(low)) + int64(popcount(high))
    target = _ONE if held > k else uint64(0)
    left = abs(held - k)
    width = uint64(n)
    while left > 0:
        a, b, c, counter, word = advance(a, b, c, counter)
        for _lane in range(4):
            product = (word & _MASK_16) * width
            word >>= uint64(16)
            position = product >> uint64(16)
            shift = position & uint64(63)
            second = position >> uint64(6)
            held_word = high if second else low
            hit = (((held_word >> shift) & _ONE) == target) & (left > 0)
            hit &= (product & _MASK_16) >= reject
            bit = uint64(hit) << shift
            high ^= bit if second else uint64(0)
            low ^= uint64(0) if second else bit
            left -= int64(hit)
    return low, high


@kernel((KEY, int64, int64, int64, uint64[::1]))
def draw_subset(key, replicate, n, k, bits):
    """Set k uniformly chosen ones of the n positions in ``bits``; needs 0 < k <= n/2."""
    a, b, c, counter = seeded(key, replicate)
    subset_from(a, b, c, counter, n, k, subset_constants(n, k), bits)


@kernel((SOURCE, INDEX, uint64[::1], VALUES))
def _split(source, layout, bits, resample):
    """Hand the set positions to the smaller group and the others to the larger one."""
    n_first, n = layout[1], layout[2]
    small_first = n_first <= n - n_first
    taken = 0 if small_first else n_first
    other = n_first if small_first else 0
    for i in range(n):
        # Arithmetic, not a branch: it would be mispredicted every other time.
        held = int64((bits[i >> 6] >> uint64(i & 63)) & _ONE)
        resample[other + held * (taken - other)] = source[i]
        taken += held
        other += 1 - held


@kernel((KEY, int64, SOURCE, INDEX, VALUES))
def fill_two_groups(key, replicate, source, layout, resample):
    """Deal the pooled values to two groups; ``layout`` holds the offsets (0, n1, n1 + n2).

    Values keep their pooled order inside a group.
    """
    n_first, n = layout[1], layout[2]
    bits = np.empty(n_subset_words(n), np.uint64)
    small = min(n_first, n - n_first)
    draw_subset(key, replicate, n, small, bits)
    _split(source, layout, bits, resample)


@kernel((KEY, int64, SOURCE, INDEX, VALUES))
def fill_shuffled(key, replicate, source, layout, resample):
    """Shuffle the pooled values (Fisher-Yates from the end), to be cut into groups."""
    a, b, c, counter = seeded(key, replicate)
    n = resample.shape[0]
    for i in range(n):
        resample[i] = source[i]
    i = n - 1
    while i > 0:
        a, b, c, counter, word = advance(a, b, c, counter)
        for _lane in range(2):
            width = uint64(i + 1)
            product = (word & _MASK_32) * width
            word >>= uint64(32)
            if i > 0 and (product & _MASK_32) >= (_ONE << uint64(32)) % width:
                j = int64(product >> uint64(32))
                resample[i], resample[j] = resample[j], resample[i]
                i -= 1


@kernel((KEY, int64, SOURCE, INDEX, VALUES))
def fill_arrangement(key, replicate, source, layout, resample):
    """Deal the pooled values in arrangement number ``replicate`` of all distinct dealings.

    ``layout`` is (number of groups, group sizes ..., Pascal's triangle row by row); the number
    is read in mixed radix, one subset rank per group but the last, in lexicographic order.
    Arrangement 0 is the data.
    """
    groups, n = layout[0], resample.shape[0]
    triangle = 1 + groups
    free = np.empty(n, np.int64)
    for i in range(n):
        free[i] = i
    rest, rank, position = n, replicate, 0
    for g in range(groups):
        k = layout[1 + g]
        combinations = layout[triangle + rest * (n + 1) + k]
        code, rank = rank % combinations, rank // combinations
        kept, wanted = 0, k
        for i in range(rest):
            with_i = int64(0)
            if wanted > 0:
                with_i = layout[triangle + (rest - i - 1) * (n + 1) + wanted - 1]
            if wanted > 0 and code < with_i:
                resample[position] = source[free[i]]
                position += 1
                wanted -= 1
            else:
                code -= with_i
                free[kept] = free[i]
                kept += 1
        rest = kept
