"""Tidy rows: plain values, nothing rounded, the interval of the result."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

import bootes as bt
from bootes.errors import InputTypeError
from bootes.results.mapping import ResultMapping
from bootes.results.rows import rows_of
from tests.results.examples import EXAMPLES, example, sample

PLAIN = (float, int, str, bool, type(None))


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_are_plain_and_alike(name):
    rows = rows_of(example(name))
    assert all(type(value) in PLAIN for row in rows for value in row.values())
    assert len({tuple(row) for row in rows}) == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_survive_json(name):
    rows = rows_of(example(name))
    assert repr(json.loads(json.dumps(rows))) == repr(rows)


@pytest.mark.parametrize("name", ["scalar", "failures", "two samples", "one-sided"])
def test_a_scalar_row_is_the_result(name):
    r = example(name)
    (row,) = rows_of(r)
    low, high = r.interval()
    assert row["statistic"] == r._plan.statistic.name
    assert row["estimate"] == r.estimate
    assert (row["low"], row["high"]) == (low, high)
    assert repr((row["low_error"], row["high_error"])) == repr(r.interval().error)
    assert np.array_equal(row["standard_error"], r.standard_error, equal_nan=True)
    assert np.array_equal(row["bias"], r.bias, equal_nan=True)
    told = ("n_resamples", "n_failed", "n_boundary", "confidence_level", "method")
    assert {key: row[key] for key in told} == {key: getattr(r, key) for key in told}


def test_sizes_of_several_samples_are_text():
    assert rows_of(example("two samples"))[0]["n"] == "50+40"
    assert rows_of(example("test"))[0]["n"] == "50+50"
    assert rows_of(example("scalar"))[0]["n"] == 50


def test_components_are_rows():
    rows = rows_of(example("vector"))
    r = example("vector")
    assert [row["component"] for row in rows] == ["mean", "spread", "nothing"]
    assert [row["low"] for row in rows[:2]] == r.interval_or_none.low[:2].tolist()
    assert [row["status"] for row in rows] == list(r.interval_or_none.status)
    assert rows[2]["status"]


@pytest.mark.parametrize(
    ("name", "why"), [("moments", "keep="), ("one resample", "n_resamples=39")]
)
def test_without_an_interval_the_status_says_why(name, why):
    (row,) = rows_of(example(name))
    assert math.isnan(row["low"])
    assert math.isnan(row["high_error"])
    assert why in row["status"]


def test_groups_and_columns_lead():
    rows = rows_of(example("groups"))
    assert list(rows[0])[:4] == ["gene", "column", "statistic", "estimate"]
    told = [(row["gene"], row["column"], row["n"]) for row in rows]
    assert told == [("A", "Nanog", 30), ("A", "Rest", 29), ("B", "Nanog", 20), ("B", "Rest", 20)]


def test_a_group_called_like_a_number_of_ours_keeps_its_labels():
    data = {"n": ["x"] * 20 + ["y"] * 20, "a": sample(40)}
    rows = rows_of(bt.bootstrap(data, "mean", by="n", n_resamples=99, rng=1, engine="serial"))
    assert [(row["n (group)"], row["n"]) for row in rows] == [("x", 20), ("y", 20)]


def test_fits():
    rows = rows_of(example("fits"))
    assert list(rows[0])[:3] == ["column", "parameter", "estimate"]
    assert [row["parameter"] for row in rows] == ["alpha", "b"] * 2
    assert [row["estimate"] for row in rows[:2]] == example("fits")["Nanog"].params.tolist()
    assert rows[0]["loglik"] == example("fits")["Nanog"].loglik
    assert rows[0]["converged"] is True


def test_fits_without_a_bootstrap():
    for row in rows_of(example("fit without bootstrap")):
        assert row["status"] == "no bootstrap: n_resamples=0"
        assert row["n_resamples"] == 0
        assert math.isnan(row["low"])
        assert row["estimate"] > 0


def test_fits_with_and_without_share_their_columns():
    rows = rows_of(example("fit at a boundary"))
    assert rows[0]["estimate"] == math.inf
    assert len({tuple(row) for row in rows}) == 1


@pytest.mark.parametrize("name", ["test", "exact test", "vector test", "test without hits"])
def test_permutation_rows(name):
    t = example(name)
    rows = rows_of(t)
    for key, told in {
        "value": t.statistic,
        "pvalue": t.pvalue,
        "pvalue_error": t.pvalue_error,
        "pvalue_low": t.pvalue_interval[0],
        "pvalue_high": t.pvalue_interval[1],
        "n_ties": t.n_ties,
    }.items():
        assert [row[key] for row in rows] == np.atleast_1d(told).tolist()
    assert all(row["pvalue"] > 0 for row in rows)
    assert rows[0]["two_sided"] == t.two_sided
    assert rows[0]["method"] == t.method


def test_one_sided_tests_have_no_two_sided_rule():
    assert rows_of(example("one-sided test"))[0]["two_sided"] == ""


def test_what_is_no_result():
    with pytest.raises(InputTypeError, match="a dict is not a result"):
        rows_of({})
    assert rows_of(ResultMapping({})) == []
