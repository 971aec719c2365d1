"""The largest statistic of many columns."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import scipy.stats

import bootes as bt
from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.schemes.permutation import permutation
from bootes.statistics.builtin import BUILTINS
from bootes.statistics.resolve import as_statistic
from bootes.statistics.sums import RECIPES

KEY = Seed(72).key("permute")
TWO = [n for n, r in BUILTINS.items() if r.n_samples == 2 and not r.paired and not r.binary]


def tables(n=11, m=7, columns=10, seed=1):
    rng = np.random.default_rng(seed)
    return rng.gamma(3.0, 1.0, (n, columns)), rng.gamma(3.0, 1.2, (m, columns))


@pytest.mark.parametrize("name", TWO)
def test_the_largest_of_the_columns(name):
    options = {"n_resamples": 400, "rng": 3, "keep": "replicates"}
    largest = bt.permutation_test(tables(), bt.max_abs(name), **options)
    columns = bt.permutation_test(tables(), name, **options)
    centre = BUILTINS[name].centre or 0.0
    assert largest.names is None
    assert largest.statistic == np.abs(columns.statistic - centre).max()
    np.testing.assert_array_equal(largest.null, np.abs(columns.null - centre).max(axis=1))
    assert largest.alternative == "greater"
    extreme = (largest.null >= largest.statistic * (1 - 1e-12)).sum()
    assert largest.pvalue == (extreme + 1) / 401


@pytest.mark.parametrize("name", ["mean_difference", "welch_t", "student_t", "median_difference"])
def test_all_arrangements_against_a_naive_loop(name):
    x, y = tables(4, 3, 6)
    found = bt.permutation_test((x, y), bt.max_abs(name), method="exact", keep="replicates")
    of_column = BUILTINS[name].python
    expected = []
    for i in range(35):
        first, second = found.replay(i)
        expected.append(max(abs(of_column(first[:, j], second[:, j])) for j in range(6)))
    np.testing.assert_allclose(found.null, expected, rtol=1e-12)
    assert found.pvalue == np.mean(np.array(expected) >= expected[0] * (1 - 1e-12))


def test_a_constant_column_takes_no_part_in_t():
    x, y = tables()
    x[:, 3] = y[:, 3] = 5.0
    options = {"n_resamples": 300, "rng": 3, "keep": "replicates"}
    with pytest.warns(bt.errors.DegenerateWarning, match="1 of 10 columns .* column 3") as seen:
        found = bt.permutation_test((x, y), bt.max_abs("welch_t"), **options)
    assert [warning.filename for warning in seen] == [__file__]
    without = tuple(np.delete(part, 3, axis=1) for part in (x, y))
    expected = bt.permutation_test(without, bt.max_abs("welch_t"), **options)
    np.testing.assert_array_equal(found.null, expected.null)
    assert found.n_failed == 0


def test_all_columns_constant_is_an_error():
    with pytest.raises(bt.errors.StatisticError, match="NaN on the data"):
        bt.permutation_test((np.ones((4, 3)), np.ones((5, 3))), bt.max_abs("welch_t"))


def test_a_column_that_separates_the_samples_is_infinite():
    x, y = np.zeros((3, 9)), np.zeros((3, 9))
    x[:, 4] = 1.0
    x[0, :] += 0.5
    y[0, :] += 0.25
    x[:, 4], y[:, 4] = 1.0, 0.0
    found = bt.permutation_test((x, y), bt.max_abs("student_t"), method="exact", keep="replicates")
    assert found.statistic == np.inf
    assert np.isinf(found.null).sum() == 2
    assert found.pvalue == pytest.approx(2 / 20)


def test_a_column_that_fails_on_a_resample_fails_the_replicate():
    """A column that is constant in a resample has no t; those before and behind have one."""
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(3, 10)), rng.normal(size=(3, 10))
    x[:2, 1] = y[:, 1] = 1.0
    samples = as_samples((x, y)).samples
    statistic = as_statistic(bt.max_abs("welch_t"), original(samples))
    plain = dataclasses.replace(statistic, recipe=None)
    with np.errstate(all="ignore"):
        found, expected = (s.evaluate(iid(samples), KEY, 0, 300).values for s in (statistic, plain))
    assert np.isnan(expected).sum() > 30
    np.testing.assert_allclose(found, expected, rtol=1e-10)


@pytest.mark.parametrize("name", ["mean_difference", "welch_t"])
def test_no_bit_depends_on_what_is_computed_together(name):
    samples = as_samples(tables(30, 41, 21)).samples
    statistic, sampler = as_statistic(bt.max_abs(name), original(samples)), permutation(samples)
    whole = statistic.evaluate(sampler, KEY, 0, 1100).values
    for start, stop in ((0, 1), (7, 9), (255, 770), (1000, 1100)):
        part = statistic.evaluate(sampler, KEY, start, stop).values
        assert part.tobytes() == whole[start:stop].tobytes()


def test_the_python_form():
    fast, slow = (
        bt.permutation_test(
            tables(), bt.max_abs("welch_t"), n_resamples=200, rng=1, compile=c, keep="replicates"
        )
        for c in ("auto", False)
    )
    assert slow.provenance["form"] == "python (compile=False)"
    np.testing.assert_allclose(fast.null, slow.null, rtol=1e-12)
    assert (fast.pvalue, fast.alternative) == (slow.pvalue, slow.alternative)


def test_the_bootstrap_of_one_table():
    x = tables()[0]
    found = bt.bootstrap(x, bt.max_abs("mean"), n_resamples=200, rng=1, keep="replicates")
    expected = bt.bootstrap(x, "mean", n_resamples=200, rng=1, keep="replicates").replicates
    np.testing.assert_allclose(found.replicates, np.abs(expected).max(axis=1), rtol=1e-14)


@pytest.mark.parametrize(
    ("data", "statistic", "error", "told"),
    [
        ((np.ones(4), np.ones(5)), "welch_t", bt.errors.DataError, "needs 2 tables of rows"),
        (tables(), "mean", bt.errors.DataError, "needs 1 table of rows"),
        (tables(), np.mean, bt.errors.InputTypeError, "built-in statistic by its name"),
        (tables(), "wlch_t", bt.errors.UnknownNameError, "welch_t"),
    ],
)
def test_what_is_refused(data, statistic, error, told):
    with pytest.raises(error, match=told):
        bt.permutation_test(data, bt.max_abs(statistic))


def test_every_recipe_is_a_name():
    assert set(RECIPES) <= set(BUILTINS)


def rejections(trials, columns, seed):
    """How often the largest of correlated null columns is found at 10 %."""
    rng = np.random.default_rng(seed)
    found = 0
    for trial in range(trials):
        common = rng.normal(size=(16, 1))
        data = 0.7 * common + rng.standard_t(3, size=(16, columns))
        test = bt.permutation_test(
            (data[:8], data[8:]), bt.max_abs("welch_t"), n_resamples=99, rng=trial, engine="serial"
        )
        found += test.pvalue <= 0.1
    return found


def test_the_family_wise_error():
    """Exactly 10 % in theory; a false alarm of this test is below 1e-6."""
    found = rejections(200, 30, seed=1)
    assert scipy.stats.binomtest(found, 200, 0.1).pvalue > 1e-6


@pytest.mark.study
def test_the_family_wise_error_closely():
    """Exactly 10 % in theory; a false alarm of this test is below 1e-6."""
    found = rejections(10_000, 200, seed=2)
    assert scipy.stats.binomtest(found, 10_000, 0.1).pvalue > 1e-6
