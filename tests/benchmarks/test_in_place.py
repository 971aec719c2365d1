"""What is written by hand on the page of benchmarks outlives a run."""

from __future__ import annotations

import sys
from pathlib import Path

import numba
import pytest

from benchmarks import __main__ as program
from benchmarks.in_place import BEGIN, END, written_into

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
BY_HAND = ("## The same again with less beside it", "### Some cells again", "### 20,000 columns")


def test_another_run_changes_the_measured_part_alone():
    old = f"before\n{BEGIN}\n# Old\n{END}\nafter\n"
    new = written_into(old, "# New\n")
    assert new == f"before\n{BEGIN}\n# New\n\n{END}\nafter\n"
    assert written_into(new, "# New\n") == new


def test_a_new_page_can_be_written_again():
    assert written_into(written_into(None, "one"), "two") == written_into(None, "two")


@pytest.mark.parametrize(
    "page",
    ["by hand", BEGIN, END, f"{END}\n{BEGIN}", f"{BEGIN}{BEGIN}{END}", f"{BEGIN}{END}{END}",
     f"{BEGIN}{END}{BEGIN}{END}", ""],
)  # fmt: skip
def test_a_page_without_one_such_part_is_left_alone(page):
    with pytest.raises(ValueError, match="not one measured part"):
        written_into(page, "measured")


def test_the_page_of_this_project_keeps_what_was_written_by_hand():
    old = PAGE.read_text("utf-8")
    measured = old.partition(BEGIN)[2].partition(END)[0]
    assert measured.strip().startswith("# Benchmarks")
    new = written_into(old, "# Another run")
    assert new == old.replace(measured, "\n# Another run\n\n")
    for title in BY_HAND:
        assert title not in measured
        assert title in new


def test_the_program_refuses_such_a_page_before_it_measures(tmp_path, monkeypatch, capsys):
    page = tmp_path / "page.md"
    page.write_text("by hand")
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--output", str(page)])
    monkeypatch.setattr(program, "_rows", lambda *_: pytest.fail("it measured"))
    with pytest.raises(SystemExit):
        program.main()
    assert "--output" in capsys.readouterr().err
    assert page.read_text() == "by hand"


def test_the_program_writes_into_a_page_that_has_the_part(tmp_path, monkeypatch):
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\nold\n{END}\nby hand\n")
    monkeypatch.setattr(program.os, "environ", dict(program.os.environ))
    monkeypatch.setattr(numba, "set_num_threads", lambda n: None)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--quick", "--output", str(page)])
    monkeypatch.setattr(program, "_rows", lambda *_: [])
    program.main()
    written = page.read_text()
    assert "# Benchmarks" in written
    assert "old" not in written
    assert written.endswith(f"{END}\nby hand\n")
