"""Permutation fills: the naive dealings; all subsets and orders equally likely."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from bootes._kernels.loops import fill_block
from bootes._kernels.permute import fill_arrangement, fill_shuffled, fill_two_groups
from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.schemes.permutation import arrangements
from tests.oracles import naive
from tests.oracles.chance import assert_all_binomial, assert_chi_square, assert_multinomial

KEY = Seed(30).key("permute")
# Balanced and not; one word, its edge, several words; sparser than 1/16; dense; 32-bit lanes.
SHAPES = [
    (2, 1), (3, 1), (5, 2), (15, 1), (16, 1), (17, 1), (33, 2), (40, 20), (63, 31), (64, 32),
    (64, 4), (65, 32), (65, 1), (127, 60), (128, 64), (129, 5), (500, 31), (1000, 500),
    (1000, 13), (65_536, 40), (65_537, 40), (70_000, 35_000),
]  # fmt: skip


def subsets(n, k, replicates):
    """(replicates, n) of 0 and 1: which positions are dealt to the first group."""
    flags = np.zeros((replicates, n), np.uint8)
    groups = dealt(fill_two_groups, (k, n - k), replicates)
    np.put_along_axis(flags, groups[:, :k], 1, axis=1)
    return flags


def dealt(fill, sizes, replicates):
    """(replicates, n) of positions, as they are dealt to groups."""
    n = sum(sizes)
    block = np.empty((replicates, n))
    layout = np.concatenate([[0], np.cumsum(sizes)])
    fill_block(fill, KEY, 0, replicates, np.arange(float(n)), layout, block)
    return block.astype(np.int64)


def data_of(sizes):
    return np.split(np.arange(float(sum(sizes))), np.cumsum(sizes)[:-1])


@pytest.mark.parametrize(("n", "k"), SHAPES)
def test_subsets_are_the_naive_ones(n, k):
    replicates = 30 if n < 2000 else 2
    for i, flags in enumerate(subsets(n, k, replicates)):
        assert set(np.flatnonzero(flags).tolist()) == naive.subset(naive.Words(KEY, i), n, k)


@pytest.mark.parametrize(
    "sizes", [(1, 1), (1, 2), (2, 1), (4, 4), (3, 9), (9, 3), (32, 32), (33, 32), (5, 90)]
)
def test_two_groups_are_the_naive_ones(sizes):
    data = data_of(sizes)
    for i, found in enumerate(dealt(fill_two_groups, sizes, 20)):
        assert found.tolist() == np.concatenate(naive.two_groups(KEY, i, data)).tolist()
        for group in np.split(found, [sizes[0]]):
            assert group.tolist() == sorted(group.tolist())  # pooled order inside a group


@pytest.mark.parametrize("sizes", [(1, 1), (2, 3), (1, 1, 1), (3, 4, 5), (100, 1, 30), (64, 64)])
def test_shuffles_are_the_naive_ones(sizes):
    data = data_of(sizes)
    for i, found in enumerate(dealt(fill_shuffled, sizes, 20)):
        assert found.tolist() == np.concatenate(naive.shuffled(KEY, i, data)).tolist()
        assert sorted(found.tolist()) == list(range(sum(sizes)))


@pytest.mark.parametrize("sizes", [(1, 1), (2, 3), (3, 2), (4, 4), (1, 7), (2, 2, 2), (1, 2, 3),
                                   (2, 1, 1, 2)])  # fmt: skip
def test_arrangements_are_all_dealings_in_the_naive_order(sizes):
    data = data_of(sizes)
    sampler = arrangements(as_samples(tuple(data), minimum=1).samples)
    total = math.factorial(sum(sizes)) // math.prod(math.factorial(size) for size in sizes)
    assert sampler.total == total
    found = np.empty((total, sum(sizes)))
    fill_block(fill_arrangement, KEY, 0, total, sampler.source, sampler.layout, found)
    for i, resample in enumerate(found):
        assert resample.tolist() == np.concatenate(naive.arrangement(KEY, i, data)).tolist()
    assert found[0].tolist() == list(range(sum(sizes)))
    assert len({tuple(row) for row in found.tolist()}) == total


def test_the_last_arrangement_of_many_is_reached():
    """59 values, some 5.9e16 dealings: the first and the last are the two extremes."""
    data = data_of((30, 29))
    sampler = arrangements(as_samples(tuple(data)).samples)
    assert sampler.total == math.comb(59, 30)
    out = np.empty((1, 59))
    sampler.draw(KEY, sampler.total - 1, sampler.total, out)
    assert out[0].tolist() == [*range(29, 59), *range(29)]


class TestUniformity:
    """Each check gives a false alarm with probability 1e-7."""

    @pytest.mark.parametrize(
        ("n", "k"),
        [(2, 1), (5, 1), (5, 2), (6, 3), (7, 2), (8, 4), (9, 3), (10, 5), (17, 1), (20, 2),
         (33, 2), (40, 1), (70, 1), (66, 2), (129, 1)],
    )  # fmt: skip
    def test_all_subsets_are_equally_likely(self, n, k):
        """Also where k/n < 1/16 (no sprinkling) and where n needs several words."""
        chosen = list(itertools.combinations(range(n), k))
        numbers = {subset: number for number, subset in enumerate(chosen)}
        draws = max(4_000, 60 * len(chosen)) if len(chosen) < 1000 else 25 * len(chosen)
        flags = subsets(n, k, draws)
        positions = np.nonzero(flags)[1].reshape(-1, k)
        assert len(positions) == draws
        counts = np.bincount([numbers[tuple(p)] for p in positions.tolist()], minlength=len(chosen))
        assert_multinomial(counts)

    @pytest.mark.parametrize(
        ("n", "k", "draws"),
        [(100, 50, 20_000), (100, 37, 20_000), (100, 5, 40_000), (1000, 500, 4_000),
         (1000, 333, 4_000), (1000, 20, 20_000)],
    )  # fmt: skip
    def test_inclusions_and_pairs_of_inclusions(self, n, k, draws):
        flags = subsets(n, k, draws).astype(np.float32)
        assert (flags.sum(axis=1) == k).all()
        single = flags.sum(axis=0)
        p = k / n
        # The n counts add up to k draws, which takes one degree of freedom.
        value = ((single - draws * p) ** 2).sum() / (draws * p * (1 - p)) * (n - 1) / n
        assert_chi_square(value, n - 1)
        assert_all_binomial(single, draws, p)
        both = (flags.T @ flags)[np.triu_indices(n, 1)]
        assert_all_binomial(both, draws, p * (k - 1) / (n - 1))

    @pytest.mark.parametrize("n", [65_536, 65_537])
    def test_large_subsets_reach_every_part(self, n):
        flags = subsets(n, 3000, 60)
        counts = flags.sum(axis=0)
        parts = np.array([part.sum() for part in np.array_split(counts, 64)])
        assert_all_binomial(counts, 60, 3000 / n)
        spread = ((parts - parts.mean()) ** 2).sum() / (parts.mean() * (1 - 3000 / n))
        assert_chi_square(spread, 63)

    @pytest.mark.parametrize("sizes", [(3, 3), (2, 4), (4, 2), (1, 5)])
    def test_all_dealings_to_two_groups(self, sizes):
        groups = dealt(fill_two_groups, sizes, 20_000)[:, : sizes[0]]
        codes = (1 << groups).sum(axis=1)
        counts = np.bincount(codes, minlength=64)
        assert_multinomial(counts[counts > 0])
        assert (counts > 0).sum() == math.comb(6, sizes[0])

    @pytest.mark.parametrize("n", [2, 3, 4, 5])
    def test_all_orders(self, n):
        orders = dealt(fill_shuffled, (1,) * n, 300 * math.factorial(n))
        numbers = {order: i for i, order in enumerate(itertools.permutations(range(n)))}
        drawn = [numbers[order] for order in map(tuple, orders.tolist())]
        assert_multinomial(np.bincount(drawn, minlength=len(numbers)))

    def test_places_of_a_long_shuffle(self):
        """Each value is at each of 50 places equally often."""
        n, draws = 50, 20_000
        orders = dealt(fill_shuffled, (20, 30), draws)
        table = np.array([np.bincount(orders[:, place], minlength=n) for place in range(n)])
        expected = draws / n
        value = ((table - expected) ** 2 / expected).sum() * (n - 1) / n
        assert_chi_square(value, (n - 1) ** 2)
        assert_all_binomial(table, draws, 1 / n)
        assert_multinomial(np.bincount(orders[:, -1], minlength=n))
