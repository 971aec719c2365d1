"""Remarks are single lines on standard error."""

from __future__ import annotations

import warnings

import pytest

from bootes.cli.remarks import remark, warnings_as_remarks
from bootes.errors import DegenerateWarning, FailureWarning, PerformanceWarning


def test_a_remark_names_its_kind(capsys):
    remark("note", "two\nlines\x1b[2J")
    remark("", "done")
    captured = capsys.readouterr()
    assert captured.err == "bootes: note: two lines\nbootes: done\n"
    assert captured.out == ""


def test_warnings_are_said_once(capsys):
    with warnings_as_remarks():
        for _ in range(3):
            warnings.warn("slow\nhere", PerformanceWarning, stacklevel=1)
    assert capsys.readouterr().err == "bootes: warning: slow here\n"


@pytest.mark.parametrize("category", [DegenerateWarning, FailureWarning])
def test_what_results_say_themselves_is_left_to_them(capsys, category):
    with warnings_as_remarks():
        warnings.warn("undefined", category, stacklevel=1)
    assert capsys.readouterr().err == ""


def test_afterwards_warnings_are_as_before():
    before = warnings.showwarning
    with warnings_as_remarks():
        assert warnings.showwarning is not before
    assert warnings.showwarning is before
