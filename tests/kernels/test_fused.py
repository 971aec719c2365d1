"""Fused loops: the values of the generic loop on the same draws, for every size and offset."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.schemes.permutation import permutation
from bootes.statistics import kernel as kernel_module
from bootes.statistics.builtin import BUILTINS, quantile
from bootes.statistics.resolve import as_statistic
from tests.oracles import naive

KEY = Seed(50).key("resample")
SCHEMES = {"samples": iid, "two_groups": permutation}
SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 255, 256, 257, 1000, 40_000, 65_535, 65_536]
PAIRS = [(1, 1), (1, 2), (2, 1), (3, 5), (64, 64), (65, 63), (9, 300), (300, 9), (2048, 2048)]
OFFSETS = [0.0, 1e15, -1e15, 1e-300]
FUSED = [
    (row, kind)
    for row in (*BUILTINS.values(), quantile(0.9))
    for kind, fused in (row.fused or {}).items()
    if fused.finish is None  # those of moments are in test_fused_moments.py
]
ONE = [(row, kind) for row, kind in FUSED if row.n_samples == 1]
TWO = [(row, kind) for row, kind in FUSED if row.n_samples == 2]

EXACT = {
    "first": lambda x: x,
    "difference": lambda x, y: x - y,
    "ratio": lambda x, y: x / y,
    "log_ratio": lambda x, y: math.log(x / y),
}


def ids(case):
    return f"{case.name}" if isinstance(case, type(quantile(0.5))) else None


def prepared(row, kind, sizes, offset=0.0, integers=False):
    """Both forms of a statistic and the sampler."""
    rng = np.random.default_rng(sum(sizes))
    data = [rng.gamma(2.0, size=n) * (abs(offset) * 1e-3 if 0 < abs(offset) < 1 else 1.0) + offset
            for n in sizes]  # fmt: skip
    if integers:
        data = [np.floor(sample * 3) for sample in data]
    for j in row.binary:
        data[j] = (data[j] > np.median(data[j])) * 1.0
        data[j][:1] = 1.0
    samples = as_samples(tuple(data) if len(data) > 1 else data[0], minimum=1).samples
    fused = as_statistic(row, original(samples))
    return fused, dataclasses.replace(fused, fused=None), SCHEMES[kind](samples), data


def evaluated(statistic, sampler, start, stop):
    return statistic.evaluate(sampler, KEY, start, stop).values[:, 0]


def check(row, kind, sizes, offset=0.0, start=0, stop=None):
    """Equal within the rounding of two sums of n numbers, and to the exact sum."""
    fused, generic, sampler, data = prepared(row, kind, sizes, offset)
    stop = start + max(3, min(300, 200_000 // sum(sizes))) if stop is None else stop
    found, expected = (evaluated(form, sampler, start, stop) for form in (fused, generic))
    if any(f.loop.name == "loop_bootstrap_quantiles" for f in row.fused.values()):
        assert found.tolist() == expected.tolist()
        return
    with np.errstate(all="ignore"):
        check_means(row, kind, sizes, start, stop, found, expected, data)


def check_means(row, kind, sizes, start, stop, found, expected, data):
    largest = max(np.abs(sample).max() for sample in data)
    n = max(sizes)
    some = np.isfinite(expected)  # no ratio of resamples without a one
    assert found[~some].tolist() == pytest.approx(expected[~some].tolist(), nan_ok=True)
    found, expected = found[some], expected[some]
    scale = largest if row.rounding == "data" else max(1.0, np.abs(expected).max())
    # Four or eight partial sums each lose at most n/4 roundings, and the total a few.
    slack = 4 * np.finfo(float).eps * scale * (n / 4 + 8)
    assert np.abs(found - expected).max() <= slack
    twin = {"samples": naive.samples, "two_groups": naive.two_groups}[kind]
    for i in np.arange(start, stop)[some][[0, -1]]:
        means = [math.fsum(sample) / len(sample) for sample in twin(KEY, int(i), data)]
        exact = EXACT[row.fused[kind].combine if kind == "samples" else "difference"](*means)
        place = np.count_nonzero(some[: i - start])
        assert abs(found[place] - exact) <= slack


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize(("row", "kind"), ONE, ids=ids)
def test_one_sample(row, kind, n):
    check(row, kind, (n,))


@pytest.mark.parametrize("sizes", PAIRS)
@pytest.mark.parametrize(("row", "kind"), TWO, ids=ids)
def test_two_samples(row, kind, sizes):
    check(row, kind, sizes)


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.parametrize(("row", "kind"), FUSED, ids=ids)
def test_offsets_lose_no_digits(row, kind, offset):
    if row.name == "mean_ratio" and offset == 1e-300:
        pytest.skip("a ratio has no scale")
    check(row, kind, (65, 64)[: row.n_samples], offset)


@pytest.mark.parametrize(("start", "stop"), [(0, 1), (5, 13), (2**40, 2**40 + 20), (255, 258)])
@pytest.mark.parametrize(("row", "kind"), FUSED, ids=ids)
def test_any_range(row, kind, start, stop):
    check(row, kind, (33, 21)[: row.n_samples], start=start, stop=stop)


@pytest.mark.parametrize("sizes", [(65_537,), (65_537, 3), (3, 65_537), (4_000, 97), (70_000, 5)])
@pytest.mark.parametrize(("row", "kind"), FUSED, ids=ids)
def test_what_does_not_fit_takes_the_generic_loop(row, kind, sizes):
    """More rows than 16-bit lanes reach, more pooled values than the table holds."""
    if len(sizes) != row.n_samples or (kind == "samples" and max(sizes) <= 65_536):
        pytest.skip("it fits, or has another number of samples")
    fused, generic, sampler, _ = prepared(row, kind, sizes)
    assert not kernel_module._fits(sampler)
    assert evaluated(fused, sampler, 0, 3).tobytes() == evaluated(generic, sampler, 0, 3).tobytes()


@pytest.mark.parametrize(("row", "kind"), FUSED, ids=ids)
def test_what_fits_is_fused(row, kind, monkeypatch):
    fused, _, sampler, _ = prepared(row, kind, (4000, 96)[: row.n_samples])
    monkeypatch.setattr(type(fused), "_values", None)
    assert np.isfinite(evaluated(fused, sampler, 0, 5)).all()


@pytest.mark.parametrize(("row", "kind"), FUSED, ids=ids)
def test_ties_stay_ties(row, kind):
    """Sums of integers are exact: equal resamples give equal values in both loops."""
    fused, generic, sampler, _ = prepared(row, kind, (12, 9)[: row.n_samples], integers=True)
    found, expected = (evaluated(form, sampler, 0, 2000) for form in (fused, generic))
    assert (np.isfinite(found) == np.isfinite(expected)).all()
    found, expected = (values[np.isfinite(values)] for values in (found, expected))
    assert np.abs(found - expected).max() <= 8 * np.finfo(float).eps * np.abs(expected).max()
    if row.n_samples == 1 or kind == "two_groups":  # one sum tells the whole value
        assert np.diff(np.unique(found)).min() > 1e-3


@pytest.mark.parametrize("level", [0.0, 1e-12, 0.1, 0.25, 1 / 3, 0.5, 0.999, 1.0])
@pytest.mark.parametrize("n", [1, 2, 3, 10, 101])
def test_fused_quantiles_at_all_levels(level, n):
    """Bit for bit those of the generic loop, and NumPy's to rounding."""
    fused, generic, sampler, data = prepared(quantile(level), "samples", (n,))
    found, expected = (evaluated(form, sampler, 0, 200) for form in (fused, generic))
    assert found.tobytes() == expected.tobytes()
    numpys = [np.quantile(naive.samples(KEY, i, data)[0], level) for i in range(200)]
    assert found == pytest.approx(numpys, rel=1e-14)
