"""The bar of tqdm: what it shows, and which one."""

from __future__ import annotations

import importlib.util
import io
import os
import subprocess
import sys
import types

import pytest

from bootes._core import progress_bar
from bootes._core.progress import Progress
from bootes._core.progress_bar import in_notebook


class Terminal(io.StringIO):
    def isatty(self):
        return True


def as_terminal(monkeypatch):
    """Make standard error a terminal: in the test itself, since pytest sets its own before."""
    file = Terminal()
    monkeypatch.setattr(sys, "stderr", file)
    return file


def shell_of(*kinds):
    """Return a stand-in of IPython whose shell has this class and these bases."""
    kind = object
    for name in reversed(kinds):
        kind = type(name, (kind,), {})
    return types.SimpleNamespace(get_ipython=kind)


def test_a_terminal_shows_a_bar_with_everything(monkeypatch):
    terminal = as_terminal(monkeypatch)
    with Progress(True, 1000, "mean") as progress:
        progress.advance(600, 0, "serial", 1)
        progress.advance(400, 3, "threads", 2)
    shown = terminal.getvalue()
    assert shown.splitlines()[-1].startswith("mean: 100%")
    assert "1.00k/1.00k" in shown
    assert "resamples/s" in shown
    assert "threads x 2, 3 failed" in shown
    assert shown.endswith("\n")


def test_it_waits_for_half_a_second_unless_it_is_asked_for(monkeypatch):
    terminal = as_terminal(monkeypatch)
    with Progress(None, 10, "mean") as progress:
        progress.advance(10, 0, "serial", 1)
    assert terminal.getvalue() == ""


def test_a_terminal_shows_it_by_default(monkeypatch):
    terminal = as_terminal(monkeypatch)
    monkeypatch.setattr(progress_bar, "_DELAY_S", 0.0)
    with Progress(None, 10, "mean") as progress:
        progress.advance(10, 0, "serial", 1)
    assert "10.0/10.0" in terminal.getvalue()


def test_what_was_there_is_where_it_starts(monkeypatch):
    terminal = as_terminal(monkeypatch)
    with Progress(True, 1000, "mean") as progress:
        progress.resumed(900, 5)
        bar = progress._display._bar
        progress.advance(50, 0, "serial", 1)
        assert (bar.initial, bar.n) == (900, 950)
        assert bar._ema_dn() == pytest.approx(50)  # what the rate is made of
        progress.advance(50, 0, "serial", 1)
    assert "5 failed" in terminal.getvalue()


def test_it_grows(monkeypatch):
    terminal = as_terminal(monkeypatch)
    with Progress(True, 100, "mean") as progress:
        progress.advance(100, 0, "serial", 1)
        progress.grow(100)
        progress.advance(100, 0, "serial", 1)
    assert "200/200" in terminal.getvalue()


def test_it_is_left_where_an_error_came(monkeypatch):
    terminal = as_terminal(monkeypatch)

    def stopping():
        with Progress(True, 10, "mean") as progress:
            progress.advance(5, 0, "serial", 1)
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        stopping()
    assert "5.00/10.0" in terminal.getvalue()
    assert terminal.getvalue().endswith("\n")


SHOWN = """
import sys
from bootes._core.progress import Progress
with Progress(True, 10, "mean") as progress:
    progress.advance(10, 0, "serial", 1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("rows", "columns", "shown"), [(0, 0, 79), (0, 100, 79), (30, 100, 99)])
def test_a_terminal_shows_it_whatever_size_it_says_it_has(rows, columns, shown, monkeypatch):
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    monkeypatch.delenv("COLUMNS", raising=False)
    subprocess.run([sys.executable, "-c", SHOWN], stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    text = os.read(ours, 65_536).decode()
    os.close(ours)
    assert "10.0/10.0" in text
    assert len(text.splitlines()[-1]) == shown


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["ZMQInteractiveShell"], True),
        (["SpyderShell", "ZMQInteractiveShell"], True),
        (["TerminalInteractiveShell"], False),
    ],
)
def test_notebooks_and_their_kin_are_known(monkeypatch, kinds, expected):
    monkeypatch.setitem(sys.modules, "IPython", shell_of(*kinds))
    assert in_notebook() is expected


@pytest.mark.parametrize("widgets", [True, False])
def test_a_notebook_has_tqdm_s_own_bar_only_with_widgets(monkeypatch, widgets):
    monkeypatch.setitem(sys.modules, "IPython", shell_of("ZMQInteractiveShell"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object() if widgets else None)
    expected = "tqdm.notebook" if widgets else "tqdm.std"
    assert progress_bar._kind().__module__ == expected
