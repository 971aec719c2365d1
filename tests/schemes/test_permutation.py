"""Dealings of pooled values: random ones, and all of them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.errors import InputError
from bootes.schemes.permutation import (
    LARGEST_ENUMERATED,
    arrangements,
    n_arrangements,
    permutation,
)

KEY = Seed(1).key("permute")


def samples(*sizes, minimum=1):
    return as_samples(
        tuple(np.split(np.arange(float(sum(sizes))), np.cumsum(sizes)[:-1])), minimum=minimum
    ).samples  # fmt: skip


@pytest.mark.parametrize(
    ("sizes", "kind"), [((3, 4), "two_groups"), ((2, 2, 2), "shuffled"), ((1,) * 5, "shuffled")]
)
def test_two_groups_are_dealt_and_more_are_shuffled(sizes, kind):
    sampler = permutation(samples(*sizes))
    assert sampler.kind == kind
    assert sampler.total is None
    n = sum(sizes)
    block = np.empty((50, n))
    sampler.draw(KEY, 0, 50, block)
    assert (np.sort(block, axis=1) == np.arange(n)).all()
    assert [len(argument) for argument in sampler.arguments(block[0])] == list(sizes)


@pytest.mark.parametrize("sizes", [(1, 1), (3, 5), (2, 3, 4), (10, 10, 10, 10), (500, 500)])
def test_the_number_of_dealings_is_the_multinomial_coefficient(sizes):
    expected = math.factorial(sum(sizes)) // math.prod(math.factorial(size) for size in sizes)
    assert n_arrangements(samples(*sizes)) == expected


@pytest.mark.parametrize("sizes", [(40, 40), (LARGEST_ENUMERATED, 1), (11,) * 9])
def test_more_than_can_be_counted_is_refused(sizes):
    with pytest.raises(InputError, match=r"distinct arrangements.*method='montecarlo'"):
        arrangements(samples(*sizes))


def test_the_largest_enumeration_reaches_its_ends():
    """One value against 1,999: every dealing is one value moved to the front."""
    n = LARGEST_ENUMERATED
    sampler = arrangements(samples(1, n - 1))
    assert sampler.total == n
    block = np.empty((3, n))
    for row, i in enumerate((0, 1, n - 1)):
        sampler.draw(KEY, i, i + 1, block[row : row + 1])
    assert block[:, 0].tolist() == [0.0, 1.0, n - 1.0]
    assert (np.sort(block, axis=1) == np.arange(n)).all()


def test_dealings_near_the_limit_of_counting():
    """61 values have up to 2.3e17 dealings: ranks keep all their digits."""
    sampler = arrangements(samples(30, 31))
    assert sampler.total == math.comb(61, 30)
    seen = set()
    block = np.empty((1, 61))
    for i in [*range(5), *range(sampler.total - 5, sampler.total), 2**53, 2**53 + 1]:
        sampler.draw(KEY, i, i + 1, block)
        first = np.flatnonzero(np.isin(np.arange(61.0), block[0, :30])).tolist()
        assert block[0, :30].tolist() == first
        seen.add(tuple(first))
        # The rank of a subset in lexicographic order, from its elements.
        rank, low = 0, 0
        for place, element in enumerate(first):
            rank += sum(math.comb(60 - j, 29 - place) for j in range(low, element))
            low = element + 1
        assert rank == i
    assert len(seen) == 12
