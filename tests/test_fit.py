"""The verb ``fit`` against independent fits, and against limits from a million replicates."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest

import bootes as bt
from bootes.errors import (
    DataError,
    DegenerateWarning,
    InputError,
    IntervalError,
    StatisticError,
    UnknownNameError,
)
from tests.oracles.negative_binomial import maximum

ORACLES = Path(__file__).parent / "oracles"
REFERENCE = json.loads((ORACLES / "reference_limits_simulated.json").read_text())["genes"]
CELLS = bt.datasets.transcript_counts(frame="dict")
SCHEMES = {"parametric": "parametric", "iid": "nonparametric"}


def normal_model():
    return bt.Model.from_functions(
        lambda x: [x.mean(), x.std()],
        lambda params, size, rng: rng.normal(*params, size=size),
        parameters=("mu", "sigma"),
    )


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("gene", REFERENCE)
def test_limits_are_those_of_a_million_replicates(gene, scheme):
    """Fits, limits and standard errors within 5 Monte Carlo errors; 48 checks, each 6e-7.

    The reference draws with NumPy and fits with a root-finder of SciPy.
    """
    n_resamples = 20_000
    f = bt.fit(CELLS[gene], scheme=scheme, n_resamples=n_resamples, rng=20)
    reference = REFERENCE[gene][SCHEMES[scheme]]
    more = math.sqrt(1 + 1_000_000 / n_resamples)
    for j, parameter in enumerate(f.names):
        assert f.params[j] == pytest.approx(REFERENCE[gene]["estimate"][parameter], rel=1e-9)
        quantiles = reference[parameter]["quantiles"]
        for limit, level in ((f.interval().low[j], "0.025"), (f.interval().high[j], "0.975")):
            error = quantiles[level]["error"] * more
            assert abs(limit - quantiles[level]["value"]) < 5 * error
        # The kurtosis of these replicates is below 5: the error of a deviation is below s/sqrt(B).
        deviation = reference[parameter]["standard_deviation"]
        assert abs(f.standard_error[j] - deviation) < 5 * deviation / math.sqrt(n_resamples)


def test_replicates_are_the_fits_of_the_replayed_data():
    for scheme in SCHEMES:
        f = bt.fit(CELLS["Nanog"], scheme=scheme, n_resamples=300, rng=4)
        for i in (0, 7, 299):
            data = f.replay(i)
            assert data.dtype.kind == "i"
            assert data.shape == (279,)
            assert np.allclose(f.replicates[i], maximum(data), rtol=1e-9)


@pytest.mark.parametrize("engine", ["serial", "threads", "processes"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_neither_engine_nor_jobs_change_a_bit(engine, scheme):
    one = bt.fit(CELLS["Rest"], scheme=scheme, n_resamples=700, rng=2, n_jobs=1)
    other = bt.fit(CELLS["Rest"], scheme=scheme, n_resamples=700, rng=2, n_jobs=2, engine=engine)
    assert np.array_equal(one.replicates, other.replicates)


@pytest.mark.parametrize("frame", [dict, pd.DataFrame, pl.DataFrame])
def test_columns_and_groups_give_one_tidy_table(frame):
    data = frame({"a": [1.0, 2, 4, 8, 3, 9], "b": [2.0, 2, 3, 1, 7, 8], "g": list("uvuvuv")})
    found = bt.fit(data, "exponential", by="g", n_resamples=99, rng=1)
    assert list(found) == [("u", "a"), ("u", "b"), ("v", "a"), ("v", "b")]
    assert found["v", "b"].params[0] == pytest.approx((2 + 1 + 8) / 3)
    table = found.to_frame("pandas")
    assert list(table["g"]) == ["u", "u", "v", "v"]
    assert list(table["column"]) == ["a", "b", "a", "b"]
    expected = {"parameter", "estimate", "low", "high", "standard_error", "n_failed"}
    assert expected <= set(table.columns)


def test_adding_a_group_changes_no_other():
    few = {"a": [1.0, 2, 4, 8], "g": list("uuvv")}
    more = {"a": [5.0, 6, 1, 2, 4, 8], "g": list("wwuuvv")}
    for scheme in SCHEMES:
        one, two = (
            bt.fit(data, "exponential", by="g", scheme=scheme, n_resamples=99, rng=1)
            for data in (few, more)
        )
        assert np.array_equal(one["u", "a"].replicates, two["u", "a"].replicates)


def test_parametric_replicates_of_columns_are_not_correlated_and_resampled_rows_are_shared():
    """|r| of 2,000 independent pairs stays below 5/sqrt(2,000) but once in 1.7 million."""
    rng = np.random.default_rng(1)
    x = rng.gamma(2.0, 1.0, 200)
    data = {"a": x, "b": x * 1.0}
    columns = bt.fit(data, "exponential", n_resamples=2_000, rng=1)
    r = np.corrcoef(columns["a"].replicates[:, 0], columns["b"].replicates[:, 0])[0, 1]
    assert abs(r) < 5 / math.sqrt(2_000)
    rows = bt.fit(data, "exponential", scheme="iid", n_resamples=200, rng=1)
    assert np.array_equal(rows["a"].replicates, rows["b"].replicates)


def test_no_finite_maximum_is_a_boundary_not_a_failure():
    """Variance below the mean: the Poisson limit."""
    x = np.array([3, 4, 3, 5, 4, 4, 3, 5])
    f = bt.fit(x, n_resamples=500, rng=1)
    assert list(f.params) == [np.inf, 0.0]
    assert f.converged is False
    assert f.bootstrap is None
    assert "boundary" in f.status
    with pytest.raises(IntervalError, match="scheme='iid'"):
        f.interval()
    resampled = bt.fit(x, n_resamples=500, rng=1, scheme="iid")
    assert resampled.n_failed == 0
    assert resampled.n_boundary == np.isinf(resampled.replicates[:, 0]).sum() > 400
    assert math.isnan(resampled.standard_error[0])
    with pytest.warns(DegenerateWarning, match="all replicates are inf"):
        assert resampled.interval().high[0] == np.inf


def test_boundary_replicates_are_sorted_at_their_end():
    x = np.random.default_rng(5).negative_binomial(3.0, 0.6, size=40)
    f = bt.fit(x, n_resamples=2_000, rng=1)
    assert 0 < f.n_boundary < 2_000
    ordered = np.sort(f.replicates[:, 0])
    low = f.interval().low[0]
    k = 0.025 * 2_001
    below = ordered[int(k) - 1]
    assert low == pytest.approx(below + (k - int(k)) * (ordered[int(k)] - below), rel=1e-12)


def test_zero_resamples_only_fit():
    f = bt.fit(CELLS["Rex1"], n_resamples=0)
    assert f.converged
    assert f.score_norm < 1e-10
    assert f.n_resamples == 0
    with pytest.raises(IntervalError, match="n_resamples=0"):
        f.replicates  # noqa: B018


def test_own_functions_fail_count_and_replay():
    """A fit that refuses part of the data sets: NaN rows at their index, counted by kind."""

    def picky(x):
        if x.max() > 2.5:
            message = "too large a value"
            raise ArithmeticError(message)
        return [x.mean()]

    def draw(params, size, rng):
        return rng.normal(params[0], 1.0, size)

    model = bt.Model.from_functions(picky, draw, parameters=("mu",))
    f = bt.fit(np.array([0.1, -0.4, 0.9, 0.2]), model, n_resamples=400, rng=1)
    failed = np.flatnonzero(np.isnan(f.replicates[:, 0]))
    assert f.n_failed == len(failed) > 0
    assert f.failures == {"ArithmeticError": len(failed)}
    assert f.failed[0] == (failed[0], "ArithmeticError", "too large a value")
    assert f.replay(failed[0]).max() > 2.5
    low, high = f.interval().failure_bounds
    assert low[0] < f.interval().low < high[0] or low[0] == -np.inf
    with pytest.raises(StatisticError, match=rf"resample {failed[0]} \(ArithmeticError"):
        bt.fit(np.array([0.1, -0.4, 0.9, 0.2]), model, n_resamples=400, rng=1, on_error="raise")


def test_children_of_the_generator_depend_on_seed_and_replicate_alone():
    def draw(params, size, rng):
        return rng.spawn(2)[1].normal(params[0], 1.0, size)

    model = bt.Model.from_functions(lambda x: [x.mean()], draw)
    x = np.arange(5.0)
    one = bt.fit(x, model, n_resamples=60, rng=1, n_jobs=1)
    two = bt.fit(x, model, n_resamples=60, rng=1, n_jobs=2, engine="processes")
    assert np.array_equal(one.replicates, two.replicates)
    assert len(np.unique(one.replicates)) == 60


def test_a_generator_that_ignores_its_rng_is_refused():
    state = np.random.default_rng(1)
    model = bt.Model.from_functions(
        lambda x: [x.mean()], lambda params, size, rng: state.normal(size=size)
    )
    with pytest.raises(StatisticError, match="same resample"):
        bt.fit(np.arange(5.0), model, n_resamples=99, rng=1)


def test_bca_and_other_intervals_without_new_resampling():
    f = bt.fit(CELLS["Prdm14"], scheme="iid", n_resamples=2_000, rng=1)
    percentile, bca = f.interval(), f.interval("bca", confidence_level=0.9)
    assert (bca.low > percentile.low).all()
    assert (bca.high < percentile.high).all()
    assert bca.method == "bca"


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"data": [1, -2, 3]}, DataError, r"-2.0 at index 1"),
        ({"data": [1.5, 2, 3]}, DataError, r"1.5 at index 0"),
        ({"data": [1, 2, np.nan]}, DataError, r"1 missing .* index 2"),
        ({"data": []}, DataError, "empty"),
        ({"data": [4]}, DataError, r"1 value"),
        ({"data": ([1, 2], [3, 4])}, DataError, "one sample"),
        ({"data": [1, 2, 3], "model": "negativ_binomial"}, UnknownNameError, "negative_binomial"),
        ({"data": [1, 2, 3], "scheme": "param"}, UnknownNameError, "parametric"),
        ({"data": [1, 2, 3], "method": "auto"}, UnknownNameError, "percentile"),
        ({"data": [1, 2, 3], "on_error": "retry"}, UnknownNameError, "omit"),
        ({"data": [1, 2, 3], "n_resamples": -1}, InputError, "at least 0"),
        ({"data": [1, 2, 3], "n_resamples": 5}, IntervalError, "n_resamples=39"),
        ({"data": {"a": [1, 2]}, "columns": "b"}, UnknownNameError, "'b'"),
        ({"data": {"a": [1, 2], "b": [1, -1]}}, DataError, "-1.0 at index 1"),
    ],
)
def test_bad_input_is_refused_before_any_work(arguments, error, words, monkeypatch):
    def started(*_args, **_options):
        message = "the run was started"
        raise AssertionError(message)

    monkeypatch.setattr("bootes._resolve.prepared.execute", started)
    with pytest.raises(error, match=words):
        bt.fit(**arguments)


def test_a_failing_unit_keeps_the_finished_ones():
    def fails_on_large(x):
        if x.mean() > 50:
            message = "no"
            raise RuntimeError(message)
        return [x.mean()]

    model = bt.Model.from_functions(
        fails_on_large, lambda params, size, rng: rng.normal(params[0], 30.0, size)
    )
    data = {"small": [1.0, 2, 3], "large": [40.0, 45, 48]}
    with pytest.raises(StatisticError) as caught:
        bt.fit(data, model, n_resamples=200, rng=1, on_error="raise")
    assert "In unit 'large'; small finished before it." in caught.value.__notes__
    assert list(caught.value.results) == ["small"]


def test_normal_model_twins_agree():
    """The built-in normal and the two functions fit one sample alike."""
    x = np.random.default_rng(2).normal(3, 2, 50)
    built_in = bt.fit(x, "normal", n_resamples=0)
    own = bt.fit(x, normal_model(), n_resamples=0)
    assert np.allclose(built_in.params, own.params, rtol=1e-12)
    assert own.converged is None


@pytest.mark.parametrize("hole", [None, float("nan")])
def test_rows_without_a_group_are_refused(hole):
    data = {"a": [1.0, 2, 3, 4], "g": ["u", hole, "u", hole]}
    with pytest.raises(DataError, match=r"'g' has 2 missing labels, the first in row 1"):
        bt.fit(data, "exponential", by="g", rng=1)


def test_a_grouping_column_called_column_keeps_its_label():
    data = {"a": [1.0, 2, 3, 4], "column": list("uuvv")}
    table = bt.fit(data, "exponential", by="column", n_resamples=0).to_frame("pandas")
    assert list(table["column (group)"]) == ["u", "v"]
    assert list(table["column"]) == ["a", "a"]
