"""The command ``fit`` gives the numbers of the verb."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

import bootes
from bootes.datasets import transcript_counts

RUN = ("--n-resamples", 999, "--seed", 1)
GENES = ["Nanog", "Rest"]


@pytest.fixture
def genes(write):
    columns = transcript_counts(frame="dict")
    rows = zip(*columns.values(), strict=True)
    lines = [",".join(columns), *(",".join(map(str, row)) for row in rows)]
    return write("# simulated\n" + "\n".join(lines) + "\n", "genes.csv")


def numbers(content):
    return [
        (row["estimate"], row["low"], row["high"], row["low_error"], row["high_error"])
        for row in content["rows"]
    ]


def test_rows_are_the_numbers_of_the_verb_bit_for_bit(call_json, genes):
    content = call_json("fit", genes, "--columns", "Nanog,Rest", *RUN)
    results = bootes.fit(transcript_counts(), columns=GENES, n_resamples=999, rng=1)
    expected = []
    for name in GENES:
        limits = results[name].interval()
        parts = (results[name].params, limits.low, limits.high, *limits.error)
        expected += [tuple(map(float, row)) for row in zip(*parts, strict=True)]
    assert numbers(content) == expected
    assert [(row["column"], row["parameter"]) for row in content["rows"]] == [
        (name, parameter) for name in GENES for parameter in ("alpha", "b")
    ]
    assert content["provenance"]["seed"] == "1"
    prints = content["provenance"]["fingerprint"]
    assert prints == {name: results[name].provenance["fingerprint"] for name in GENES}


def test_options_reach_the_verb(call_json, genes):
    options = {
        "model": "gamma",
        "scheme": "iid",
        "method": "basic",
        "confidence_level": 0.8,
        "alternative": "greater",
        "on_error": "raise",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    words = [str(word).replace("_", "-") if str(word)[:2] == "--" else word for word in words]
    content = call_json("fit", genes, "--columns", "Rex1", *words, "--n-resamples", "1e2")
    seed = int(content["provenance"]["seed"])
    data = {"Rex1": transcript_counts(frame="dict")["Rex1"]}
    result = bootes.fit(data, **options, n_resamples=100, rng=seed)["Rex1"]
    assert [row["low"] for row in content["rows"]] == result.interval().low.tolist()
    assert [row["high"] for row in content["rows"]] == [None, None]


@pytest.mark.parametrize(
    "where",
    [
        ("--jobs", 1),
        ("--jobs", 2),
        ("--engine", "serial"),
        ("--engine", "threads", "--jobs", 2),
        ("--engine", "processes", "--jobs", 2),
    ],
)
def test_the_same_rows_wherever_it_runs(call_json, genes, where):
    run = ("fit", genes, "--columns", "Nanog,Rest", "--n-resamples", 2000, "--seed", 1)
    here, there = call_json(*run), call_json(*run, *where)
    assert here["provenance"].pop("execution") is not None
    assert there["provenance"].pop("execution") is not None
    assert here == there


def test_groups(call_json, counts):
    content = call_json("fit", counts, "--columns", "low", "--by", "gene", *RUN)
    labels = [(row["gene"], row["column"], row["parameter"]) for row in content["rows"]]
    assert labels == [(gene, "low", part) for gene in "AB" for part in ("alpha", "b")]
    data = {"low": np.array([3, 0, 5, 2, 7, 1, 4, 2]), "gene": np.array(list("AABABBAB"))}
    results = bootes.fit(data, columns=["low"], by="gene", n_resamples=999, rng=1)
    expected = [float(x) for result in results.values() for x in result.params]
    assert expected[0] == np.inf  # the counts of A vary less than a Poisson's
    assert [row["estimate"] for row in content["rows"]] == [None, *expected[1:]]
    assert "estimate is inf" in content["rows"][0]["status"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("low\n3\n0\n5\n2\n7\n", "a.csv"),
        ("\ufefflow\r\n3\r\n0\r\n5\r\n2\r\n7\r\n", "bom.csv"),
        ("# said\nlow;high\n\n3;1,5\n0;2\n# more\n5;3\n2;4\n7;5\n", "semicolon.csv"),
        (gzip.compress(b"low\n3\n0\n5\n2\n7\n"), "packed.csv.gz"),
    ],
)
def test_files_in_many_dresses(call_json, write, content, name):
    rows = call_json("fit", write(content, name), "--columns", "low", *RUN)["rows"]
    result = bootes.fit([3, 0, 5, 2, 7], n_resamples=0)
    assert [row["estimate"] for row in rows] == result.params.tolist()


def test_estimates_alone(call, call_json, counts):
    rows = call_json("fit", counts, "--columns", "low", "--n-resamples", 0)["rows"]
    assert [row["low"] for row in rows] == [None, None]
    outcome = call("fit", counts, "--columns", "low", "--n-resamples", 0)
    assert outcome.stderr == "bootes: warning: low: no bootstrap: --n-resamples 0\n"


def test_data_that_the_model_cannot_have_produced(call, write):
    outcome = call("fit", write("a\n1\n-2\n3\n"))
    assert outcome.exit_code == 2
    assert "needs counts" in outcome.stderr


def test_each_column_takes_as_many_resamples_as_it_needs(call_json, genes):
    words = ("--columns", "Nanog,Rest", "--n-resamples", "auto", "--seed", 1)
    words += ("--tolerance-of", "standard_error", "--tolerance", 0.015)
    rows = call_json("fit", genes, *words)["rows"]
    options = {"tolerance": 0.015, "tolerance_of": "standard_error", "rng": 1}
    results = bootes.fit(transcript_counts(), columns=GENES, n_resamples="auto", **options)
    told = {row["column"]: row["n_resamples"] for row in rows}
    assert told == {name: result.n_resamples for name, result in results.items()}
    assert all(result.precision.reached for result in results.values())
