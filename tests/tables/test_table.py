"""Columns of text as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from bootes.errors import DataError, UnknownNameError
from bootes.tables import Table


def table(*cells: str, separator: str = ",") -> Table:
    """Return a table of one column, ``x``, that starts at line 2."""
    lines = list(range(2, 2 + len(cells)))
    return Table("some.csv", ("x",), separator, [[cell] for cell in cells], lines)


def test_numbers_are_those_of_float():
    cells = ["1", " 2.5 ", "-3e-2", "+4", "1e400", "-inf", "123456789012345678901234567890"]
    expected = [1.0, 2.5, -0.03, 4.0, np.inf, -np.inf, 1.2345678901234568e29]
    values = table(*cells).numbers("x")
    assert values.dtype == np.float64
    np.testing.assert_array_equal(values, expected)


def test_each_call_returns_its_own_array():
    one = table("1", "2")
    one.numbers("x")[:] = 0
    np.testing.assert_array_equal(one.numbers("x"), [1.0, 2.0])


@pytest.mark.parametrize("cell", ["abc", "1_000", "0x10", "1 000", "3.5.1", "--1", "TRUE", "#REF!"])
def test_text_is_refused_with_its_place(cell):
    with pytest.raises(DataError, match=r"some.csv: column 'x', line 3: .* is not a number\."):
        table("1", cell, "2").numbers("x")


def test_more_text_is_counted():
    with pytest.raises(DataError, match=r"line 2: 'a' is not a number \(and 2 more"):
        table("a", "1", "b", "c").numbers("x")


def test_a_long_cell_is_cut_short():
    with pytest.raises(DataError, match=r"'z{37}\.\.\.' is not"):
        table("z" * 5000).numbers("x")


@pytest.mark.parametrize(
    "cell", ["", "  ", "NA", "NaN", "nan", "-nan", "null", "None", "N/A", "#N/A", ".", "NULL"]
)
def test_missing_values(cell):
    one = table("1", cell, "3", cell)
    with pytest.raises(DataError, match=r"'x', line 3: .* is a missing value, one of 2 in 4 rows"):
        one.numbers("x")
    np.testing.assert_array_equal(one.numbers("x", nan_policy="omit"), [1.0, 3.0])
    np.testing.assert_array_equal(
        one.numbers("x", nan_policy="propagate"), [1.0, np.nan, 3.0, np.nan]
    )


def test_a_column_of_missing_values_omits_to_nothing():
    assert table("NA", "").numbers("x", nan_policy="omit").shape == (0,)


def test_the_line_is_right_after_omitted_values():
    with pytest.raises(DataError, match="line 4: 'abc' is not a number"):
        table("NA", "1", "abc").numbers("x", nan_policy="omit")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_decimal_comma_is_understood_where_it_separates_nothing(separator):
    cells = ["3,5", "-0,25", "1,5e3", "7", ",5"]
    values = table(*cells, separator=separator).numbers("x")
    np.testing.assert_array_equal(values, [3.5, -0.25, 1500.0, 7.0, 0.5])


@pytest.mark.parametrize(
    ("separator", "cells"),
    [
        (",", ["3,5"]),  # quoted in the file
        (";", ["1,234", "12,000"]),  # 1.234, or one thousand and more?
        (";", ["1.5", "2,5"]),
        (";", ["1.000,5"]),
    ],
)
def test_an_unclear_comma_is_refused(separator, cells):
    with pytest.raises(DataError, match="may be decimal or of thousands"):
        table(*cells, separator=separator).numbers("x")


def test_one_clear_decimal_comma_makes_the_others_clear():
    values = table("1,234", "0,5", separator=";").numbers("x")
    np.testing.assert_array_equal(values, [1.234, 0.5])


@pytest.mark.parametrize("cell", ["Smith, J.", "1,2,3", "5,"])
def test_other_commas_are_text(cell):
    with pytest.raises(DataError, match="is not a number"):
        table(cell, "1", separator=";").numbers("x")


def test_unknown_names_are_refused_with_those_that_exist():
    with pytest.raises(UnknownNameError, match=r"unknown column 'y'.* x"):
        table("1").numbers("y")
    with pytest.raises(UnknownNameError, match="Did you mean 'omit'"):
        table("1").numbers("x", nan_policy="omits")


def test_text_is_stripped_and_fresh():
    one = table(" a ", "b")
    assert one.text("x") == ["a", "b"]
    one.text("x").clear()
    assert one.text("x") == ["a", "b"]


def test_a_table_is_frozen():
    with pytest.raises(AttributeError):
        table("1").columns = ("y",)
