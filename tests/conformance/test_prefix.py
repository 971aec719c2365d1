"""The first 1,000 of 5,000 replicates are the 1,000 of a shorter run, whatever runs where."""

from __future__ import annotations

import functools

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bootes as bt
from tests.engines.named import HERE
from tests.strategies import gate

X = np.random.default_rng(11).gamma(2.0, 1.5, 31)
Y = np.random.default_rng(12).gamma(2.0, 2.5, 24)
PAIR = (X[:24], Y)
COUNTS = np.random.default_rng(13).negative_binomial(3, 0.2, 40)


@numba.njit
def njit_range(x):
    return x.max() - x.min()


@numba.njit
def njit_gap(x, y):
    return np.array([x.mean() - y.mean(), x.max() - y.max()])


def _mle(x):
    return x.mean(), x.std()


def _draw(params, size, rng):
    return rng.normal(*params, size=size)


def boot(data, statistic, **options):
    return functools.partial(bt.bootstrap, data, statistic, **options)


def perm(statistic, **options):
    call = functools.partial(bt.permutation_test, (X, Y), statistic, method="montecarlo")
    return functools.partial(call, **options)


def fit(model, **options):
    return functools.partial(bt.fit, COUNTS, model, **options)


CALLS = {
    "iid, one, fused kernel": boot(X, "mean"),
    "iid, one, kernel": boot(X, "std"),
    "iid, one, njit": boot(X, njit_range),
    "iid, one, plain": boot(X, lambda x: x.std() / x.mean()),
    "iid, one, vectorized": boot(X, lambda x, axis: np.ptp(x, axis=axis)),
    "iid, one, python": boot(X, lambda x: [x.mean(), x.max()], compile=False),
    "iid, two, kernel": boot((X, Y), "welch_t"),
    "iid, two, njit": boot((X, Y), njit_gap),
    "iid, two, vectorized": boot((X, Y), lambda x, y, axis: x.max(axis) - y.max(axis)),
    "iid, two, python": boot((X, Y), lambda x, y: {"gap": x.max() - y.min()}, compile=False),
    "paired, kernel": boot(PAIR, "pearson"),
    "paired, njit": boot(PAIR, njit_gap, paired=True),
    "paired, vectorized": boot(PAIR, lambda x, y, axis: (x * y).mean(axis), paired=True),
    "paired, python": boot(PAIR, lambda x, y: (x * y).mean(), paired=True, compile=False),
    "rows, python": boot(np.column_stack(PAIR), lambda m: m.mean(axis=0), compile=False),
    "permutation, fused kernel": perm("mean_difference"),
    "permutation, kernel": perm("rank_sum"),
    "permutation, njit": perm(njit_gap),
    "permutation, plain": perm(lambda x, y: x.std() - y.std()),
    "permutation, vectorized": perm(lambda x, y, axis: x.max(axis) - y.max(axis)),
    "permutation, python": perm(lambda x, y: x.max() - y.max(), compile=False),
    "parametric, kernel": fit("negative_binomial"),
    "parametric, generated, kernel": fit("exponential"),
    "parametric, python": fit(bt.Model.from_functions(_mle, _draw)),
    "fit, iid": fit("gamma", scheme="iid"),
}
LONG, SHORT = 5_000, 1_000


def values(call, n, seed=3, **options):
    """The replicates, as rows."""
    result = call(n_resamples=n, rng=seed, **options)
    kept = result.null if isinstance(result, bt.PermutationResult) else result.replicates
    return np.asarray(kept).reshape(n, -1)


@functools.cache
def long_run(name):
    return values(CALLS[name], LONG, engine="serial")


@pytest.mark.parametrize("engine", [name for name in HERE if name != "processes"])
@pytest.mark.parametrize("name", CALLS)
def test_the_first_replicates_are_those_of_a_shorter_run(name, engine):
    n_jobs = None if engine == "serial" else 2
    short = values(CALLS[name], SHORT, engine=engine, n_jobs=n_jobs)
    assert short.tobytes() == long_run(name)[:SHORT].tobytes()


@pytest.mark.parametrize("name", [name for name in CALLS if "python" in name])
def test_in_other_processes_too(name):
    short = values(CALLS[name], SHORT, engine="processes", n_jobs=2)
    assert short.tobytes() == long_run(name)[:SHORT].tobytes()


@settings(gate, max_examples=60)
@given(st.sampled_from(sorted(CALLS)), st.integers(1, LONG - 1))
def test_a_run_of_any_length_is_a_prefix(name, n):
    """Within a block, at its edges, and beyond."""
    any_number = {} if "permutation" in name else {"method": "normal"}
    short = values(CALLS[name], n, **any_number)
    assert short.tobytes() == long_run(name)[:n].tobytes()


@pytest.mark.parametrize("name", CALLS)
def test_what_is_added_are_the_replicates_of_the_longer_run(name):
    short = CALLS[name](n_resamples=SHORT, rng=3)
    extended = bt.extend(short, LONG, engine="threads", n_jobs=2)
    kept = extended.null if isinstance(extended, bt.PermutationResult) else extended.replicates
    assert np.asarray(kept).reshape(LONG, -1).tobytes() == long_run(name).tobytes()
    for i in (0, SHORT - 1, SHORT, LONG - 1):
        mine, again = extended.replay(i), CALLS[name](n_resamples=LONG, rng=3).replay(i)
        for part, other in zip(_arrays(mine), _arrays(again), strict=True):
            np.testing.assert_array_equal(part, other)


def _arrays(resample):
    return resample if isinstance(resample, tuple) else (resample,)
