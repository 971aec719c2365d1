"""Rows of an interval plot are read in both spellings, and wrong ones are refused."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from bootes.errors import InputError, InputTypeError
from bootes.viz.rows import LABEL_WIDTH, IntervalRow, as_interval_rows, axis_names


def test_both_spellings_of_the_limits_are_read():
    pair = {"label": "a", "estimate": np.float64(2), "conf_int": np.array([1.0, 3.0])}
    two = {"label": "a", "estimate": 2, "low": 1, "high": 3}
    assert as_interval_rows([pair]) == as_interval_rows([two]) == [IntervalRow("a", 2.0, 1.0, 3.0)]


def test_errors_of_the_limits_are_read_and_nan_is_none():
    row = {"label": 7, "estimate": 2, "low": 1, "high": 3, "low_error": 0.1, "high_error": nan}
    assert as_interval_rows([row]) == [IntervalRow("7", 2.0, 1.0, 3.0, 0.1, None)]


@pytest.mark.parametrize(
    ("row", "error", "words"),
    [
        ({"estimate": 2, "low": 1, "high": 3}, InputError, "no 'label'"),
        ({"label": "a", "low": 1, "high": 3}, InputError, "no 'estimate'"),
        ({"label": "a", "estimate": 2, "low": 1}, InputError, "no 'high'"),
        ({"label": "a", "estimate": 2, "conf_int": (1, 2, 3)}, InputError, "length 3"),
        ({"label": "a", "estimate": 2, "low": 3, "high": 1}, InputError, "low 3.0 above high 1.0"),
        ({"label": "a", "estimate": "x", "low": 1, "high": 3}, InputTypeError, "estimate = 'x'"),
        (("a", 2, 1, 3), InputTypeError, "a tuple"),
    ],
)
def test_a_wrong_row_is_named(row, error, words):
    good = {"label": "a", "estimate": 2, "low": 1, "high": 3}
    with pytest.raises(error, match=f"row 1.*{words}"):
        as_interval_rows([good, row])


def test_no_rows_are_refused():
    with pytest.raises(InputError, match="at least one row"):
        as_interval_rows([])


def test_names_are_distinct_and_short():
    names = axis_names(["a", "b", "a", "a", "a (2)", "x" * 80])
    assert names == ["a", "b", "a (2)", "a (3)", "a (2) (2)", "x" * (LABEL_WIDTH - 1) + "…"]
    assert len(set(axis_names(["y" * 50 + str(i) for i in range(30)]))) == 30
