"""Planted faults: every one of the table turns a test red."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.plant_faults import TABLE, Fault, planted, read_table, red_tests

SOURCE = Path(__file__).parents[2] / "src" / "bootes"
FAULTS = list(read_table(TABLE.read_text("utf-8")))


def test_a_table_is_read():
    text = "# words\n\na name @ with @ signs @ f.py\n- if x:\n-     y\n+ if x:\n+     z\n> a b\n"
    (fault,) = read_table(text)
    assert fault == Fault(
        "a name @ with @ signs", "f.py", "if x:\n    y", "if x:\n    z", ("a", "b")
    )


@pytest.mark.parametrize("indent", ["", "    ", " " * 8])
def test_old_lines_are_found_at_any_depth(indent):
    fault = Fault("f", "f.py", "if x:\n    y", "z", ())
    source = f"a\n{indent}if x:\n{indent}    y\nb\n"
    assert planted(source, fault) == f"a\n{indent}z\nb\n"


@pytest.mark.parametrize("source", ["a\n", "if x:\n    y\nif x:\n    y\n", "if x:\n    yes\n"])
def test_what_is_not_there_once_is_refused(source):
    with pytest.raises(ValueError, match="exactly once"):
        planted(source, Fault("f", "f.py", "if x:\n    y", "z", ()))


def test_lines_can_be_taken_out():
    assert planted("a\n    b\nc\n", Fault("f", "f.py", "b", "", ())) == "a\nc\n"


def test_names_are_told_apart():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) > 50


@pytest.mark.study
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_turns_a_test_red(fault, tmp_path):
    assert red_tests(fault, tmp_path)
