"""The CSV of results."""

from __future__ import annotations

import csv
import io
import math

import pytest

import bootes
from bootes.cli.as_csv import as_csv, cell
from bootes.results.rows import rows_of


def read(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_rows_in_full():
    data = {"x": [1.5, 2.25, 4.0, 8.1], "y": [1.0, 2.0, 3.0, 4.5]}
    result = bootes.bootstrap(data, "mean", n_resamples=199, rng=1)
    for written, row in zip(read(as_csv(result, {})), rows_of(result), strict=True):
        assert list(written) == list(row)
        for key, value in row.items():
            assert type(value)(written[key]) == value


def test_lines_end_as_the_standard_says():
    content = as_csv(bootes.bootstrap([1.0, 2.0, 3.0], "mean", rng=1), {})
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == content.count(b"\n") == 2


def test_open_ends_and_undefined_numbers():
    result = bootes.bootstrap([1.0, 2.0, 4.0], "mean", alternative="less", n_resamples=99, rng=1)
    (row,) = read(as_csv(result, {}))
    assert float(row["low"]) == -math.inf


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "  =1", "\uff1d1", "-x"])
def test_text_that_a_spreadsheet_would_compute_is_guarded(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-1", "+1.5e3", "", "a=b", "gene", "'quoted"])
def test_other_text_is_not(text):
    assert cell(text) == text


def test_control_characters_are_not_written():
    assert cell("\t=1\x1b[2J") == "' =1"
    assert cell("a\r\nb") == "a b"


def test_hostile_names_stay_in_their_cells():
    name = '=cmd|"x",\n<b>'
    (row,) = read(as_csv(bootes.bootstrap({name: [1.0, 2.0, 3.0]}, "mean", rng=1), {}))
    assert row["column"] == '\'=cmd|"x", <b>'
    assert float(row["estimate"]) == 2.0
