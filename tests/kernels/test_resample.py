"""Bootstrap fills: the naive resamples, exactly uniform rows."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from bootes._kernels.loops import fill_block
from bootes._kernels.resample import (
    draw_rows,
    fill_jackknife,
    fill_original,
    fill_rows,
    fill_samples,
)
from bootes._streams import Seed
from tests.oracles import naive
from tests.oracles.chance import assert_all_binomial, assert_chi_square, assert_multinomial

KEY = Seed(20).key("resample")
SIZES = [1, 2, 3, 4, 5, 7, 63, 64, 65, 256, 1000, 40_000, 65_535, 65_536, 65_537, 100_000]


def drawn(n, replicates, key=KEY):
    """(replicates, n) row numbers."""
    block = np.empty((replicates, n))
    layout = np.array([0, n])
    fill_block(fill_samples, key, 0, replicates, np.arange(float(n)), layout, block)
    return block.astype(np.int64)


def filled(fill, replicate, source, layout, size):
    resample = np.full(size, np.nan)
    fill(KEY, replicate, source, np.array(layout, np.int64), resample)
    return resample


@pytest.mark.parametrize("n", SIZES)
def test_rows_are_the_naive_ones(n):
    for replicate in (0, 1, 2**40) if n < 10_000 else (1,):
        rows = np.empty(n, np.int64)
        draw_rows(KEY, replicate, rows)
        expected = naive.rows(naive.Words(KEY, replicate), n)
        assert rows.tolist() == expected
        one_sample = filled(fill_samples, replicate, np.arange(float(n)), [0, n], n)
        assert one_sample.tolist() == expected


@pytest.mark.parametrize("n", [10, 65_536, 65_537])
def test_rows_are_those_of_numpys_generator(n):
    """The same row numbers from the raw words of NumPy's SFC64."""
    state = np.random.SFC64(0).state
    stream = naive.Words(KEY, 5)
    numpys = np.random.SFC64(0)
    state["state"]["state"] = np.array([stream.a, stream.b, stream.c, stream.counter], np.uint64)
    numpys.state = state
    bits = 16 if n <= 65_536 else 32
    lanes = numpys.random_raw(2 * n).astype("<u8").view(f"<u{bits // 8}").astype(np.uint64)
    products = lanes * np.uint64(n)
    kept = products[products % 2**bits >= 2**bits % n] >> np.uint64(bits)
    rows = np.empty(n, np.int64)
    draw_rows(KEY, 5, rows)
    assert rows.tolist() == kept[:n].tolist()


@pytest.mark.parametrize("sizes", [(1, 1), (3, 5), (5, 3, 8), (70, 1, 64), (2, 65_537, 3)])
def test_each_sample_starts_at_a_fresh_word(sizes):
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    data = [np.arange(float(a), float(b)) for a, b in itertools.pairwise(offsets)]
    for replicate in (0, 3):
        found = filled(fill_samples, replicate, np.concatenate(data), offsets, offsets[-1])
        assert found.tolist() == np.concatenate(naive.samples(KEY, replicate, data)).tolist()


@pytest.mark.parametrize(("n", "columns"), [(1, 2), (6, 2), (65, 3)])
def test_columns_share_their_rows(n, columns):
    data = [np.arange(float(n)) + 1000 * j for j in range(columns)]
    layout = [n * j for j in range(columns + 1)]
    for replicate in (0, 9):
        found = filled(fill_rows, replicate, np.concatenate(data), layout, n * columns)
        assert found.tolist() == np.concatenate(naive.paired_rows(KEY, replicate, data)).tolist()
        assert len({tuple(part % 1000) for part in found.reshape(columns, n)}) == 1


def test_the_original_is_copied():
    source = np.array([3.0, 1.0, 2.0, 0.0])
    assert filled(fill_original, 7, source, [0, 3], 3).tolist() == [3.0, 1.0, 2.0]


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("dropped", [(0,), (1,), (0, 1)])
def test_the_jackknife_leaves_out_one_group(dropped, size):
    data = [np.arange(7.0), np.arange(7.0) + 100]
    layout = [x for j in (0, 1) for x in (7 * j, 7, size if j in dropped else 0)]
    for i in range(7 // size):
        expected = np.concatenate(naive.jackknife(data, i, dropped, size))
        assert len(expected) == 14 - size * len(dropped)
        found = filled(fill_jackknife, i, np.concatenate(data), layout, len(expected))
        assert found.tolist() == expected.tolist()


class TestUniformity:
    """Each check gives a false alarm with probability 1e-7."""

    @pytest.mark.parametrize("n", [2, 3, 10, 33])
    def test_rows_and_every_place_of_a_resample(self, n):
        """Place by row, the last place and the last row included."""
        rows = drawn(n, 20_000)
        table = np.array([np.bincount(rows[:, place], minlength=n) for place in range(n)])
        assert_multinomial(table.sum(axis=0))
        expected = len(rows) / n
        assert_chi_square(((table - expected) ** 2 / expected).sum(), n * (n - 1))
        assert_multinomial(table[-1])
        assert_multinomial(table[0])

    @pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 8])
    def test_pairs_of_drawn_rows(self, step):
        """400 cells; lanes of a word are 1 to 3 places apart, words 4."""
        rows = drawn(20, 20_000)
        places = [p for p in range(20 - step) if p // step % 2 == 0]
        pairs = np.concatenate([rows[:, p] * 20 + rows[:, p + step] for p in places])
        assert_multinomial(np.bincount(pairs, minlength=400))

    def test_rows_of_neighbouring_replicates(self):
        rows = drawn(20, 40_000)
        for place in (0, 19):
            pairs = rows[0::2, place] * 20 + rows[1::2, place]
            assert_multinomial(np.bincount(pairs, minlength=400))

    def test_whole_resamples(self):
        """All 256 resamples of 4 rows."""
        codes = drawn(4, 40_000) @ np.array([64, 16, 4, 1])
        assert_multinomial(np.bincount(codes, minlength=256))

    def test_how_often_the_first_row_is_drawn(self):
        counts = np.bincount((drawn(6, 50_000) == 0).sum(axis=1), minlength=7)
        expected = [15_625, 18_750, 9_375, 2_500, 375, 30, 1]
        merged = [*counts[:4], counts[4:].sum()]
        assert_multinomial(merged, [*expected[:4], sum(expected[4:])])

    @pytest.mark.parametrize("n", [40_000, 65_535, 65_536, 65_537, 100_000])
    def test_every_row_of_a_large_sample(self, n):
        """All rows, the last one among them, whatever the lanes are."""
        rows = drawn(n, 60)
        counts = np.bincount(rows.ravel(), minlength=n)
        assert len(counts) == n
        assert_chi_square(((counts - 60) ** 2 / 60).sum(), n - 1)
        assert_all_binomial(counts, rows.size, 1 / n)
        assert_multinomial(np.bincount(rows.ravel() * 64 // n, minlength=64),
                           np.bincount(np.arange(n) * 64 // n))  # fmt: skip
        assert_all_binomial((rows[:, -8:] < n // 2).sum(), 8 * 60, (n // 2) / n)
        assert_multinomial(np.bincount(rows.ravel() % 61), np.bincount(np.arange(n) % 61))
