"""Samples of rows: whole rows are drawn, dealt and left out, by the draws of single values."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.errors import DataError
from bootes.schemes.iid import iid
from bootes.schemes.jackknife import jackknife
from bootes.schemes.permutation import arrangements, n_arrangements, permutation

KEY = Seed(5).key("resample")


def table(first, n, columns):
    """Row r holds r, r + 0.1, r + 0.2, ..., so that a torn row shows."""
    return first + np.arange(n)[:, None] + np.arange(columns) / 10


def drawn(sampler, replicate):
    block = np.empty((1, int(sampler.offsets[-1])))
    sampler.draw(KEY, replicate, replicate + 1, block)
    return sampler.arguments(block[0])


def check_whole(rows):
    np.testing.assert_allclose(rows - rows[:, :1], np.arange(rows.shape[1]) / 10 + 0 * rows)


@pytest.mark.parametrize("sizes", [(4, 7), (5, 5), (3, 6, 2)])
def test_rows_are_drawn_as_single_values_are(sizes):
    of_rows = iid(as_samples(tuple(table(100 * k, n, 3) for k, n in enumerate(sizes))).samples)
    of_values = iid(
        as_samples(tuple(100.0 * k + np.arange(n) for k, n in enumerate(sizes))).samples
    )
    for replicate in range(50):
        rows, values = drawn(of_rows, replicate), drawn(of_values, replicate)
        for resample, single in zip(rows, values, strict=True):
            check_whole(resample)
            np.testing.assert_array_equal(resample[:, 0], single)


def test_a_table_and_a_vector_are_drawn_together_where_paired():
    x, y = table(0, 9, 4), np.arange(9)
    sampler = iid(as_samples((x, y), paired=True).samples)
    for replicate in range(20):
        rows, labels = drawn(sampler, replicate)
        assert labels.dtype == np.int64
        check_whole(rows)
        np.testing.assert_array_equal(rows[:, 0], labels)


@pytest.mark.parametrize("sizes", [(4, 7), (6, 3), (3, 4, 5)])
@pytest.mark.parametrize("scheme", [permutation, arrangements])
def test_rows_are_dealt_as_single_values_are(sizes, scheme):
    firsts = np.cumsum((0, *sizes[:-1]))
    both = [
        scheme(as_samples(tuple(map(make, firsts, sizes))).samples)
        for make in (lambda f, n: table(f, n, 3), lambda f, n: f + np.arange(float(n)))
    ]
    assert both[0].total == both[1].total
    for replicate in range(50):
        for resample, single in zip(*(drawn(sampler, replicate) for sampler in both), strict=True):
            check_whole(resample)
            np.testing.assert_array_equal(resample[:, 0], single)


def test_a_row_is_left_out_of_one_table_at_a_time():
    data = as_samples((table(0, 4, 2), table(50, 3, 2))).samples
    first, second = jackknife(data)
    assert (first.total, second.total) == (4, 3)
    for i in range(4):
        left, whole = drawn(first, i)
        np.testing.assert_array_equal(left[:, 1], np.delete(np.arange(4), i) + 0.1)
        assert len(whole) == 3


def test_arrangements_count_rows_not_values():
    assert n_arrangements(as_samples((table(0, 4, 9), table(9, 3, 9))).samples) == 35


def test_rows_of_other_columns_are_not_dealt():
    data = as_samples((table(0, 4, 2), table(9, 4, 3))).samples
    with pytest.raises(DataError, match="sample 0 has 2 columns, sample 1 has 3 columns"):
        permutation(data)
