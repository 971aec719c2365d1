"""When a built-in statistic is of every column: by its name, or as a recognised function."""

from __future__ import annotations

import functools

import numpy as np
import pytest
import scipy.stats

import bootes as bt
from bootes._resolve.samples import as_samples
from bootes.schemes.original import original
from bootes.statistics.resolve import as_statistic


def table(n, columns, seed=1):
    return np.random.default_rng(seed).gamma(3.0, 1.0 + np.arange(columns), (n, columns))


FUNCTIONS = {
    "mean": functools.partial(np.mean, axis=0),
    "variance(ddof=0)": functools.partial(np.var, axis=0),
    "std": functools.partial(np.std, axis=0, ddof=1),
    "quantile:0.25": functools.partial(np.quantile, q=0.25, axis=0),
    "skew": scipy.stats.skew,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_along_axis_0_are_recognised(name):
    x = table(15, 6)
    found = bt.bootstrap(x, FUNCTIONS[name], n_resamples=200, rng=1, keep="replicates")
    assert found.provenance["form"].startswith(f"kernel (recognised as {name!r}")
    expected = bt.bootstrap(x, FUNCTIONS[name], compile=False, n_resamples=200, rng=1)
    np.testing.assert_allclose(found.replicates, expected.replicates, rtol=1e-11)


def test_a_function_of_all_values_stays_one():
    x = table(15, 6)
    found = bt.bootstrap(x, np.mean, n_resamples=200, rng=1)
    assert found.names is None
    assert found.estimate == pytest.approx(x.mean())


def test_a_function_along_the_other_axis_runs_itself():
    x = table(6, 6)
    found = bt.bootstrap(x, functools.partial(np.mean, axis=1), n_resamples=200, rng=1)
    np.testing.assert_allclose(found.estimate, x.mean(axis=1))


@pytest.mark.parametrize("name", ["mean", "median", "welch_t", "f_statistic"])
def test_the_python_form_is_of_columns_as_well(name):
    given = (table(11, 5), table(7, 5, 2)) if name in ("welch_t", "f_statistic") else table(11, 5)
    found, slow = (
        bt.bootstrap(given, name, compile=compile, n_resamples=200, rng=1, keep="replicates")
        for compile in ("auto", False)
    )
    assert slow.provenance["form"] == "python (compile=False)"
    assert found.names == slow.names
    np.testing.assert_allclose(found.replicates, slow.replicates, rtol=1e-11)


def test_too_few_rows_and_wrong_values_are_refused():
    samples = as_samples((table(1, 3), table(4, 3)), minimum=1).samples
    with pytest.raises(bt.errors.DataError, match=r"needs at least 2 values per sample"):
        as_statistic("welch_t", original(samples))
    x = (table(5, 3) > 3.0).astype(float)
    x[2, 1] = 7.0
    with pytest.raises(bt.errors.DataError, match=r"column 1: .* has the value 7"):
        bt.bootstrap(x, "proportion")
