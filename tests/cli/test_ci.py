"""The command ``ci`` gives the numbers of the verb."""

from __future__ import annotations

import numpy as np
import pytest

import bootes

DATA = {
    "low": np.array([3, 0, 5, 2, 7, 1, 4, 2]),
    "high": np.array([10, 12, 31, 14, 25, 8, 19, 22]),
    "gene": np.array(list("AABABBAB")),
}
RUN = ("--n-resamples", 999, "--seed", 5)


@pytest.mark.parametrize(
    "statistic", ["mean", "median", "variance", "std", "quantile:0.9", "quantile:.25"]
)
@pytest.mark.parametrize("method", ["auto", "percentile", "basic", "normal", "bca"])
def test_statistics_of_columns(call_json, counts, statistic, method):
    options = ("--statistic", statistic, "--columns", "low,high", "--method", method)
    options += ("--confidence-level", 0.6)
    rows = call_json("ci", counts, *options, *RUN)["rows"]
    results = bootes.bootstrap(
        DATA,
        statistic,
        columns=["low", "high"],
        method=method,
        confidence_level=0.6,
        n_resamples=999,
        rng=5,
    )
    for row, result in zip(rows, results.values(), strict=True):
        limits = result.interval()
        assert (row["estimate"], row["low"], row["high"]) == (result.estimate, *limits)
        assert (row["low_error"], row["high_error"]) == limits.error
        assert (row["standard_error"], row["bias"]) == (result.standard_error, result.bias)


@pytest.mark.parametrize("statistic", ["mean_difference", "welch_t", "mean_ratio", "pearson"])
@pytest.mark.parametrize("paired", [False, True])
def test_statistics_of_two_columns(call_json, counts, statistic, paired):
    flag = ["--paired"] if paired else []
    words = ("--statistic", statistic, "--columns", "high,low", *flag)
    (row,) = call_json("ci", counts, *words, *RUN)["rows"]
    data = {name: DATA[name] for name in ("high", "low")}
    result = bootes.bootstrap(data, statistic, paired=paired, n_resamples=999, rng=5)
    assert (row["estimate"], row["low"], row["high"]) == (result.estimate, *result.interval())


def test_groups_and_one_sided(call_json, counts):
    words = ("--columns", "high", "--by", "gene", "--alternative", "less", *RUN)
    rows = call_json("ci", counts, *words)["rows"]
    results = bootes.bootstrap(
        DATA, "mean", columns="high", by="gene", alternative="less", n_resamples=999, rng=5
    )
    assert [row["gene"] for row in rows] == ["A", "B"]
    assert [row["high"] for row in rows] == [result.interval().high for result in results.values()]
    assert [row["low"] for row in rows] == [None, None]


def test_missing_values(call, call_json, write):
    path = write("a,b\n1,5\n,6\n3,NA\n4,8\n9,2\n7,\n")
    outcome = call("ci", path)
    assert outcome.exit_code == 2
    assert outcome.stderr == (
        f"bootes: error: {path}: column 'a', line 3: '' is a missing value, one of 1 in 6 rows of "
        "this column. Leave them out with --nan-policy omit.\n"
    )
    rows = call_json("ci", path, "--nan-policy", "omit", *RUN)["rows"]
    nan = np.nan
    data = {"a": [1, nan, 3, 4, 9, 7], "b": [5, 6, nan, 8, 2, nan]}
    results = bootes.bootstrap(data, "mean", nan_policy="omit", n_resamples=999, rng=5)
    assert [row["n"] for row in rows] == [5, 4]
    assert [row["high"] for row in rows] == [r.interval().high for r in results.values()]


def test_infinite_values_are_refused(call, write):
    outcome = call("ci", write("a\n1\ninf\n3\n"), "--nan-policy", "omit")
    assert outcome.exit_code == 2
    assert "column 'a' has 1 infinite value" in outcome.stderr


def test_failing_resamples_end_the_run_or_are_counted(call, call_json, write):
    path = write("x,y\n1,2\n2,5\n3,3\n")
    words = ("ci", path, "--statistic", "pearson", "--columns", "x,y", "--method", "percentile")
    outcome = call(*words, *RUN)
    assert outcome.exit_code == 3
    assert outcome.stdout == ""
    (line,) = outcome.stderr.splitlines()
    assert line.startswith("bootes: error: the statistic 'pearson' failed on resample ")
    assert "--on-error omit" in line
    (row,) = call_json(*words, *RUN, "--on-error", "omit")["rows"]
    data = {"x": [1, 2, 3], "y": [2, 5, 3]}
    result = bootes.bootstrap(
        data, "pearson", method="percentile", on_error="omit", n_resamples=999, rng=5
    )
    assert row["n_failed"] == result.n_failed > 0
    told = call(*words, *RUN, "--on-error", "omit").stderr
    assert f"bootes: warning: {result.n_failed} of 999 replicates failed" in told


def test_a_statistic_that_the_data_do_not_have(call, write):
    path = write("x,y\n1,1\n1,2\n1,3\n")
    outcome = call("ci", path, "--statistic", "pearson", "--columns", "x,y")
    assert outcome.exit_code == 3
    assert "NaN on the data" in outcome.stderr


def test_undefined_limits_warn_with_their_column(call, call_json, write):
    path = write("same,other\n2,1\n2,2\n2,4\n")
    outcome = call("ci", path, *RUN)
    assert outcome.exit_code == 0
    assert all(line.startswith("bootes: warning: same: ") for line in outcome.stderr.splitlines())
    assert outcome.stderr != ""
    same, other = call_json("ci", path, *RUN)["rows"]
    assert same["low"] is same["high"] is None
    assert same["status"] != ""
    assert other["low"] < other["estimate"] < other["high"]
    assert other["status"] == ""


def test_other_columns_are_noted(call, counts):
    assert call("ci", counts, *RUN).stderr == "bootes: note: no numbers in 'gene'.\n"


def test_standard_input(call, counts):
    words = ("--columns", "low", *RUN)
    piped = call("ci", "-", *words, input=counts.read_text())
    assert piped.stdout == call("ci", counts, *words).stdout != ""


def test_as_many_resamples_as_a_tolerance_asks_for(call_json, counts):
    words = ("--columns", "low,high", "--n-resamples", "auto", "--tolerance", 0.05, "--seed", 5)
    content = call_json("ci", counts, *words, "--max-resamples", "1e5", "--method", "percentile")
    data = {name: DATA[name] for name in ("low", "high")}
    options = {"tolerance": 0.05, "max_resamples": 100_000, "method": "percentile", "rng": 5}
    results = bootes.bootstrap(data, "mean", n_resamples="auto", **options)
    rows = content["rows"]
    assert [row["n_resamples"] for row in rows] == [r.n_resamples for r in results.values()]
    assert [row["high"] for row in rows] == [r.interval().high for r in results.values()]
    facts = [r.provenance["precision"] for r in results.values()]
    told = content["provenance"]["precision"]
    assert [told["low"]["stages"], told["high"]["stages"]] == [fact["stages"] for fact in facts]


def test_a_tolerance_that_was_not_reached_is_remarked_once(call, counts):
    words = ("--columns", "low", "--n-resamples", "auto", "--tolerance", 0.001, "--seed", 5)
    outcome = call("ci", counts, *words, "--max-resamples", 2_000)
    assert outcome.exit_code == 0
    assert outcome.stderr.count("--max-resamples 2000 are too few") == 1
    assert "bootes: warning: low: with 2,000 resamples" in outcome.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--tolerance", 0.1), "--tolerance 0.1 goes with --n-resamples auto, not with 9999."),
        (("--n-resamples", "auto", "--tolerance", 2), "--tolerance 2.0 is not between 0 and 1"),
    ],
)
def test_tolerances_that_mean_nothing(call, counts, words, told):
    outcome = call("ci", counts, "--columns", "low", *words)
    assert outcome.exit_code == 2
    assert told in outcome.stderr


def test_several_statistics_share_their_resamples(call_json, counts):
    words = ("--columns", "low,high", "--statistic", "mean", "--statistic", "median", *RUN)
    rows = call_json("ci", counts, *words)["rows"]
    options = {"columns": ["low", "high"], "n_resamples": 999, "rng": 5}
    results = bootes.bootstrap(DATA, ["mean", "median"], **options)
    assert [(row["column"], row["statistic"]) for row in rows] == [
        (column, statistic) for column in ("low", "high") for statistic in ("mean", "median")
    ]
    assert [row["high"] for row in rows] == [r.interval().high for r in results.values()]
    alone = call_json("ci", counts, "--columns", "high", "--statistic", "median", *RUN)["rows"]
    assert alone[0]["high"] == rows[-1]["high"]


@pytest.mark.parametrize("columns", [(), ("--columns", "low")])
def test_a_column_of_weights(call, call_json, counts, columns):
    rows = call_json("ci", counts, *columns, "--weights", "high", *RUN)["rows"]
    results = bootes.bootstrap(DATA, "mean", columns="low", weights="high", n_resamples=999, rng=5)
    (row,) = rows  # the weights are no values
    assert row["estimate"] == np.average(DATA["low"], weights=DATA["high"])
    assert (row["low"], row["high"]) == tuple(results["low"].interval())
    assert "no numbers in 'gene'" in call("ci", counts, "--weights", "high", *RUN).stderr


def test_weights_of_groups(call_json, counts):
    words = ("--columns", "low", "--by", "gene", "--weights", "high", *RUN)
    rows = call_json("ci", counts, *words)["rows"]
    groups = [DATA["gene"] == label for label in "AB"]
    expected = [np.average(DATA["low"][rows], weights=DATA["high"][rows]) for rows in groups]
    assert [row["estimate"] for row in rows] == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--weights", "none"), "unknown column 'none'"),
        (("--weights", "gene"), "column 'gene', line 2: 'A' is not a number"),
        (("--columns", "low,high", "--weights", "high"), "column 'high' is named twice"),
        (("--by", "gene", "--weights", "gene"), "column 'gene', line 2: 'A' is not a number"),
        (("--weights", "high", "--statistic", "mad"), "'mad' has no weighted form"),
    ],
)
def test_weights_that_are_none(call, counts, words, told):
    outcome = call("ci", counts, *words)
    assert outcome.exit_code == 2
    assert told in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1


def test_weights_of_pairs_and_of_two_samples(call, call_json, write):
    path = write("x,y,w\n1,5,1\n2,6,2\n4,9,1\n7,7,3\n")
    words = ("--columns", "x,y", "--weights", "w", "--on-error", "omit", *RUN)
    (row,) = call_json("ci", path, *words, "--statistic", "pearson", "--method", "basic")["rows"]
    covariance = np.cov([1, 2, 4, 7], [5, 6, 9, 7], aweights=[1, 2, 1, 3])
    expected = covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1])
    assert row["estimate"] == pytest.approx(expected, rel=1e-12)
    outcome = call("ci", path, *words, "--statistic", "mean_difference")
    assert outcome.exit_code == 2
    assert "--weights names one; from Python, pass a tuple of two arrays." in outcome.stderr


def test_an_unknown_statistic_is_told_where_the_names_are(call, counts):
    outcome = call("ci", counts, "--statistic", "mean", "--statistic", "meen")
    assert outcome.exit_code == 2
    assert "Did you mean 'mean'?" in outcome.stderr
    assert "All names are in the help of 'bootes ci'." in outcome.stderr
