"""Resamples drawn eight at a time are those of the fill functions, to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._kernels.eight import fill_eight, workspace_size
from bootes._kernels.lanes import LANES
from bootes._kernels.loops import fill_block
from bootes._kernels.resample import fill_rows, fill_samples
from bootes._streams import Seed

KEY = Seed(7).key("resample")
# Powers of two reject no lane; 45,000 rejects three of ten; 65,536 is the largest.
SIZES = [1, 2, 3, 4, 5, 7, 8, 30, 64, 279, 1_000, 4_096, 10_000, 45_000, 65_535, 65_536]


def eight(source, offsets, together, replicate, lanes):
    rows = np.empty(workspace_size(offsets), np.uint32)
    rest = np.empty(len(source) + 3, np.uint32)
    resamples = np.full((LANES, int(offsets[-1])), np.nan)
    state = np.empty(4 * LANES, np.uint64)
    fill_eight(KEY, replicate, lanes, source, offsets, together, state, rows, rest, resamples)
    return resamples[:lanes]


def filled(fill, source, offsets, replicate, lanes):
    block = np.empty((lanes, int(offsets[-1])))
    fill_block(fill, KEY, replicate, replicate + lanes, source, offsets, block)
    return block


def columns(*sizes):
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    return np.append(np.arange(1.0, offsets[-1] + 1.0), 0.0), offsets.astype(np.int64)


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize(("replicate", "lanes"), [(0, 8), (3, 5), (2**40, 8), (255, 1)])
def test_one_sample(n, replicate, lanes):
    source, offsets = columns(n)
    np.testing.assert_array_equal(
        eight(source, offsets, False, replicate, lanes),
        filled(fill_samples, source, offsets, replicate, lanes),
    )


@pytest.mark.parametrize("sizes", [(3, 5), (279, 30), (30, 279, 4), (45_000, 7), (2, 60_001)])
def test_samples_of_their_own_rows(sizes):
    source, offsets = columns(*sizes)
    np.testing.assert_array_equal(
        eight(source, offsets, False, 16, 8), filled(fill_samples, source, offsets, 16, 8)
    )


@pytest.mark.parametrize("n", SIZES[1:-2])
@pytest.mark.parametrize("k", [2, 3, 5])
def test_columns_of_the_same_rows(n, k):
    source, offsets = columns(*[n] * k)
    np.testing.assert_array_equal(
        eight(source, offsets, True, 8, 8), filled(fill_rows, source, offsets, 8, 8)
    )
