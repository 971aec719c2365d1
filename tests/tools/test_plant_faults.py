"""Planted faults: every one of the table turns a test red."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tools import plant_faults
from tools.plant_faults import TABLE, Fault, main, planted, read_table, red_tests, stale

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


def test_every_fault_of_the_table_can_be_planted(capsys):
    """The sources move on; an entry that no longer matches would keep all from being planted."""
    status = main(["--check"])
    assert status == 0, capsys.readouterr().out
    assert capsys.readouterr().out == f"{len(FAULTS)} faults, 0 of them stale\n"


def test_what_is_stale_is_told(capsys, monkeypatch, tmp_path):
    here = FAULTS[0]
    table = tmp_path / "faults.txt"
    table.write_text(f"gone @ {here.path}\n- no such line\n+ x\n> {here.tests[0]}\n", "utf-8")
    monkeypatch.setattr(plant_faults, "TABLE", table)
    for names in (["--check"], []):
        assert main(names) == 1
        assert "1 faults, 1 of them stale" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"old": "no such line"}, "not in .* exactly once"),
        ({"path": "no_such_file.py"}, "there is no no_such_file.py"),
        ({"tests": ("tests/no_such_test.py::test",)}, "there is no tests/no_such_test.py"),
    ],
)
def test_what_a_table_names_must_be_there(change, words):
    assert list(stale(FAULTS[:1])) == []
    (told,) = stale([replace(FAULTS[0], **change)])
    assert re.search(words, told)


def test_names_are_told_apart():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) > 50


@pytest.mark.study
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_turns_a_test_red(fault, tmp_path):
    assert red_tests(fault, tmp_path)
