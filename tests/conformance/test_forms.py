"""One (seed, i), one resample, one value: whichever way the statistic is computed."""

from __future__ import annotations

import functools

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bootes as bt
from tests.conformance.form_cases import FORMS

NAMES = [written.name for written in FORMS]
RTOL = 1e-12


@functools.cache
def jitted(name):
    """Compile the plain function, and what it calls, as a user would."""
    return numba.njit(_with_jitted_helpers(FORMS[NAMES.index(name)].plain))


def _with_jitted_helpers(function):
    from types import FunctionType

    named = {
        name: numba.njit(_with_jitted_helpers(value)) if isinstance(value, FunctionType) else value
        for name, value in function.__globals__.items()
        if name in function.__code__.co_names
    }
    return FunctionType(function.__code__, named, function.__name__, function.__defaults__)


def data_for(written, seed, n):
    rng = np.random.default_rng(seed)
    x = rng.gamma(2.0, 2.0, n)
    y = x + rng.normal(size=n) if written.paired else rng.gamma(3.0, 2.0, n + 3)
    return (x, y) if written.n_samples == 2 else x


def in_every_form(written, run):
    """Return form -> result; vectorized and Python forms are asked for, the others must come."""
    results = {
        "kernel": run(written.name),
        "compiled by the user": run(jitted(written.name)),
        "from Python, by Numba": run(written.plain),
        "vectorized": run(written.along),
        "python": run(written.plain, compile=False),
    }
    for form, result in results.items():
        assert form in result.provenance["form"], (form, result.provenance["form"])
    return results


@pytest.mark.parametrize("written", FORMS, ids=NAMES)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**64), n=st.integers(20, 60))
def test_bootstrap(written, seed, n):
    data = data_for(written, seed, n)
    run = functools.partial(
        bt.bootstrap, data, paired=written.paired, n_resamples=300, rng=seed, method="percentile"
    )
    results = in_every_form(written, run)
    python = results.pop("python")
    for form, result in results.items():
        np.testing.assert_allclose(
            result.replicates, python.replicates, rtol=RTOL, atol=slack(python), err_msg=form
        )
        for i in (0, 255, 299):
            for got, want in zip(samples(result, i), samples(python, i), strict=True):
                np.testing.assert_array_equal(got, want)


@pytest.mark.parametrize(
    "written",
    [written for written in FORMS if written.n_samples == 2 and not written.paired],
    ids=lambda written: written.name,
)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**64), n=st.integers(10, 60))
def test_permutation(written, seed, n):
    data = data_for(written, seed, n)
    run = functools.partial(
        bt.permutation_test,
        data,
        two_sided="doubled",
        method="montecarlo",
        n_resamples=300,
        rng=seed,
        keep="replicates",
    )
    results = in_every_form(written, run)
    python = results.pop("python")
    for form, result in results.items():
        np.testing.assert_allclose(
            result.null, python.null, rtol=RTOL, atol=slack(python), err_msg=form
        )
        assert result.pvalue == python.pvalue, form


def samples(result, i):
    replayed = result.replay(i)
    return replayed if isinstance(replayed, tuple) else (replayed,)


def slack(result):
    """Differences of means near zero are compared on the scale of the replicates."""
    values = result.replicates if hasattr(result, "replicates") else np.asarray(result.null)
    return RTOL * float(np.max(np.abs(values)))
