"""The command ``test`` gives the numbers of the verb."""

from __future__ import annotations

import numpy as np
import pytest

import bootes

LOW = {"A": [3, 0, 2, 4], "B": [5, 7, 1, 2]}
SAMPLES = tuple(map(np.array, LOW.values()))
STATISTICS = ["mean_difference", "median_difference", "mean_ratio", "welch_t", "rank_sum"]


def facts(result):
    return result.statistic, result.pvalue, result.pvalue_error, *result.pvalue_interval


def told(content):
    (row,) = content["rows"]
    return tuple(
        row[key] for key in ("value", "pvalue", "pvalue_error", "pvalue_low", "pvalue_high")
    )


@pytest.mark.parametrize("statistic", STATISTICS)
@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
@pytest.mark.parametrize("method", ["montecarlo", "exact"])
def test_long_form(call_json, counts, statistic, alternative, method):
    words = ("--statistic", statistic, "--alternative", alternative, "--method", method)
    run = ("--n-resamples", 499, "--seed", 3)
    content = call_json("test", counts, "--value", "low", "--group", "gene", *words, *run)
    result = bootes.permutation_test(
        SAMPLES, statistic, alternative=alternative, method=method, n_resamples=499, rng=3
    )
    assert told(content) == facts(result)


def test_wide_form_and_its_missing_ends(call, call_json, write):
    path = write("A,B,C\n3,5,x\n0,7,x\n2,1,x\n4,2,x\n,9,x\n")
    assert call("test", path, "--columns", "A,B").exit_code == 2
    content = call_json("test", path, "--columns", "A,B", "--nan-policy", "omit")
    result = bootes.permutation_test((SAMPLES[0], np.append(SAMPLES[1], 9)))
    assert told(content) == facts(result)
    assert content["rows"][0]["n"] == "4+5"
    other = call_json("test", path, "--columns", "B", "--columns", "A", "--nan-policy", "omit")
    assert other["rows"][0]["value"] == -content["rows"][0]["value"]


@pytest.mark.parametrize("two_sided", ["abs", "doubled", "minlike"])
def test_two_sided(call_json, counts, two_sided):
    words = ("--value", "low", "--group", "gene", "--method", "exact", "--two-sided", two_sided)
    result = bootes.permutation_test(SAMPLES, method="exact", two_sided=two_sided)
    assert told(call_json("test", counts, *words)) == facts(result)


@pytest.mark.parametrize(
    "where",
    [
        ("--jobs", 1),
        ("--engine", "threads", "--jobs", 2),
        ("--engine", "processes", "--jobs", 2),
    ],
)
def test_the_same_rows_wherever_it_runs(call_json, counts, where):
    run = ("test", counts, "--value", "high", "--group", "gene", "--method", "montecarlo")
    run = (*run, "--n-resamples", "1e5", "--seed", 1)
    assert call_json(*run)["rows"] == call_json(*run, *where)["rows"]


def test_more_groups_than_the_statistic_takes(call, write):
    path = write("g,y\na,1\na,2\nb,3\nb,4\nc,5\nc,6\n")
    outcome = call("test", path, "--value", "y", "--group", "g")
    assert outcome.exit_code == 2
    assert "of 2 samples, and the data have 3" in outcome.stderr
    assert "in a test two groups" in outcome.stderr


def test_one_group(call, write):
    outcome = call("test", write("g,y\na,1\na,2\n"), "--value", "y", "--group", "g")
    assert outcome.exit_code == 2
    assert "column 'g' holds one group, 'a'" in outcome.stderr


def test_rows_without_a_label(call, call_json, write):
    path = write("g,y\na,1\na,2\n,100\nb,3\nb,4\n")
    words = ("test", path, "--value", "y", "--group", "g")
    outcome = call(*words)
    assert outcome.exit_code == 2
    assert "no label in column 'g'. Leave them out with --nan-policy omit." in outcome.stderr
    assert call_json(*words, "--nan-policy", "omit")["rows"][0]["value"] == -2.0
    noted = call(*words, "--nan-policy", "omit").stderr
    assert noted == "bootes: note: 1 of 5 rows have no label in column 'g' and are left out.\n"


def test_a_value_column_with_a_comma_in_its_name(call_json, write):
    path = write('"y, mm",g\n1,a\n2,a\n3,b\n5,b\n')
    assert told(call_json("test", path, "--value", "y, mm", "--group", "g"))[0] == -2.5


@pytest.mark.parametrize("values", [("--value", "low,high"), ("--value", "low", "--value", "high")])
def test_several_columns_of_values_and_statistics(call_json, counts, values):
    statistics = ["mean_difference", "welch_t"]
    words = [word for name in statistics for word in ("--statistic", name)]
    run = ("--n-resamples", 49, "--seed", 3)
    rows = call_json("test", counts, *values, "--group", "gene", *words, *run)["rows"]
    frame = {
        "gene": list("AABABBAB"),
        "low": [3, 0, 5, 2, 7, 1, 4, 2],
        "high": [10, 12, 31, 14, 25, 8, 19, 22],
    }
    options = {"value": ["low", "high"], "group": "gene", "n_resamples": 49, "rng": 3}
    results = bootes.permutation_test(frame, statistics, **options)
    assert [(row["column"], row["statistic"]) for row in rows] == [
        (column, name) for column in ("low", "high") for name in statistics
    ]
    assert [row["pvalue"] for row in rows] == [r.pvalue for r in results.values()]


def test_one_column_of_values_is_a_single_result(call_json, counts):
    (row,) = call_json("test", counts, "--value", "low", "--group", "gene")["rows"]
    assert "column" not in row


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--value", "low,none", "--group", "gene"), "unknown column 'none'"),
        (("--value", "low,low", "--group", "gene"), "column 'low' is named twice"),
        (("--value", "gene,low", "--group", "gene"), "column 'gene'"),
        (("--value", "low,high"), "name the samples by --value and --group together"),
        (("--value", "low", "--columns", "low,high"), "name the samples by --value and --group"),
    ],
)
def test_values_that_are_none(call, counts, words, told):
    outcome = call("test", counts, *words)
    assert outcome.exit_code == 2
    assert told in outcome.stderr
