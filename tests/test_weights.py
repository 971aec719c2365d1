"""Weighted rows: each weighted statistic against NumPy, and what weights may be."""

from __future__ import annotations

import functools

import numpy as np
import pytest

import bootes as bt
from bootes.errors import DataError, InputError, InputTypeError
from bootes.statistics.builtin import BUILTINS
from bootes.statistics.rows_weighted import WEIGHTED

RNG = np.random.default_rng(8)
X, Y = RNG.gamma(2.0, 2.0, 25), RNG.normal(size=25)
W, V = RNG.integers(0, 5, 25).astype(float), RNG.exponential(size=18)
run = functools.partial(bt.bootstrap, n_resamples=99, rng=2, on_error="omit")
ONE = [name for name, row in WEIGHTED.items() if row.n_samples == 2]
PAIRS = [name for name, row in WEIGHTED.items() if row.n_samples == 3]
TWO = [name for name, row in WEIGHTED.items() if row.n_samples == 4]


def data_of(name):
    if name in ONE:
        return X, W, False
    if name in PAIRS:
        return (np.rint(X), np.rint(X + Y)), W, True
    return (X, Y[:18]), (W, V), False


@pytest.mark.parametrize("name", [name for name in WEIGHTED if name != "quantile"])
def test_kernels_agree_with_numpy_on_the_same_resamples(name):
    data, weights, paired = data_of(name)
    compiled = run(data, name, weights=weights, paired=paired)
    python = run(data, name, weights=weights, paired=paired, compile=False)
    assert compiled.provenance["form"].startswith("kernel")
    np.testing.assert_allclose(compiled.replicates, python.replicates, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(compiled.estimate, python.estimate, rtol=1e-12)


@pytest.mark.parametrize("level", [0.0, 0.1, 0.25, 0.5, 0.9, 1.0])
def test_quantiles_are_those_of_numpy(level):
    compiled = run(X, bt.quantile(level), weights=W)
    assert compiled.estimate == np.quantile(X, level, weights=W, method="inverted_cdf")
    python = run(X, bt.quantile(level), weights=W, compile=False)
    np.testing.assert_array_equal(compiled.replicates, python.replicates)


@pytest.mark.parametrize("name", [name for name in WEIGHTED if name not in ("quantile", "sum")])
def test_equal_weights_give_the_statistic_without_weights(name):
    data, weights, paired = data_of(name)
    equal = tuple(np.full(len(w), 3.0) for w in weights) if name in TWO else np.full(25, 3.0)
    with_weights = run(data, name, weights=equal, paired=paired)
    without = run(data, name, paired=paired)
    np.testing.assert_allclose(with_weights.replicates, without.replicates, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", ["mean", "median", "pearson", "mean_difference", "rmse"])
def test_whole_weights_count_rows(name):
    data, _, paired = data_of(name)
    counts = RNG.integers(1, 4, 25)
    weights = (counts, np.ones(18)) if name in TWO else counts
    estimate = run(data, name, weights=weights, paired=paired).estimate
    columns = data if isinstance(data, tuple) else (data,)
    repeated = tuple(np.repeat(x, counts) if len(x) == 25 else x for x in columns)
    repeated = repeated if isinstance(data, tuple) else repeated[0]
    np.testing.assert_allclose(estimate, run(repeated, name, paired=paired).estimate, rtol=1e-12)


def test_an_offset_does_not_hurt():
    far = run(X + 1e12, "std", weights=W).estimate
    np.testing.assert_allclose(far, run(X, "std", weights=W).estimate, rtol=1e-3)


def test_numpy_functions_and_functions_of_the_user():
    def trimmed(v, weights):
        kept = v < v.max()
        return np.average(v[kept], weights=weights[kept])

    np.testing.assert_array_equal(
        run(X, np.var, weights=W).replicates,
        run(X, functools.partial(np.var, ddof=0), weights=W).replicates,
    )
    assert run(X, trimmed, weights=W, compile=False).estimate == trimmed(X, W)
    gap = run((X, Y[:18]), lambda x, y, weights: np.dot(weights[0], x) - np.dot(weights[1], y),
              weights=(W, V), compile=False)  # fmt: skip
    np.testing.assert_allclose(gap.estimate, W @ X - V @ Y[:18])


def weighted_mean(v, weights):
    return (v * weights).sum() / weights.sum()


def by_keyword(v, *, weights):
    return (v * weights).sum() / weights.sum()


def weighted_product(x, y, weights):
    return [(x * y * weights).sum() / weights.sum(), np.average(x, weights=weights)]


def weighted_gap(x, y, weights):
    return weighted_mean(x, weights[0]) - weighted_mean(y, weights[1])


def first_column(rows, weights):
    return (rows[:, 0] * weights).sum()


@pytest.mark.parametrize(
    ("data", "function", "weights", "paired"),
    [
        (X, weighted_mean, W, False),
        (X, by_keyword, W, False),
        ((X, Y), weighted_product, W, True),
        ((X, Y[:18]), weighted_gap, (W, V), False),
        (np.column_stack([X, Y]), first_column, W, False),
    ],
)
def test_functions_of_the_user_are_compiled(data, function, weights, paired):
    compiled = run(data, function, weights=weights, paired=paired, compile=True)
    found = run(data, function, weights=weights, paired=paired)
    python = run(data, function, weights=weights, paired=paired, compile=False)
    assert found.provenance["form"] == "compiled (from Python, by Numba)"
    assert python.provenance["form"].startswith("python")
    assert found.replicates.tobytes() == compiled.replicates.tobytes()
    np.testing.assert_allclose(found.replicates, python.replicates, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(found.estimate, python.estimate, rtol=1e-12)


def test_functions_of_more_columns_run_in_python():
    def of_three(x, y, z, weights):
        return (x * y * z * weights).sum()

    found = run((X, Y, X + Y), of_three, weights=W, paired=True)
    assert found.provenance["form"].startswith("python (not compiled: it is a")
    np.testing.assert_allclose(found.estimate, of_three(X, Y, X + Y, W))


def test_rows_of_a_matrix():
    rows = np.column_stack([X, Y])
    result = run(
        rows, lambda m, weights: np.average(m, axis=0, weights=weights), weights=W, compile=False
    )
    np.testing.assert_allclose(result.estimate, W @ rows / W.sum())


def test_weights_of_a_frame_are_a_column():
    frame = {"x": X, "y": Y, "w": W, "half": np.array(["a", "b"])[np.arange(25) % 2]}
    result = run(frame, ["mean", "pearson"], weights="w")
    assert list(result) == [("x", "mean"), ("y", "mean"), "pearson"]
    assert result["x", "mean"].estimate == run(X, "mean", weights=W).estimate
    grouped = run(frame, "mean", columns="x", by="half", weights="w")
    assert grouped["a", "x"].estimate == run(X[::2], "mean", weights=W[::2]).estimate


def test_a_missing_weight_drops_its_row():
    holed = np.where(np.arange(25) == 3, np.nan, W)
    result = run(X, "mean", weights=holed, nan_policy="omit")
    assert (result.n, result.n_omitted) == ((24,), (1,))


def test_a_resample_without_weight_fails_and_is_counted():
    only = np.where(np.arange(25) < 2, 1.0, 0.0)
    result = run(X, "mean", weights=only)
    assert 0 < result.n_failed < 99
    drawn = [only[np.isin(X, result.replay(i)[0])].sum() for i in range(99)]
    assert (np.isnan(result.replicates) == (np.array(drawn) == 0)).all()


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"weights": W[:-1]}, DataError, r"one weight per row, shape \(25,\)"),
        ({"weights": -W}, DataError, "a weight is 0 or more"),
        ({"weights": 0 * W}, DataError, "all of weights are 0"),
        ({"weights": "w"}, InputTypeError, "those of arrays are arrays"),
        ({"data": (X, Y), "statistic": "mean_difference", "weights": W}, InputTypeError, "a tuple"),
        ({"data": {"x": X}, "weights": W}, InputTypeError, "the name of a column"),
        ({"statistic": "kurtosis", "weights": W}, InputError, "has no weighted form"),
        ({"data": {"x": X}, "as_frame": True, "statistic": len, "weights": "x"},
         InputTypeError, "finds its weights in a column"),
    ],
)  # fmt: skip
def test_what_weights_cannot_be(options, error, words):
    with pytest.raises(error, match=words):
        run(**{"data": X, "statistic": "mean", **options})


def test_every_weighted_statistic_is_a_built_in_one():
    assert set(WEIGHTED) - {"quantile"} <= set(BUILTINS)
