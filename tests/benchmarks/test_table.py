"""The machinery of the table, without a stopwatch."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.effort import FULL, QUICK, Effort
from benchmarks.in_place import written_into
from benchmarks.pairs import Contender, compare
from benchmarks.report import page
from benchmarks.rows import Figure, Missing, Pair
from benchmarks.table import table
from benchmarks.topics import means

PAIR = Pair("a task", "a peer", 1000, 10, (2.0, 1.0, 4.0), (0.5, 0.7, 0.6), target=60.0)


def test_the_ratio_is_by_replicates_of_the_best_rounds():
    assert PAIR.our_rate == 1000.0
    assert PAIR.peer_rate == 20.0
    assert PAIR.ratio == pytest.approx(50.0)
    assert PAIR.median_ratio == pytest.approx(25.0)


def test_a_row_says_what_was_scaled_and_missed():
    cells = PAIR.cells()
    assert cells[1] == "a peer (10, scaled)"
    assert cells[2:8] == ("1.0000", "0.5000", "1,000", "20", "50", "25")
    assert cells[8:] == ("60: missed", "3")


def test_a_figure_stays_below_its_target():
    assert Figure("start", 0.4, "s", 0.5).cells()[2] == "0.5 s: met"
    assert Figure("start", 0.5, "s", 0.5).cells()[2] == "0.5 s: missed"


def test_contenders_take_turns():
    calls = []
    ours = Contender("ours", lambda size: calls.append(("ours", size)), 30)
    peer = Contender("peer", lambda size: calls.append(("peer", size)), 20, warm_up=2)
    pair = compare("task", ours, peer, Effort(rounds=2, most_rounds=2), target=1.0)
    assert calls[:2] == [("ours", 30), ("peer", 2)]
    assert calls[2:] == [("ours", 30), ("peer", 20)] * 2
    assert len(pair.our_seconds) == len(pair.peer_seconds) == 2
    assert (pair.our_size, pair.peer_size, pair.target) == (30, 20, 1.0)


@pytest.mark.parametrize(
    ("done", "elapsed_s", "more"),
    [(4, 50.0, True), (5, 50.0, False), (5, 0.1, True), (25, 0.1, False), (1, 70.0, True),
     (2, 70.0, False)],
)  # fmt: skip
def test_rounds_follow_the_time_they_take(done, elapsed_s, more):
    assert FULL.more(done, elapsed_s) is more


def test_a_quick_run_is_small_and_judges_nothing():
    assert FULL.size(10_000) == 10_000
    assert QUICK.size(10_000) == 50
    assert QUICK.size(10, least=2) == 2
    assert FULL.target(3.0) == 3.0
    assert QUICK.target(3.0) is None
    assert not QUICK.more(1, 0.0)


def test_a_peer_that_is_not_installed_is_said_to_be_missing(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda package: None)
    rows = list(means.rows(QUICK))
    assert all(isinstance(row, Missing) for row in rows)
    assert "tsbootstrap is not installed" in rows[1].cells()[1]


def test_the_page_holds_both_tables_and_a_task_once():
    text = page([PAIR, PAIR, Missing("a task", "b", "gone"), Figure("start", 0.4, "s")], FULL)
    assert text.count("a task") == 1
    assert "## Ratios" in text
    assert "## Start and memory" in text
    assert "quick" not in text


def test_cells_have_the_width_of_their_column():
    assert table(("a", "long"), [("word", "x")]) == (
        "| a    | long |\n| ---- | ---- |\n| word | x    |\n"
    )


def test_the_command_runs_and_writes_the_page(tmp_path):
    root = Path(__file__).parents[2]
    output = tmp_path / "page.md"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--only", "means"]
    ran = subprocess.run(
        [*command, "--output", str(output)], cwd=root, check=True, capture_output=True, text=True
    )
    text = output.read_text(encoding="utf-8")
    assert text == written_into(None, ran.stdout)
    assert "A quick run" in text
    assert "scipy.stats.bootstrap" in text
