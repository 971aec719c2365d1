"""Files as frames: which columns, which numbers, which labels."""

from __future__ import annotations

import gzip
import io
import sys

import numpy as np
import pytest

from bootes.cli.source import read_source
from bootes.errors import DataError, InputError, UnknownNameError


def test_columns_by_name_in_the_order_asked_for(write):
    source = read_source(str(write("a,b,c\n1,2,3\n")))
    assert source.columns(["c, a"]) == ["c", "a"]
    assert source.columns(["c", "a,b"]) == ["c", "a", "b"]
    assert source.notes == []


def test_a_column_may_have_a_comma_in_its_name(write):
    source = read_source(str(write('"x, y",z\n1,2\n')))
    assert source.columns(["x, y"]) == ["x, y"]
    assert source.columns(['z,"x, y"']) == ["z", "x, y"]


def test_by_default_all_columns_of_numbers_and_the_others_are_noted(write):
    source = read_source(str(write("g,a,t,b,e\nu,1,x,,\nv,2,y,3,\n")))
    assert source.columns([], besides=["g"]) == ["a", "b"]
    assert source.notes == ["no numbers in 't', 'e'."]


def test_one_number_makes_a_column_of_numbers(write):
    source = read_source(str(write("a,b\n1,1\ntwo,2\n")))
    assert source.columns([]) == ["a", "b"]
    with pytest.raises(DataError, match=r"column 'a', line 3: 'two' is not a number"):
        source.frame(["a", "b"], None, "omit")


def test_columns_that_cannot_be_used(write):
    source = read_source(str(write("a,b\nx,1\n")))
    with pytest.raises(UnknownNameError, match=r"unknown column 'c'.*: a, b"):
        source.columns(["a,c"])
    with pytest.raises(UnknownNameError, match="unknown column ''"):
        source.columns([""])
    with pytest.raises(InputError, match="'b' is named twice"):
        source.columns(["b", "b"])
    with pytest.raises(InputError, match="'b' is named twice"):
        source.columns(["b"], besides=["b"])
    with pytest.raises(DataError, match="no column of numbers"):
        read_source(str(write("a,b\nx,y\n"))).columns([])


def test_whole_numbers_are_integers_as_in_a_frame(write):
    frame = read_source(str(write("a,b,c\n1,1.5,\n2,2,3\n"))).frame("abc", None, "omit")
    assert [frame[name].dtype for name in "abc"] == [np.int64, np.float64, np.float64]
    assert np.isnan(frame["c"][0])
    huge = read_source(str(write("a\n1e300\n9007199254740992\n"))).frame("a", None, "raise")
    assert huge["a"].dtype == np.float64


def test_missing_numbers_are_refused_with_their_line_and_count(write):
    source = read_source(str(write("a\n1\nNA\n\n2\n.\n")))
    with pytest.raises(DataError, match=r"line 3: 'NA' is a missing value, one of 2 in 4 rows"):
        source.frame(["a"], None, "raise")


def test_rows_without_a_label(write):
    source = read_source(str(write("g,a\nu,1\n,2\nv,3\n")))
    with pytest.raises(DataError, match=r"1 of 3 rows have no label in column 'g'.*omit"):
        source.frame(["a"], "g", "raise")
    frame = source.frame(["a"], "g", "omit")
    assert frame["g"].tolist() == ["u", "v"]
    assert frame["a"].tolist() == [1, 3]
    assert source.notes == ["1 of 3 rows have no label in column 'g' and are left out."]


def test_labels_must_be_another_column(write):
    source = read_source(str(write("g,a\n1,1\n")))
    with pytest.raises(InputError, match="for numbers and for labels"):
        source.frame(["g"], "g", "raise")
    with pytest.raises(UnknownNameError, match="unknown column 'h'"):
        source.frame(["a"], "h", "raise")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_standard_input(monkeypatch, pack):
    content = pack(b"# said\na;b\n1;2,5\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    source = read_source("-")
    assert source.table.source.startswith("standard input")
    assert source.frame("b", None, "raise")["b"].tolist() == [2.5]


def test_messages_about_standard_input_call_it_so(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a,b\n1\n")))
    with pytest.raises(DataError, match=r"^standard input, line 2: expected 2 cells"):
        read_source("-")
