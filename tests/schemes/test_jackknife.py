"""Leave-one-out samplers: one per independent sample, groups where rows are many."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.schemes.jackknife import GROUPS, jackknife

KEY = Seed(1).key("jackknife")


def resamples(sampler):
    block = np.empty((sampler.total, int(sampler.offsets[-1])))
    sampler.draw(KEY, 0, sampler.total, block)
    return [sampler.arguments(row) for row in block]


def test_each_row_of_each_sample_is_left_out_once():
    x, y = np.arange(5.0), np.arange(10.0, 13.0)
    of_x, of_y = jackknife(as_samples((x, y)).samples)
    assert (of_x.total, of_y.total) == (5, 3)
    for i, (left, other) in enumerate(resamples(of_x)):
        assert left.tolist() == np.delete(x, i).tolist()
        assert other.tolist() == y.tolist()
    for i, (other, left) in enumerate(resamples(of_y)):
        assert left.tolist() == np.delete(y, i).tolist()
        assert other.tolist() == x.tolist()


def test_columns_lose_the_same_row():
    x = np.arange(5.0)
    (sampler,) = jackknife(as_samples((x, x + 10), paired=True).samples)
    assert sampler.total == 5
    for i, (left, right) in enumerate(resamples(sampler)):
        assert left.tolist() == np.delete(x, i).tolist()
        assert right.tolist() == (np.delete(x, i) + 10).tolist()


@pytest.mark.parametrize(
    ("n", "most", "size"),
    [(10, None, 1), (10, 10, 1), (10, 9, 2), (10, 3, 4), (100, 7, 15), (500, 100, 5),
     (500, 1_000, 1)],
)  # fmt: skip
def test_groups_are_of_one_size_apart_and_no_more_than_allowed(n, most, size):
    (sampler,) = jackknife(as_samples(np.arange(float(n))).samples, most)
    groups = sampler.total
    assert groups == n // size
    assert most is None or groups <= most
    left_out = [set(range(n)) - set(left.astype(int)) for (left,) in resamples(sampler)]
    assert {len(group) for group in left_out} == {size}
    assert len(set().union(*left_out)) == groups * size
    # Dealt like cards, so that an order in the data does not become one of the groups.
    assert left_out[0] == {j * groups for j in range(size)}


def test_there_are_never_more_groups_than_needed():
    n = 3 * GROUPS
    (sampler,) = jackknife(as_samples(np.arange(float(n))).samples, n - 1)
    assert sampler.total == GROUPS
