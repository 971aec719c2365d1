"""Tiles of eight columns: centres, lists of rows, sums of what is listed."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._kernels.listed import PORTION, list_members, list_rows, sum_members, table_length
from bootes._kernels.settle import settle
from bootes._kernels.tiles import centre_tiles, fill_tiles
from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.schemes.iid import iid
from bootes.schemes.permutation import permutation

KEY = Seed(6).key("resample")


def tiled(columns, segments=None):
    """The centred tiles of (d, n) columns, d a multiple of 8, and the centres by segment."""
    d, n = columns.shape
    values = np.empty(d * n)
    fill_tiles(columns.ravel(), np.arange(d), n, 0, n, values)
    bounds = np.array(segments or [0, n], np.int64)
    centres = np.empty((d // 8, len(bounds) - 1, 8))
    flat = centres.reshape(-1)
    centre_tiles(bounds, n, values, flat)
    return values.reshape(d // 8, n, 8), centres


def test_tiles_hold_what_the_columns_hold():
    x = np.random.default_rng(1).normal(size=(16, 7)) + 5.0
    tiles, centres = tiled(x)
    back = (tiles + centres).transpose(0, 2, 1).reshape(16, 7)
    np.testing.assert_allclose(back, x, rtol=1e-15)
    assert (np.abs(tiles.mean(axis=1)) <= np.ptp(x, axis=1).reshape(2, 8) / 8).all()


def test_every_segment_has_its_own_centre():
    x = np.random.default_rng(1).normal(size=(8, 9))
    x[:, 5:] += 1e6
    tiles, centres = tiled(x, [0, 5, 9])
    assert np.abs(tiles).max() < 5.0
    assert centres[0, 1].min() > 9e5


@pytest.mark.parametrize("offset", [0.0, 2.0**40, -(2.0**45)])
def test_integers_stay_integers_or_short_fractions(offset):
    x = np.random.default_rng(2).integers(0, 1000, (8, 30)) + offset
    tiles, centres = tiled(x)
    assert (centres == np.rint(centres)).all()
    assert (x == (tiles + centres)[0].T).all()


@pytest.mark.parametrize("value", [0.0, 3.7, 1e308, -5e-324])
def test_a_constant_column_is_zeros(value):
    tiles, centres = tiled(np.full((8, 5), value))
    assert (tiles == 0.0).all()
    assert (centres == value).all()


@pytest.mark.parametrize("n", [1, 3, 4, 60, 127, 130, 700])
def test_listed_members_are_those_that_are_dealt(n):
    first = max(1, n // 3)
    samples = as_samples((np.arange(float(first)), np.arange(n, n + 5.0)), minimum=1).samples
    sampler, size = permutation(samples), first + 5
    numbers = np.concatenate([np.arange(float(size)), [0.0]])
    portions = -(-size // PORTION)
    lists = np.empty(6 * portions, np.uint32)
    list_members(sampler.fill.load(), KEY, 3, 9, numbers, sampler.layout, size, first, lists)
    dealt = np.empty((6, size))
    sampler.draw(KEY, 3, 9, dealt)
    values = np.random.default_rng(4).normal(size=(size, 8))
    sums = np.empty(6 * 8)
    sum_members(values.ravel(), size, lists, 6, np.empty(table_length(size)), sums)
    pooled = samples.values[:-1]
    for b in range(6):
        member = np.isin(pooled, dealt[b, :first])
        np.testing.assert_allclose(sums.reshape(6, 8)[b], values[member].sum(axis=0), atol=1e-12)


def test_listed_rows_are_those_that_are_drawn():
    x = np.arange(50.0)
    sampler = iid(as_samples(x).samples)
    lists = np.empty(4 * 50, np.uint32)
    list_rows(sampler.fill.load(), KEY, 2, 6, sampler.source, sampler.layout, 50, lists)
    drawn = np.empty((4, 50))
    sampler.draw(KEY, 2, 6, drawn)
    np.testing.assert_array_equal(lists.reshape(4, 50), drawn)


def test_squares_that_cancel_are_settled_by_the_rows():
    rng = np.random.default_rng(5)
    tile = 1e6 + rng.normal(size=(20, 8))  # not centred, so that nearly all cancels
    rows = rng.integers(0, 20, (3, 9)).astype(np.uint32)
    sums = tile[rows].sum(axis=1).ravel()
    squares = (tile**2)[rows].sum(axis=1).ravel()
    bounds, scale = np.array([0, 9], np.int64), squares.copy()
    settle(tile.ravel(), rows.ravel(), False, bounds, 0, scale, sums, squares)
    expected = 9 * tile[rows].var(axis=1).ravel()
    np.testing.assert_allclose(squares, expected, rtol=1e-9)
