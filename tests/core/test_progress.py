"""One bar for a run, seen only where somebody looks."""

from __future__ import annotations

import io
import sys

import numpy as np
import pytest

import bootes as bt
from bootes._core.progress import Progress
from tests.oracles import naive

X = [4.0, 1.0, 3.0, 1.5, 5.0]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_it_is_silent_where_there_is_no_terminal(capsys):
    bt.bootstrap(X, "mean", rng=1)
    assert capsys.readouterr() == ("", "")


def test_it_says_how_much_is_done_and_failed(capsys):
    with Progress(True, 1000, "mean") as bar:
        bar.advance(600, 0, "threads x 2")
        bar.advance(400, 3, "threads x 2")
    shown = capsys.readouterr().err
    assert "mean" in shown
    assert "threads x 2, 3 failed" in shown
    assert "1.00k/1.00k" in shown


def test_a_terminal_shows_it(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("bootes._core.progress._DELAY_S", 0)
    with Progress(None, 10, "mean") as bar:
        bar.advance(10, 0, "serial")
    assert "mean" in terminal.getvalue()


def test_without_standard_error_it_is_silent(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    with Progress(None, 10, "mean") as bar:
        bar.advance(10, 0, "serial")


@pytest.mark.parametrize("engine", ["serial", "threads", "processes"])
def test_a_bar_changes_no_result(engine, capsys):
    options = {"rng": 1, "n_resamples": 2000, "engine": engine}
    without = bt.bootstrap(X, "median", progress=False, **options)
    with_bar = bt.bootstrap(X, "median", progress=True, **options)
    assert with_bar.replicates.tobytes() == without.replicates.tobytes()
    key = naive.key(1, "resample")
    expected = [naive.median(naive.samples(key, i, [np.array(X)])[0]) for i in range(50)]
    assert with_bar.replicates[:50].tolist() == expected
    assert "2.00k/2.00k" in capsys.readouterr().err


def test_it_is_closed_by_an_error(capsys):
    def stopping():
        with Progress(True, 10, "mean") as bar:
            bar.advance(5, 0, "serial")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        stopping()
    assert capsys.readouterr().err.endswith("\n")
