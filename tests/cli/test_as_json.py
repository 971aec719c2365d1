"""The JSON of results."""

from __future__ import annotations

import json

import numpy as np
import pytest

import bootes
from bootes.cli.as_json import as_json
from bootes.results.rows import rows_of


def read(text):
    return json.loads(text, parse_constant=pytest.fail)


def test_rows_are_the_tidy_rows_bit_for_bit():
    result = bootes.bootstrap({"x": [1.5, 2.25, 4.0, 8.1]}, "mean", n_resamples=199, rng=1)
    content = read(as_json(result, {"command": "ci"}))
    assert list(content) == ["rows", "provenance"]
    assert content["rows"] == rows_of(result)
    assert next(iter(content["provenance"])) == "command"


def test_what_json_does_not_know_is_null_and_said_in_the_status():
    result = bootes.bootstrap([1.0, 2.0, 4.0], "mean", alternative="less", n_resamples=99, rng=1)
    (row,) = read(as_json(result, {}))["rows"]
    assert row["low"] is None
    assert row["high"] == result.interval().high
    assert row["status"] == "low is -inf"
    fit = bootes.fit([1.0, 2.0], "normal", n_resamples=0)
    rows = read(as_json(fit, {}))["rows"]
    assert [row["low"] for row in rows] == [None, None]
    assert rows[0]["status"].startswith("no bootstrap: n_resamples=0; low is nan, high is nan")


def test_a_test_has_a_status_too():
    result = bootes.permutation_test(([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]))
    (row,) = read(as_json(result, {}))["rows"]
    assert row["status"] == ""
    assert row["pvalue"] == result.pvalue == 0.1


def test_only_the_execution_differs_from_run_to_run():
    data = {"x": np.arange(9.0), "y": np.arange(9.0) ** 2}
    first, second = (
        read(as_json(bootes.bootstrap(data, "median", rng=3, engine=engine, n_jobs=jobs), {}))
        for engine, jobs in [("serial", None), ("threads", 2)]
    )
    one, two = (content["provenance"].pop("execution") for content in (first, second))
    assert first == second
    assert one["engine"], two["engine"] == ("serial", "threads")


def test_the_text_is_ascii_whatever_the_names():
    name = "\x1b]0;title\x07\x9b31m\u202eGen \u00e9"
    text = as_json(bootes.bootstrap({name: [1.0, 2.0, 3.0]}, "mean", rng=1), {})
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    assert read(text)["rows"][0]["column"] == name
