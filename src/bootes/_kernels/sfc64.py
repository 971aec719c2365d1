"""SFC64, one stream per (key, replicate), as NumPy's ``SFC64`` seeded with the same words.

The state is (key[0], key[1], replicate) with the counter at 1, then twelve rounds. A round is a
bijection of the state and every stream starts at the same counter, so two different (key,
replicate) pairs can share no state within 2^64 words.

References
----------
Doty-Humphrey, PractRand, ``sfc64``; NumPy, ``numpy.random.SFC64``.
"""

from __future__ import annotations

from numba.types import UniTuple, int64, uint64

from ._jit import KEY, kernel

__all__ = ["WORD16", "advance", "seeded", "words"]

WORD16 = 0xFFFF


@kernel(UniTuple(uint64, 5)(uint64, uint64, uint64, uint64))
def advance(a, b, c, counter):
    """Return the next state and the word drawn."""
    word = a + b + counter
    return (
        b ^ (b >> uint64(11)),
        c + (c << uint64(3)),
        ((c << uint64(24)) | (c >> uint64(40))) + word,
        counter + uint64(1),
        word,
    )


@kernel(UniTuple(uint64, 4)(KEY, int64))
def seeded(key, replicate):
    """Return the state at the start of the stream of ``replicate``."""
    a, b, c, counter = key[0], key[1], uint64(replicate), uint64(1)
    for _ in range(12):
        a, b, c, counter, _word = advance(a, b, c, counter)
    return a, b, c, counter


@kernel((KEY, int64, uint64[::1]))
def words(key, replicate, out):
    """Write the first words of the stream of ``replicate``."""
    a, b, c, counter = seeded(key, replicate)
    for j in range(out.shape[0]):
        a, b, c, counter, word = advance(a, b, c, counter)
        out[j] = word
