"""The state of a stream; its words are tested in tests/test_streams.py."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._kernels.sfc64 import advance, seeded
from tests.oracles import naive

KEYS = [(0, 0), (1, 2), (2**64 - 1, 2**63)]


@pytest.mark.parametrize("replicate", [0, 1, 2**40, 2**63 - 1])
@pytest.mark.parametrize("key", KEYS)
def test_the_first_state_is_the_one_after_twelve_rounds(key, replicate):
    state = seeded(np.array(key, np.uint64), replicate)
    oracle = naive.Words(key, replicate)
    assert state == (oracle.a, oracle.b, oracle.c, oracle.counter)
    assert oracle.counter == 13


def test_a_round_can_be_undone():
    """A round is a bijection, so two streams never meet with equal counters."""
    rng = np.random.default_rng(1)
    for state in rng.integers(0, 2**64, (200, 4), dtype=np.uint64):
        a, b, c, counter = (int(word) for word in state)
        a2, b2, c2, counter2, word = (int(v) for v in advance(*state))
        undone_counter = (counter2 - 1) % 2**64
        rotated = (c2 - word) % 2**64
        undone_c = ((rotated >> 24) | (rotated << 40)) % 2**64
        assert undone_counter == counter
        assert undone_c == c
        assert b2 == (c + (c << 3)) % 2**64
        undone_b = a2
        for _ in range(6):  # b = a2 ^ (b >> 11)
            undone_b = a2 ^ (undone_b >> 11)
        assert undone_b == b
        assert (word - b - counter) % 2**64 == a
