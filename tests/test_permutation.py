"""The verb ``permutation_test``: the second text's faults, forms, frames, what must not matter."""

from __future__ import annotations

import functools
import math

import numba
import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy import stats

import bootes as bt

X = np.array([12.1, 14.0, 13.3, 15.2, 11.8, 12.5, 13.9])
Y = np.array([10.0, 11.7, 12.6, 11.2, 13.3, 9.4])
run = functools.partial(bt.permutation_test, rng=4)
exactly = functools.partial(bt.permutation_test, method="exact")
randomly = functools.partial(bt.permutation_test, method="montecarlo", n_resamples=999, rng=4)
NAMES = ["mean_difference", "median_difference", "mean_ratio", "welch_t", "rank_sum"]
each_statistic = pytest.mark.parametrize("statistic", NAMES)


def user_difference(x, y):
    return x.mean() - y.mean()


def test_two_identical_constant_groups_have_p_1():
    same = [5.0] * 6, [5.0] * 6
    for rule in ("abs", "doubled", "minlike"):
        assert exactly(same, two_sided=rule).pvalue == 1.0
    for t in (run(same), randomly(same), randomly(same, user_difference)):
        assert t.pvalue == 1.0
        assert t.n_ties == t.n_resamples


def test_two_separated_groups_of_five_have_p_2_in_252():
    groups = [6.0, 7, 8, 9, 10], [1.0, 2, 3, 4, 5]
    for statistic in ("mean_difference", "welch_t", "rank_sum", user_difference):
        t = run(groups, statistic)
        assert t.exact
        assert t.pvalue == pytest.approx(2 / 252, rel=1e-12)
        assert run(groups, statistic, alternative="greater").pvalue == pytest.approx(1 / 252)
        assert run(groups, statistic, alternative="less").pvalue == 1.0


def test_mice_of_efron_and_tibshirani():
    treated = [94, 197, 16, 38, 99, 141, 23]
    control = [52, 104, 146, 10, 51, 30, 40, 27, 46]
    t = exactly((treated, control), alternative="greater")
    assert t.statistic == pytest.approx(30.63, abs=0.005)
    assert t.n_resamples == math.comb(16, 7)
    # The book's 1,000 permutations gave 0.132: within 4 standard errors.
    assert abs(t.pvalue - 0.132) < 4 * math.sqrt(0.132 * 0.868 / 1_000)


def test_auto_enumerates_when_that_takes_no_more_than_was_asked_for():
    arrangements = math.comb(13, 6)
    assert run((X, Y), n_resamples=arrangements).exact
    drawn = run((X, Y), n_resamples=arrangements - 1)
    assert not drawn.exact
    assert (drawn.method, drawn.n_resamples) == ("montecarlo", arrangements - 1)
    assert run((X, Y), n_resamples=arrangements).n_resamples == arrangements


@each_statistic
def test_alternatives_are_scipys(statistic):
    python = bt.statistics.builtin.BUILTINS[statistic].python
    for alternative in ("less", "greater"):
        ours = exactly((X, Y), statistic, alternative=alternative).pvalue
        theirs = stats.permutation_test(
            (X, Y), python, n_resamples=np.inf, alternative=alternative, vectorized=False
        ).pvalue
        assert ours == pytest.approx(theirs, rel=0.02)  # its ties may be missed by rounding


@each_statistic
def test_swapped_samples_mirror_the_alternatives(statistic):
    if statistic == "mean_ratio":
        pytest.skip("a ratio turned upside down is not mirrored")
    for one, other in (("less", "greater"), ("two-sided", "two-sided")):
        there = exactly((X, Y), statistic, alternative=one)
        back = exactly((Y, X), statistic, alternative=other)
        assert there.pvalue == pytest.approx(back.pvalue, rel=1e-12)
        assert there.n_ties == back.n_ties


@each_statistic
def test_order_of_rows_changes_no_exact_result(statistic):
    order = np.random.default_rng(1)
    t = exactly((X, Y), statistic)
    shuffled = exactly((order.permutation(X), order.permutation(Y)), statistic)
    assert shuffled.pvalue == t.pvalue
    assert shuffled.statistic == pytest.approx(t.statistic, rel=1e-12)


def test_relabelled_groups_leave_an_f_alone():
    groups = [3.1, 4.4, 2.5], [5.0, 6.1, 4.9, 5.5], [3.9, 4.2]

    def f(*samples):
        return stats.f_oneway(*samples).statistic

    first = exactly(groups, f).pvalue
    assert exactly(groups[::-1], f).pvalue == pytest.approx(first, rel=1e-12)


@numba.njit
def compiled_difference(x, y):
    return x.mean() - y.mean()


def along_axis(x, y, axis=-1):
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


@pytest.mark.parametrize(
    ("statistic", "compile", "form"),
    [
        (user_difference, "auto", "compiled"),
        (user_difference, False, "python"),
        (compiled_difference, "auto", "compiled"),
        (along_axis, "auto", "vectorized"),
    ],
)
def test_every_form_sees_the_same_permutations(statistic, compile, form):
    expected = randomly((X, Y))
    found = randomly((X, Y), statistic, compile=compile)
    np.testing.assert_allclose(found.null, expected.null, rtol=1e-12, atol=1e-12)
    assert (found.pvalue, found.n_ties) == (expected.pvalue, expected.n_ties)
    assert found.provenance["form"].startswith(form)


@pytest.mark.parametrize("method", ["exact", "montecarlo"])
@pytest.mark.parametrize("n_jobs", [1, 2])
@pytest.mark.parametrize("engine", ["serial", "threads"])
def test_engine_changes_nothing(engine, n_jobs, method):
    expected = run((X, Y), "welch_t", method=method)
    found = run((X, Y), "welch_t", method=method, engine=engine, n_jobs=n_jobs)
    np.testing.assert_array_equal(found.null, expected.null)
    assert found.pvalue == expected.pvalue


def test_replayed_permutations_are_dealings_of_the_pool():
    t = randomly((X, Y))
    for i in (0, 17, 998):
        x, y = t.replay(i)
        assert (len(x), len(y)) == (7, 6)
        np.testing.assert_array_equal(np.sort(np.r_[x, y]), np.sort(np.r_[X, Y]))
        assert t.null[i] == pytest.approx(x.mean() - y.mean())


def test_fewer_permutations_are_the_first_of_more():
    many = randomly((X, Y), n_resamples=1_500).null
    np.testing.assert_array_equal(randomly((X, Y)).null, many[:999])


@pytest.mark.parametrize(
    ("statistic", "rule"),
    [
        ("mean_difference", "abs"),
        ("median_difference", "abs"),
        ("welch_t", "abs"),
        ("rank_sum", "doubled"),
        ("mean_ratio", "doubled"),
        (user_difference, "abs"),
    ],
)
def test_which_two_sided_p_it_is_by_itself(statistic, rule):
    t = exactly((X, Y), statistic)
    assert t.two_sided == rule
    assert t.pvalue == exactly((X, Y), statistic, two_sided=rule).pvalue
    assert exactly((X, Y), statistic, alternative="less").two_sided is None


def test_compile_false_keeps_the_rule_of_the_table():
    tables = np.column_stack([X, X + 1]), np.column_stack([Y, Y])
    for data in ((X, Y), tables):
        assert exactly(data, "rank_sum", compile=False).two_sided == "doubled"
    assert exactly((X, Y), lambda x, y: x.sum(), compile=False).two_sided == "abs"
    ours, plain = (exactly((X, Y), "rank_sum", compile=c) for c in ("auto", False))
    assert plain.pvalue == ours.pvalue


def test_integers_bools_and_small_dtypes():
    whole = np.array([3, 1, 4, 1, 5]), np.array([9, 2, 6, 5])
    expected = exactly(tuple(s.astype(float) for s in whole)).pvalue
    for dtype in ("int8", "uint8", "int64", "float32", "float16"):
        assert exactly(tuple(s.astype(dtype) for s in whole)).pvalue == expected
    assert exactly(tuple((100 + s).astype("uint8") for s in whole)).pvalue == expected
    flags = exactly(([True, True, False], [False, False, True]))
    assert flags.pvalue == exactly(([1, 1, 0], [0, 0, 1])).pvalue


def test_nothing_writes_into_the_data():
    x, y = X.copy(), Y.copy()

    def destructive(a, b):
        value = a.mean() - b.mean()
        a[:], b[:] = 1e9, -1e9
        return value

    assert randomly((x, y), destructive).pvalue == randomly((X, Y)).pvalue
    np.testing.assert_array_equal(np.r_[x, y], np.r_[X, Y])


LONG = {"value": np.r_[X, Y], "side": ["case"] * 7 + ["control"] * 6, "other": np.arange(13)}
FRAMES = {"dict": dict, "pandas": pd.DataFrame, "polars": pl.DataFrame}
each_frame = pytest.mark.parametrize("make", [pytest.param(FRAMES[k], id=k) for k in FRAMES])


@each_frame
def test_long_frame(make):
    t = randomly(make(LONG), value="value", group="side")
    assert t.pvalue == randomly((X, Y)).pvalue
    assert t.statistic == pytest.approx(X.mean() - Y.mean())


@each_frame
def test_groups_come_in_the_order_of_first_appearance(make):
    turned = {name: np.asarray(values)[::-1] for name, values in LONG.items()}
    t = exactly(make(turned), value="value", group="side")
    assert t.statistic == pytest.approx(Y.mean() - X.mean())
    assert t.n == (6, 7)


@each_frame
def test_wide_frame_with_unequal_columns(make):
    wide = {"case": X, "control": np.r_[Y, np.nan]}
    t = randomly(make(wide), columns=["case", "control"], nan_policy="omit")
    assert t.pvalue == randomly((X, Y)).pvalue
    assert (t.n, t.n_omitted) == ((7, 6), (0, 1))


@each_frame
def test_missing_labels_are_no_group(make):
    labels = ["case"] * 7 + ["control"] * 5 + [None]
    with pytest.raises(bt.errors.DataError, match="1 missing"):
        randomly(make({"value": LONG["value"], "side": labels}), value="value", group="side")


def test_pearson_is_of_pairs_and_a_function_of_that_name_is_not():
    def pearson(x, y):
        return x.mean() - y.mean()

    assert exactly((X, Y), pearson).pvalue == exactly((X, Y)).pvalue
    with pytest.raises(bt.errors.InputError, match="paired columns"):
        exactly((X, Y), "pearson")


def test_samples_of_one_are_refused():
    for data in (([1.0], [2.0, 3.0]), ([1.0, 2.0], [3.0]), ([1.0], [2.0])):
        with pytest.raises(bt.errors.DataError, match="has 1 value"):
            run(data)
