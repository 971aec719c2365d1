"""Several statistics in one call, extra arguments, functions of frames."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd
import polars as pl
import pytest

import bootes as bt
from bootes.errors import DataError, InputError, InputTypeError, StatisticError

X, Y = (np.random.default_rng(s).gamma(2.0, 2.0, 30) for s in (1, 2))
TABLE = {"x": X, "y": Y, "kind": np.array(list("abc") * 10)}
run = functools.partial(bt.bootstrap, n_resamples=199, rng=3)


def mean(values):
    return float(np.asarray(values).mean())  # polars' series takes no axis


def share(v):
    return (v > 2.0).mean()


class TestSeveralStatistics:
    def test_each_is_as_if_run_alone(self):
        together = run(X, ["mean", np.median, share])
        assert list(together) == ["mean", "median", "share"]
        for label, one in zip(together, ("mean", "median", share), strict=True):
            np.testing.assert_array_equal(together[label].replicates, run(X, one).replicates)

    def test_labels_of_a_dict_are_the_names(self):
        result = run(X, {"centre": "median", "above 2": share})
        assert list(result.to_frame()["statistic"]) == ["centre", "above 2"]

    def test_columns_and_groups_come_first(self):
        result = run(TABLE, ["mean", "std"], columns=["x", "y"], by="kind")
        assert list(result)[:3] == [("a", "x", "mean"), ("a", "x", "std"), ("a", "y", "mean")]
        assert len(result.to_frame()) == 12
        alone = run(X[TABLE["kind"] == "a"], "std")
        assert result["a", "x", "std"].estimate == alone.estimate

    def test_a_statistic_of_columns_takes_them_all(self):
        result = run(TABLE, ["mean", "pearson"], columns=["x", "y"])
        assert list(result) == [("x", "mean"), ("y", "mean"), "pearson"]
        np.testing.assert_array_equal(
            result["pearson"].replicates, run((X, Y), "pearson").replicates
        )

    def test_the_table_says_of_how_many_statistics(self):
        assert repr(run(X, ["mean", "std"])).startswith("bootstrap of 2 statistics: 2 results")
        assert repr(run(TABLE, "mean")).startswith("bootstrap of mean: 2 columns")

    @pytest.mark.parametrize(
        ("statistics", "words"),
        [([], "empty"), ({}, "empty"), ([lambda v: 1.0, lambda v: 2.0], "Pass a dict from label")],
    )
    def test_none_and_twins_are_refused(self, statistics, words):
        with pytest.raises(InputError, match=words):
            run(X, statistics)


class TestArguments:
    def test_they_follow_the_samples(self):
        def above(v, limit, *, scale):
            return (v > limit).mean() * scale

        result = run(X, above, args=(2.0,), kwargs={"scale": 100.0})
        np.testing.assert_array_equal(result.replicates, 100.0 * run(X, share).replicates)

    def test_they_keep_their_order(self):
        def between(v, low, high):
            return ((v > low) & (v < high)).mean()

        got = run(X, between, args=(1.0, 2.0))
        want = run(X, lambda v: ((v > 1.0) & (v < 2.0)).mean())
        assert 0.0 < want.estimate < 1.0
        np.testing.assert_array_equal(got.replicates, want.replicates)

    def test_several_samples_come_first(self):
        def gap(v, w, power, /):
            return v.mean() ** power - w.mean() ** power

        got = run((X, Y), gap, args=(2.0,), compile=False).replicates
        want = run((X, Y), lambda v, w: v.mean() ** 2.0 - w.mean() ** 2.0, compile=False).replicates
        np.testing.assert_array_equal(got, want)

    def test_what_numpy_takes_is_recognised(self):
        for result in (run(X, np.quantile, args=(0.9,)), run(X, np.quantile, kwargs={"q": 0.9})):
            assert result.provenance["statistic"] == "quantile:0.9"
        assert "kernel" in run(X, np.std, kwargs={"ddof": 1}).provenance["form"]

    def test_they_are_part_of_the_fingerprint(self):
        prints = {run(X, share_above, args=(c,)).provenance["fingerprint"] for c in (1.0, 2.0)}
        assert len(prints) == 2

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"args": 0.9}, "args=0.9 is not a tuple"),
            ({"kwargs": {1: 2}}, "not a dict of keyword arguments"),
            ({"statistic": "mean", "args": (1,)}, "statistic is 'mean'"),
        ],
    )
    def test_what_they_cannot_be(self, options, words):
        with pytest.raises(InputTypeError, match=words):
            run(X, **{"statistic": share_above, **options})


def share_above(v, limit):
    return (v > limit).mean()


FRAMES = {"dict": dict, "pandas": pd.DataFrame, "polars": pl.DataFrame}


@pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES)
class TestFrames:
    def test_the_function_gets_rows_of_the_kind_of_frame(self, make):
        frame = make(TABLE)
        kinds = set()

        def ratio(rows):
            kinds.add(type(rows))
            return mean(rows["x"]) / mean(rows["y"])

        result = run(frame, ratio, as_frame=True)
        assert kinds == {type(frame)}
        want = run((X, Y), lambda x, y: np.mean(x) / np.mean(y), paired=True, compile=False)
        np.testing.assert_allclose(result.replicates, want.replicates, rtol=1e-12)
        assert result.provenance["form"] == "python (called with frames)"

    def test_text_columns_stay_with_their_rows(self, make):
        def first_kind(rows):
            kinds, x = np.asarray(rows["kind"]), np.asarray(rows["x"])
            assert set(x[kinds == "a"]) <= set(X[TABLE["kind"] == "a"])
            return float(np.sum(kinds == "a"))

        assert run(make(TABLE), first_kind, as_frame=True).estimate == 10.0

    def test_groups_are_frames_of_their_own(self, make):
        result = run(make(TABLE), lambda rows: len(rows["x"]), as_frame=True, by="kind")
        assert {label: one.estimate for label, one in result.items()} == dict.fromkeys("abc", 10.0)

    def test_columns_are_all_that_the_function_gets(self, make):
        def width(rows):
            return float(len(list(rows if isinstance(rows, dict) else rows.columns)))

        assert run(make(TABLE), width, as_frame=True, columns=["x", "kind"]).estimate == 2.0

    def test_missing_values(self, make):
        frame = make({"x": [1.0, np.nan, 3.0, 4.0], "y": [1.0, 2.0, 3.0, 5.0]})
        with pytest.raises(DataError, match="column 'x' has 1 missing, the first in row 1"):
            run(frame, lambda rows: mean(rows["y"]), as_frame=True)
        result = run(frame, lambda rows: mean(rows["y"]), as_frame=True, nan_policy="omit")
        assert (result.estimate, result.n, result.n_omitted) == (3.0, (3,), (1,))

    def test_missing_values_of_a_later_group(self, make):
        frame = make({"x": [1.0, 2.0, 3.0, 4.0, np.nan, 6.0, 8.0], "kind": list("aaabbbb")})
        found = run(frame, lambda rows: mean(rows["x"]), as_frame=True, by="kind",
                    nan_policy="omit")  # fmt: skip
        told = {label: (one.estimate, one.n, one.n_omitted) for label, one in found.items()}
        assert told == {"a": (2.0, (3,), (0,)), "b": (6.0, (3,), (1,))}

    def test_replay_gives_the_frame(self, make):
        result = run(make(TABLE), lambda rows: mean(rows["x"]), as_frame=True)
        assert (mean(result.replay(7)["x"])) == result.replicates[7]

    def test_other_data_are_another_fingerprint(self, make):
        other = {**TABLE, "kind": np.array(list("abd") * 10)}
        prints = {
            run(make(t), first_x, as_frame=True).provenance["fingerprint"] for t in (TABLE, other)
        }
        assert len(prints) == 2


def first_x(rows):
    return float(np.asarray(rows["x"])[0])


def test_names_of_a_series_are_the_components():
    result = run(pd.DataFrame(TABLE)[["x", "y"]], lambda rows: rows.mean(), as_frame=True)
    assert result.names == ("x", "y")


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"statistic": "mean"}, InputTypeError, "as_frame=True hands over frames"),
        ({"statistic": first_x, "compile": True}, InputError, "compile=True needs"),
        ({"statistic": first_x, "vectorized": True}, InputError, "vectorized=True needs"),
        ({"statistic": lambda rows: rows["z"].sum()}, StatisticError, "raised KeyError"),
        ({"statistic": first_x, "data": X}, InputTypeError, "as_frame=True names columns"),
        ({"statistic": first_x, "as_frame": 1}, InputError, "as_frame=1 is not True or False"),
    ],
)
def test_what_functions_of_frames_cannot_be(options, error, words):
    with pytest.raises(error, match=words):
        run(**{"data": TABLE, "as_frame": True, **options})


def test_processes_give_the_same_bits():
    results = [
        run(TABLE, ["mean", share], columns=["x"], engine=engine)
        for engine in ("serial", "threads")
    ]
    frames = [
        run(TABLE, first_x, as_frame=True, engine=e, n_jobs=2) for e in ("threads", "processes")
    ]
    for label in results[0]:
        np.testing.assert_array_equal(results[0][label].replicates, results[1][label].replicates)
    np.testing.assert_array_equal(frames[0].replicates, frames[1].replicates)


class TestPermutation:
    def test_each_statistic_is_as_if_run_alone(self):
        run = functools.partial(bt.permutation_test, (X[:20], Y), n_resamples=199, rng=4)
        both = run(["mean_difference", "welch_t"])
        assert list(both) == ["mean_difference", "welch_t"]
        for name in both:
            assert both[name].pvalue == run(name).pvalue

    def test_columns_of_values_share_the_dealing(self):
        run = functools.partial(bt.permutation_test, TABLE, group="kind", n_resamples=199, rng=4)

        def spread(a, b, c):
            return np.std([a.mean(), b.mean(), c.mean()])

        both = run(spread, value=["x", "y"], compile=False)
        assert list(both) == ["x", "y"]
        assert list(both.to_frame()["column"]) == ["x", "y"]
        for name in both:
            assert both[name].pvalue == run(spread, value=name, compile=False).pvalue

    @pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES)
    def test_groups_of_rows_are_frames(self, make):
        two = {name: values[TABLE["kind"] != "c"] for name, values in TABLE.items()}

        def gap(a, b):
            return mean(a["x"]) - mean(b["x"])

        got = bt.permutation_test(
            make(two), gap, group="kind", as_frame=True, n_resamples=299, rng=4
        )
        samples = tuple(two["x"][two["kind"] == label] for label in "ab")
        want = bt.permutation_test(samples, "mean_difference", n_resamples=299, rng=4)
        assert (got.pvalue, got.n) == (want.pvalue, (10, 10))

    def test_rows_of_matrices_are_dealt(self):
        a, b = np.column_stack([X, Y])[:12], np.column_stack([Y, X])[:9]

        def distance(u, v):
            return float(np.abs(u.mean(axis=0) - v.mean(axis=0)).max())

        test = bt.permutation_test((a, b), distance, n_resamples=299, rng=4, compile=False)
        u, v = test.replay(17)
        assert (u.shape, v.shape) == ((12, 2), (9, 2))
        rows = sorted(map(tuple, np.vstack([u, v])))
        assert rows == sorted(map(tuple, np.vstack([a, b])))

    def test_as_frame_needs_groups(self):
        with pytest.raises(InputError, match="as_frame=True needs group="):
            bt.permutation_test(TABLE, first_x, as_frame=True, value="x", group="kind")
