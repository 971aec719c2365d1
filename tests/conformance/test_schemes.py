"""Every statistic by every scheme in every form: the naive resample, the naive value."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import numpy as np
import pytest

import bootes._kernels
import bootes.schemes
from bootes.protocols import BLOCK
from bootes.schemes.resolve import SCHEMES as VERB_SCHEMES
from bootes.statistics.builtin import BUILTINS, quantile, trimmed_mean
from bootes.statistics.resolve import as_statistic
from tests.conformance import cases
from tests.oracles import naive_statistics

COVERED = {"iid", "jackknife", "original", "generated", "tabulated", "permutation", "arrangements"}
NOT_SAMPLERS = {"n_arrangements", "GeneratedSampler", "KernelSampler", "SCHEMES"}
DRAWN = [(k, name) for k, schemes in cases.SCHEMES.items() for name in schemes]
VALUES = [(name, scheme) for name in BUILTINS for scheme in cases.schemes_for(name)]


def some(sampler):
    """A few replicate numbers, far apart; all of an enumeration."""
    if sampler.total is None:
        return [0, 1, 2, 255, 256, 999, 2**40]
    return range(sampler.total)


@pytest.mark.parametrize(("k", "scheme"), DRAWN)
def test_resamples_are_the_naive_ones(k, scheme):
    for case in cases.SCHEMES[k][scheme]():
        for i in some(case.sampler):
            found, expected = case.samples(i), case.twin(cases.KEY, i)
            assert len(found) == len(expected)
            for ours, twin in zip(found, expected, strict=True):
                assert ours.tolist() == twin.tolist()


@pytest.mark.parametrize(("k", "scheme"), DRAWN)
def test_a_range_is_its_resamples_one_by_one(k, scheme):
    for case in cases.SCHEMES[k][scheme]():
        stop = min(case.sampler.total or 40, 40)
        block = np.empty((stop, int(case.sampler.offsets[-1])))
        case.sampler.draw(cases.KEY, 0, stop, block)
        for i in range(stop):
            flat = np.concatenate([np.ravel(samples) for samples in case.samples(i)])
            assert block[i].tolist() == flat.tolist()


@pytest.mark.parametrize("form", cases.FORMS)
@pytest.mark.parametrize(("name", "scheme"), VALUES)
def test_values_are_the_naive_ones(name, scheme, form):
    """To 1e-12 relative to the data's scale, whichever way the statistic is computed."""
    if form == "compiled" and name not in naive_statistics.STATISTICS:
        pytest.skip("the statistic has no naive twin to compile")
    for case in cases.schemes_for(name)[scheme]():
        statistic = cases.in_form(name, form, case)
        stop = min(case.sampler.total or 300, 300)
        evaluation = statistic.evaluate(case.sampler, cases.KEY, 0, stop)
        assert not evaluation.failures
        assert evaluation.values.shape == (stop, 1)
        checked = range(0, stop, 1 if stop <= 130 else 7)
        expected = [cases.oracle(name)(*case.twin(cases.KEY, i)) for i in checked]
        assert evaluation.values[checked, 0] == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("form", cases.FORMS)
@pytest.mark.parametrize("name", BUILTINS)
def test_values_do_not_depend_on_the_range_asked_for(name, form):
    """Bit for bit, over the ends of blocks and of eight neighbours."""
    if form == "compiled" and name not in naive_statistics.STATISTICS:
        pytest.skip("the statistic has no naive twin to compile")
    schemes = cases.schemes_for(name)
    for scheme in ("iid", "two groups", "rows", "table"):
        for case in schemes[scheme]() if scheme in schemes else ():
            statistic = cases.in_form(name, form, case)
            whole = statistic.evaluate(case.sampler, cases.KEY, 0, 2 * BLOCK + 20).values
            for start, stop in [
                (0, 1),
                (1, 2),
                (3, 250),
                (250, 270),
                (BLOCK, 2 * BLOCK),
                (511, 532),
            ]:
                part = statistic.evaluate(case.sampler, cases.KEY, start, stop).values
                assert part.tobytes() == whole[start:stop].tobytes()


def spread(x, y, z):
    """A statistic of three samples: the ratio of variances between and within."""
    means = np.array([np.mean(x), np.mean(y), np.mean(z)])
    return np.var(means) / (np.var(x) + np.var(y) + np.var(z))


def spread_of_blocks(x, y, z, axis):
    means = np.stack([np.mean(v, axis=axis) for v in (x, y, z)])
    return np.var(means, axis=0) / sum(np.var(v, axis=axis) for v in (x, y, z))


@pytest.mark.parametrize("function", [spread, spread_of_blocks])
@pytest.mark.parametrize("scheme", cases.THREE)
def test_three_samples(scheme, function):
    for case in cases.THREE[scheme]():
        statistic = as_statistic(function, case.original)
        assert statistic.form == ("compiled" if function is spread else "vectorized")
        stop = min(case.sampler.total or 60, 60)
        values = statistic.evaluate(case.sampler, cases.KEY, 0, stop).values[:, 0]
        expected = [spread(*case.twin(cases.KEY, i)) for i in range(stop)]
        assert values == pytest.approx(expected, rel=1e-12)


def test_every_scheme_has_a_case():
    """A new file or function of schemes/ must get its naive twin in tests/conformance/cases.py."""
    for module in pkgutil.iter_modules(bootes.schemes.__path__):
        found = importlib.import_module(f"bootes.schemes.{module.name}")
        assert set(found.__all__) <= COVERED | NOT_SAMPLERS, module.name
    assert set(VERB_SCHEMES) <= set(cases.ONE)


def test_every_kernel_of_statistics_has_a_row():
    """Whatever writes into out[0] in a file stat_*.py is some row's kernel."""
    rows = [*BUILTINS.values(), quantile(0.9), trimmed_mean(0.1)]
    known = {(row.kernel.module, row.kernel.name) for row in rows}
    for module in pkgutil.iter_modules(bootes._kernels.__path__):
        if module.name.startswith("stat_"):
            found = importlib.import_module(f"bootes._kernels.{module.name}")
            kernels = {name for name in found.__all__ if "args" in _parameters(found, name)}
            kernels = {name for name in kernels if not name.startswith("weighted_")}
            assert {(found.__name__, name) for name in kernels} <= known


def _parameters(module, name):
    return inspect.signature(getattr(getattr(module, name), "py_func", tuple)).parameters


@pytest.mark.parametrize("name", BUILTINS)
def test_the_numpy_twin_takes_the_samples_of_its_row(name):
    row = BUILTINS[name]
    samples = cases.data(*[9] * row.n_samples, binary=row.binary)
    assert row.python(*samples) == pytest.approx(cases.oracle(name)(*samples), rel=1e-12)
    assert row.minimum >= 1
    assert inspect.cleandoc(row.formula)
