"""The verb ``bootstrap``: shapes, forms of input and of statistic, frames, groups."""

from __future__ import annotations

import functools

import numba
import numpy as np
import pandas as pd
import polars as pl
import pytest

import bootes as bt
from bootes.results.mapping import ResultMapping

X = np.array([0.3, 1.2, 5.5, 2.2, 0.9, 7.1, 3.3, 4.4, 2.9, 1.7, 3.6, 2.6])
Y = np.array([1.1, 0.2, 2.5, 3.9, 0.4, 1.6, 2.8, 0.7, 4.2, 3.3, 0.9, 2.0])
N = 999


def run(data, statistic="mean", **options):
    return bt.bootstrap(data, statistic, **{"n_resamples": N, "rng": 5, **options})


@numba.njit
def compiled_mean(x):
    return x.mean()


def along_axis(x, axis=-1):
    return np.mean(x, axis=axis)


def one_by_one(x):
    return np.mean(x)


SAME_MEANS = [np.mean, functools.partial(np.mean), compiled_mean, along_axis, one_by_one]


@pytest.mark.parametrize("statistic", SAME_MEANS)
def test_every_form_sees_the_same_resamples(statistic):
    expected = run(X).replicates
    np.testing.assert_allclose(run(X, statistic).replicates, expected, rtol=1e-14)
    whole = np.arange(12) ** 2  # sums are exact: no form may differ in a bit
    np.testing.assert_array_equal(run(whole, statistic).replicates, run(whole).replicates)


@pytest.mark.parametrize(
    ("recognised", "named"),
    [
        (np.mean, "mean"),
        (np.median, "median"),
        (functools.partial(np.std, ddof=1), "std"),
        (functools.partial(np.var, ddof=1), "variance"),
        (functools.partial(np.quantile, q=0.3), bt.quantile(0.3)),
        (functools.partial(np.percentile, q=30), "quantile:0.3"),
    ],
)
def test_numpys_functions_are_the_built_ins_bit_for_bit(recognised, named):
    ours = run(X, named)
    np.testing.assert_array_equal(run(X, recognised).replicates, ours.replicates)
    assert "recognised" in run(X, recognised).provenance["form"]
    plain = run(X, recognised, compile=False)
    assert plain.provenance["form"].startswith(("python", "vectorized"))
    np.testing.assert_allclose(plain.replicates, ours.replicates, rtol=1e-12)


def test_numpys_spread_has_numpys_divisor():
    assert run(X, np.std).estimate == pytest.approx(np.std(X), rel=1e-14)
    assert run(X, np.var).estimate == pytest.approx(np.var(X), rel=1e-14)


def forms_of(x):
    strided = np.repeat(x, 2)[::2]
    frozen = x.copy()
    frozen.flags.writeable = False
    return {
        "list": x.tolist(),
        "strided": strided,
        "reversed twice": x[::-1][::-1],
        "read-only": frozen,
        "float32": x.astype(np.float32),
        "big endian": x.astype(">f8"),
        "pandas": pd.Series(x, index=range(5, 5 + len(x))),
        "polars": pl.Series(x),
        "masked, nothing missing": np.ma.array(x),
        "longdouble": x.astype(np.longdouble),
    }


WHOLE = np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8])
EXACT = WHOLE / 8  # exact in float32 and float16


@pytest.mark.parametrize("form", forms_of(EXACT))
def test_forms_of_the_same_numbers_give_the_same_bits(form):
    np.testing.assert_array_equal(run(forms_of(EXACT)[form]).replicates, run(EXACT).replicates)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "int64", "uint64", "float16"])
def test_small_dtypes_do_not_overflow(dtype):
    values = (12 * WHOLE).astype(dtype)  # their sum is beyond int8
    np.testing.assert_array_equal(run(values).replicates, run(12.0 * WHOLE).replicates)
    assert run(values, lambda x: int(x.sum())).estimate == 12 * WHOLE.sum()


def test_booleans_are_zeros_and_ones():
    flags = [True, False, True, True]
    np.testing.assert_array_equal(run(flags).replicates, run([1.0, 0.0, 1.0, 1.0]).replicates)


def test_integers_reach_the_statistic_as_integers():
    assert run(WHOLE, lambda x: x.dtype == np.int64, compile=False).estimate == 1.0
    assert run(EXACT, lambda x: x.dtype == np.float64, compile=False).estimate == 1.0


def test_extreme_scales():
    for scale in (1e-300, 1e300, 2.0**-1060):
        r = run(scale * WHOLE, "median", method="percentile")
        low, high = r.interval()
        expected = run(WHOLE, "median", method="percentile").interval()
        assert low == pytest.approx(scale * expected.low, rel=1e-3)
        assert high == pytest.approx(scale * expected.high, rel=1e-3)
        expected = run(WHOLE, "median").standard_error
        assert r.standard_error == pytest.approx(scale * expected, rel=1e-3)


def test_nothing_writes_into_the_data():
    x = X.copy()

    def destructive(v):
        mean = v.mean()
        v[:] = -1e9
        return mean

    np.testing.assert_allclose(run(x, destructive).replicates, run(X, one_by_one).replicates)
    np.testing.assert_array_equal(x, X)


def test_global_random_state_is_untouched():
    np.random.seed(3)
    expected = np.random.random()
    np.random.seed(3)
    run(X)
    assert np.random.random() == expected


def test_scalar_shapes():
    r = run(X)
    assert isinstance(r.estimate, float)
    assert isinstance(r.standard_error, float)
    assert r.replicates.shape == (N,)
    assert r.names is None
    assert (r.n, r.n_omitted, r.n_resamples) == ((12,), (0,), N)
    assert all(isinstance(end, float) for end in r.interval())


@pytest.mark.parametrize(
    ("statistic", "names"),
    [
        (lambda x: np.array([x.mean(), x.max()]), ("0", "1")),
        (lambda x: [x.mean(), x.max()], ("0", "1")),
        (lambda x: (x.mean(), x.max()), ("0", "1")),
        (lambda x: {"mean": x.mean(), "top": x.max()}, ("mean", "top")),
        (lambda x: pd.Series([x.mean(), x.max()]), ("0", "1")),
    ],
)
def test_vector_shapes(statistic, names):
    r = run(X, statistic, method="percentile")
    assert r.names == names
    assert r.replicates.shape == (N, 2)
    assert r.estimate.shape == r.standard_error.shape == r.bias.shape == (2,)
    assert r.interval().low.shape == r.interval().error[0].shape == (2,)
    np.testing.assert_allclose(r.replicates[:, 0], run(X).replicates, rtol=1e-14)


def test_matrix_reaches_the_statistic_as_rows():
    rows = np.column_stack([X, Y])
    r = run(rows, lambda m: m.shape == (12, 2))
    assert r.estimate == 1.0
    assert r.n == (12,)
    paired = {tuple(row) for row in rows}
    assert {tuple(row) for row in r.replay(7)} <= paired


def test_independent_samples_are_drawn_each_from_itself():
    r = run((X, Y[:7]), "mean_difference")
    first, second = r.replay(3)
    assert set(first) <= set(X)
    assert set(second) <= set(Y[:7])
    assert r.n == (12, 7)
    assert r.replicates[3] == pytest.approx(first.mean() - second.mean())


def test_seed_forms():
    same = run(X, rng=np.random.SeedSequence(5)).replicates
    np.testing.assert_array_equal(run(X, rng=5).replicates, same)
    np.testing.assert_array_equal(run(X, rng=np.int64(5)).replicates, same)
    generator = np.random.default_rng(5)
    first, second = (run(X, rng=generator).replicates for _ in range(2))
    assert not np.array_equal(first, second)
    again = np.random.default_rng(5)
    np.testing.assert_array_equal(run(X, rng=again).replicates, first)
    fresh = run(X, rng=None)
    repeated = run(X, rng=int(fresh.provenance["seed"]))
    np.testing.assert_array_equal(fresh.replicates, repeated.replicates)


FRAMES = {
    "dict": lambda columns: columns,
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
}
each_frame = pytest.mark.parametrize("make", [pytest.param(FRAMES[k], id=k) for k in FRAMES])


@each_frame
def test_columns_of_a_frame(make):
    found = run(make({"x": X, "name": ["a"] * 12, "y": Y}))
    assert isinstance(found, ResultMapping)
    assert list(found) == ["x", "y"]
    np.testing.assert_array_equal(found["x"].replicates, run(X).replicates)
    # Columns share their resampled rows: the mean of the sum is the sum of the means.
    both = found["x"].replicates + found["y"].replicates
    np.testing.assert_allclose(run(X + Y).replicates, both, rtol=1e-13)


@each_frame
def test_more_columns_change_nothing(make):
    alone = run(make({"y": Y}))["y"].replicates
    found = run(make({"constant": np.ones(12), "x": X, "y": Y}), columns=["y"])
    np.testing.assert_array_equal(found["y"].replicates, alone)


@each_frame
def test_paired_columns_of_a_frame(make):
    r = run(make({"x": X, "y": Y}), "pearson", columns=["x", "y"])
    np.testing.assert_array_equal(r.replicates, run((X, Y), "pearson").replicates)
    assert r.n == (12,)


@each_frame
def test_groups_draw_by_their_label_alone(make):
    labels = ["a", "b", "a", "c", "b", "a", "c", "b", "a", "b", "a", "b"]
    found = run(make({"g": labels, "x": X}), by="g")
    assert list(found) == [("a", "x"), ("b", "x"), ("c", "x")]
    keep = np.array(labels) != "c"
    kept = {"g": [g for g in labels if g != "c"], "x": X[keep]}
    fewer = run(make(kept), by="g")
    np.testing.assert_array_equal(found["b", "x"].replicates, fewer["b", "x"].replicates)
    assert set(found["a", "x"].replay(0)) <= set(X[np.array(labels) == "a"])


@each_frame
def test_missing_values_are_left_out_per_column(make):
    x = X.copy()
    x[[2, 7]] = np.nan
    found = run(make({"x": x, "y": Y}), nan_policy="omit")
    assert (found["x"].n, found["x"].n_omitted) == ((10,), (2,))
    assert (found["y"].n, found["y"].n_omitted) == ((12,), (0,))
    np.testing.assert_array_equal(found["x"].replicates, run(X[~np.isnan(x)]).replicates)


def test_missing_rows_of_pairs_are_left_out_whole():
    x, y = X.copy(), Y.copy()
    x[2], y[7] = np.nan, np.nan
    r = run((x, y), "pearson", nan_policy="omit")
    kept = np.delete(X, [2, 7]), np.delete(Y, [2, 7])
    assert (r.n, r.n_omitted) == ((10,), (2,))
    np.testing.assert_array_equal(r.replicates, run(kept, "pearson").replicates)
    rows = run(np.column_stack([x, y]), lambda m: m[:, 0].mean(), nan_policy="omit")
    assert (rows.n, rows.n_omitted) == ((10,), (2,))


@pytest.mark.parametrize(
    "missing",
    [
        np.ma.array(X, mask=np.arange(12) == 4),
        pd.Series(WHOLE, dtype="Int64").where(np.arange(12) != 4),
        pd.Series(X, dtype="Float64").where(np.arange(12) != 4),
        pl.Series([None if i == 4 else x for i, x in enumerate(X)]),
        [None if i == 4 else x for i, x in enumerate(X.tolist())],
    ],
    ids=["masked", "pandas Int64", "pandas Float64", "polars", "list"],
)
def test_every_kind_of_missing_value_is_missing(missing):
    with pytest.raises(bt.errors.DataError, match=r"1 missing .* first at index 4"):
        run(missing)
    r = run(missing, nan_policy="omit")
    assert (r.n, r.n_omitted) == ((11,), (1,))
