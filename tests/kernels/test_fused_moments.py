"""Statistics of moments summed as they are drawn, against the kernels that see the resample."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.statistics.builtin import BUILTINS, with_ddof
from bootes.statistics.resolve import as_statistic

KEY = Seed(5).key("resample")
ROWS = [
    row
    for row in (*BUILTINS.values(), with_ddof(BUILTINS["std"], 0))
    if row.fused and any(fused.finish for fused in row.fused.values())
]
SIZES = [(2, 2), (3, 4), (5, 9), (30, 31), (64, 279), (1_000, 77), (4_099, 2)]


def prepared(row, data):
    samples = as_samples(data, paired=row.paired).samples
    fused = as_statistic(row, original(samples))
    return fused, dataclasses.replace(fused, fused=None), iid(samples)


def both(row, data, start=0, stop=400):
    fused, generic, sampler = prepared(row, data)
    assert sampler.kind in fused.fused
    return (s.evaluate(sampler, KEY, start, stop).values[:, 0] for s in (fused, generic))


def draw(row, sizes, seed=1, offset=0.0):
    rng = np.random.default_rng(seed)
    x, y = (rng.gamma(2.0, size=n) + offset for n in (sizes[0], sizes[0 if row.paired else 1]))
    return (x, y) if row.n_samples == 2 else x


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_loops_agree(row, sizes):
    with np.errstate(all="ignore"):
        found, expected = both(row, draw(row, sizes))
    assert (np.isnan(found) == np.isnan(expected)).all()
    some = np.isfinite(expected)
    np.testing.assert_array_equal(found[~some], expected[~some])
    scale = np.abs(expected[some]).max(initial=0.0)
    np.testing.assert_allclose(found[some], expected[some], rtol=1e-12, atol=1e-13 * scale)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("offset", [1e3, -1e9, 1e15])
def test_offsets_lose_no_digits(row, offset):
    """Both loops centre: against the data less the offset, as exact as its spacing allows."""
    data = draw(row, (40, 33), offset=offset)
    found, expected = both(row, data)
    scale = np.abs(expected).max()
    np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-12 * scale)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("value", [0.0, 0.1, -7e8, 1e15 + 0.5])
def test_constant_samples_have_no_spread(row, value):
    data = np.full(20, value)
    with np.errstate(all="ignore"):
        found, expected = both(row, (data, data[:15] if not row.paired else data)
                               if row.n_samples == 2 else data)  # fmt: skip
    np.testing.assert_array_equal(found, expected)
    assert np.isnan(found).all() or (found == 0.0).all()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_constant_resamples_of_few_rows_have_no_spread(row):
    """Of three rows one resample in nine is one row three times: its squares are exactly 0."""
    data = draw(row, (3, 3), offset=0.1)
    with np.errstate(all="ignore"):
        found, expected = both(row, data, stop=2_000)
    assert ((found == 0.0) == (expected == 0.0)).all()
    assert (np.isinf(found) == np.isinf(expected)).all()
    assert (np.isnan(found) == np.isnan(expected)).all()


@pytest.mark.parametrize("sample", [0, 1])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_one_outlier_is_no_cancellation(row, sample):
    data = draw(row, (50, 50))
    samples = data if row.n_samples == 2 else (data, data)
    samples[sample][7] = 1e8
    found, expected = both(row, data)
    scale = np.abs(expected).max()
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12 * scale)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize(("start", "stop"), [(0, 1), (5, 13), (2**40, 2**40 + 20), (255, 258)])
def test_any_range(row, start, stop):
    fused, _, sampler = prepared(row, draw(row, (33, 21)))
    first = start - start % 8
    whole = fused.evaluate(sampler, KEY, first, stop + 9).values
    part = fused.evaluate(sampler, KEY, start, stop).values
    np.testing.assert_array_equal(part, whole[start - first : stop - first])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_more_rows_than_lanes_reach_take_the_generic_loop(row):
    n = 65_537
    found, expected = both(row, draw(row, (n, n)), stop=3)
    np.testing.assert_array_equal(found, expected)


def test_a_correlation_stays_within_its_bounds():
    x = np.arange(5.0)
    found, _ = both(BUILTINS["pearson"], (x, 2.0 * x + 0.1), stop=5_000)
    finite = found[np.isfinite(found)]
    assert finite.max() <= 1.0
    assert math.isclose(finite.min(), 1.0, rel_tol=1e-12)
