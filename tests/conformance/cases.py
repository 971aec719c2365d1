"""Every way of drawing with its naive twin, and every form of a statistic.

A new statistic is tested through its row of BUILTINS. A new scheme needs one entry in SCHEMES here;
``test_schemes.py`` fails until it has one.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable

import numba
import numpy as np

from bootes._resolve.samples import as_samples
from bootes._streams import Seed, generator_for
from bootes.protocols import KernelReference
from bootes.schemes.iid import iid
from bootes.schemes.jackknife import jackknife
from bootes.schemes.original import original
from bootes.schemes.parametric import generated, tabulated
from bootes.schemes.permutation import arrangements, permutation
from bootes.statistics.builtin import BUILTINS
from bootes.statistics.resolve import as_statistic
from tests.oracles import naive, naive_statistics

KEY = Seed(40).key("resample")
CDF = np.array([0.1, 0.25, 0.6, 0.9, 1.0])  # of the values 2 to 6
FORMS = ("kernel", "python", "compiled", "vectorized")


@dataclasses.dataclass(frozen=True)
class Case:
    """A sampler, its naive twin (key, i) -> samples, and the data as a sampler."""

    sampler: object
    twin: Callable
    original: object

    def samples(self, i):
        """Resample i as the statistic gets it."""
        block = np.empty((1, int(self.sampler.offsets[-1])))
        assert not self.sampler.draw(KEY, i, i + 1, block)
        return self.sampler.arguments(block[0])


def data(*sizes, seed=3, binary=()):
    """Continuous samples, all means and variances apart from 0; labels 0 and 1 where told."""
    rng = np.random.default_rng(seed)
    samples = [rng.gamma(3.0, 1.0 + j, size) for j, size in enumerate(sizes)]
    for j in binary:
        samples[j] = (samples[j] > np.median(samples[j])).astype(float)
    return tuple(samples)


def _cases(arrays, twin, *, scheme, paired=False):
    samples = as_samples(arrays if len(arrays) > 1 else arrays[0], paired=paired, minimum=1).samples
    found = scheme(samples)
    samplers = found if isinstance(found, tuple) else (found,)
    return [
        Case(sampler, functools.partial(twin, data=arrays, number=number), original(samples))
        for number, sampler in enumerate(samplers)
    ]


def _of(twin):
    return lambda key, i, data, number: twin(key, i, data)


def _left_out(dropped=None, size=1):
    def twin(key, i, data, number):
        return naive.jackknife(data, i, (number,) if dropped is None else dropped, size)

    return twin


def _shuffled(samples):
    """The shuffle that three and more groups get, for two as well."""
    fill = KernelReference("bootes._kernels.permute", "fill_shuffled")
    return dataclasses.replace(permutation(samples), kind="shuffled", fill=fill)


def _tabulated(samples):
    guide = [np.searchsorted(CDF, cell / 4, side="right") for cell in range(4)]
    layout = np.array([2, 62, *guide], np.int64)
    return tabulated(np.concatenate([CDF]), layout, samples.sizes[0])


def _drawn(rng):
    return rng.exponential(size=5) + rng.poisson(3.0, 5)


def _generated_twin(key, i, data, number):
    return [_drawn(generator_for(key, i))]


def _one(data):
    return {
        "iid": lambda: _cases(data(11), _of(naive.samples), scheme=iid),
        "original": lambda: _cases(data(11), _of(naive.original), scheme=original),
        "jackknife": lambda: _cases(data(11), _left_out(), scheme=jackknife),
        "grouped jackknife": lambda: _cases(
            data(11), _left_out(size=3), scheme=lambda s: jackknife(s, most=4)
        ),
        "table": lambda: _cases(
            data(11),
            lambda key, i, data, number: naive.table_draws(key, i, CDF.tolist(), 2, 11),
            scheme=_tabulated,
        ),
        "generated": lambda: _cases(
            data(5), _generated_twin, scheme=lambda s: generated(_drawn, 5, KEY)
        ),
    }


def _two(data):
    return {
        "iid": lambda: _cases(data(11, 7), _of(naive.samples), scheme=iid),
        "rows": lambda: _cases(data(9, 9), _of(naive.paired_rows), scheme=iid, paired=True),
        "original": lambda: _cases(data(11, 7), _of(naive.original), scheme=original),
        "jackknife": lambda: _cases(data(11, 7), _left_out(), scheme=jackknife),
        "jackknife of rows": lambda: _cases(
            data(9, 9), _left_out((0, 1)), scheme=jackknife, paired=True
        ),
        "two groups": lambda: _cases(data(11, 7), _of(naive.two_groups), scheme=permutation),
        "two groups, second smaller": lambda: _cases(
            data(40, 30), _of(naive.two_groups), scheme=permutation
        ),
        "shuffled": lambda: _cases(data(11, 7), _of(naive.shuffled), scheme=_shuffled),
        "arrangements": lambda: _cases(data(5, 4), _of(naive.arrangement), scheme=arrangements),
    }


def _paired(data):
    return {
        name: make for name, make in _two(data).items() if name in ("rows", "jackknife of rows")
    } | {
        "original": lambda: _cases(data(9, 9), _of(naive.original), scheme=original, paired=True),
    }


def _three(data):
    return {
        "iid": lambda: _cases(data(6, 5, 4), _of(naive.samples), scheme=iid),
        "rows": lambda: _cases(data(6, 6, 6), _of(naive.paired_rows), scheme=iid, paired=True),
        "original": lambda: _cases(data(6, 5, 4), _of(naive.original), scheme=original),
        "jackknife": lambda: _cases(data(6, 5, 4), _left_out(), scheme=jackknife),
        "shuffled": lambda: _cases(data(6, 5, 4), _of(naive.shuffled), scheme=permutation),
        "arrangements": lambda: _cases(data(3, 2, 2), _of(naive.arrangement), scheme=arrangements),
    }


ONE, TWO, THREE = _one(data), _two(data), _three(data)
SCHEMES = {1: ONE, 2: TWO, 3: THREE}
FEW = ("iid", "original", "jackknife", "shuffled")  # of what a statistic of one sample makes


def schemes_for(name):
    """The schemes that a built-in statistic can be resampled by."""
    row = BUILTINS[name]
    samples = functools.partial(data, binary=row.binary)
    if row.paired:
        return _paired(samples)
    if row.or_more:
        three = {f"{scheme}, three samples": make for scheme, make in THREE.items()}
        return TWO | three
    schemes = {1: _one, 2: _two}[row.n_samples](samples)
    return {scheme: schemes[scheme] for scheme in FEW} if row.combine else schemes


def oracle(name):
    """The naive function of a built-in statistic; its NumPy twin while it has none."""
    naives = naive_statistics.STATISTICS | naive_statistics.SEVERAL
    return naives.get(name) or BUILTINS[name].python


@functools.cache
def _njit(name):
    return numba.njit(naive_statistics.STATISTICS[name])


def _block(function, n_samples):
    """A function of blocks of resamples, one call for all."""

    def vectorized(*blocks, axis):
        assert axis == -1
        return np.array([function(*samples) for samples in zip(*blocks, strict=True)])

    vectorized.__name__ = "vectorized"
    return vectorized


def in_form(name, form, case):
    """A built-in statistic in one of its forms."""
    function: object = {
        "kernel": lambda: name,
        "python": lambda: name,
        "compiled": lambda: _njit(name),
        "vectorized": lambda: _block(oracle(name), BUILTINS[name].n_samples),
    }[form]()
    statistic = as_statistic(
        function, case.original, compile=False if form == "python" else "auto"
    )  # fmt: skip
    assert statistic.form == form
    return statistic
