"""Single columns by the draws of whole rows, for every way of drawing rows."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.schemes.iid import iid
from bootes.schemes.jackknife import jackknife
from bootes.schemes.original import original
from bootes.schemes.permutation import arrangements, permutation
from bootes.statistics.column_sampler import ALIKE, as_source, by_rows, columns_of

KEY = Seed(8).key("resample")


def table(first, n, columns):
    return first + np.arange(n)[:, None] + np.arange(columns) / 16


CASES = {
    "rows": ((table(0, 9, 4),), {}, iid),
    "samples": ((table(0, 9, 1),), {}, iid),
    "tables": ((table(0, 9, 4), table(50, 6, 4)), {}, iid),
    "paired rows": ((table(0, 9, 4), table(50, 9, 4)), {"paired": True}, iid),
    "original": ((table(0, 9, 4), table(50, 6, 4)), {}, original),
    "jackknife": ((table(0, 9, 4),), {}, lambda s: jackknife(s)[0]),
    "jackknife of the second": ((table(0, 9, 4), table(50, 6, 4)), {}, lambda s: jackknife(s)[1]),
    "jackknife of pairs": (
        (table(0, 9, 4), table(50, 9, 4)), {"paired": True}, lambda s: jackknife(s)[0],
    ),
    "two groups of rows": ((table(0, 9, 4), table(50, 6, 4)), {}, permutation),
    "two groups": ((table(0, 9, 1), table(50, 6, 1)), {}, permutation),
    "shuffled rows": ((table(0, 5, 4), table(50, 6, 4), table(80, 3, 4)), {}, permutation),
    "arrangements of rows": ((table(0, 3, 4), table(50, 4, 4)), {}, arrangements),
    "arrangements": ((table(0, 3, 1), table(50, 4, 1)), {}, arrangements),
}  # fmt: skip


def drawn(sampler, replicate):
    block = np.empty((1, int(sampler.offsets[-1])))
    sampler.draw(KEY, replicate, replicate + 1, block)
    return sampler.arguments(block[0])


@pytest.mark.parametrize("case", CASES)
def test_a_column_gets_the_rows_of_its_table(case):
    data, options, scheme = CASES[case]
    sampler = scheme(as_samples(data if len(data) > 1 else data[0], **options).samples)
    assert sampler.kind in ALIKE
    tables, width = len(data), data[0].shape[1]
    rows, columns = by_rows(sampler, tables, width), columns_of(sampler, tables, width)
    stacked = np.concatenate(data)
    for replicate in range(min(20, sampler.total or 20)):
        whole = drawn(sampler, replicate)
        for part, numbers in zip(whole, drawn(rows, replicate), strict=True):
            np.testing.assert_array_equal(part, stacked[numbers.astype(int)])
        for j in range(width):
            one = dataclasses.replace(rows, source=as_source([c[j] for c in columns]))
            for part, column in zip(whole, drawn(one, replicate), strict=True):
                np.testing.assert_array_equal(part[:, j], column)


def test_every_kind_is_tried():
    kinds = {
        scheme(as_samples(data if len(data) > 1 else data[0], **options).samples).kind
        for data, options, scheme in CASES.values()
    }
    shuffled = permutation(as_samples(tuple(np.arange(5.0)[:, None] for _ in range(3))).samples)
    assert {*kinds, shuffled.kind} == set(ALIKE)
