"""Ctrl-C is heard where Python or a library would lose it."""

from __future__ import annotations

import signal
import sys
import threading
import time
import types

import pytest

import bootes
from bootes.cli.ctrl_c import ctrl_c_heard
from bootes.cli.program import INTERRUPTED


def wait():
    """Wait for a KeyboardInterrupt; the limit only ends a test that fails."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        time.sleep(0.001)


class Finalized:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)


def interrupt():
    signal.raise_signal(signal.SIGINT)
    done.append("interrupt")  # noqa: F821 (a global of the module that it is moved to)


def lose():
    Finalized()
    wait()


def be_called_back(done):
    """Call `interrupt` as if it were in a module of llvmlite's."""
    module = {"__name__": "llvmlite.of_a_test", "signal": signal, "done": done}
    types.FunctionType(interrupt.__code__, module)()
    wait()


def test_it_is_raised_at_once():
    with ctrl_c_heard() as heard, pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    assert heard.ctrl_c


def test_it_is_raised_again_after_it_was_lost(capfd):
    with ctrl_c_heard() as heard, pytest.raises(KeyboardInterrupt):
        lose()
    assert heard.ctrl_c
    assert capfd.readouterr().err == ""


def test_it_is_raised_after_a_callback_not_in_it():
    done = []
    with ctrl_c_heard() as heard, pytest.raises(KeyboardInterrupt):
        be_called_back(done)
    assert done == ["interrupt"]
    assert heard.ctrl_c


def test_other_lost_errors_are_shown_as_ever(monkeypatch):
    lost = []
    monkeypatch.setattr(sys, "unraisablehook", lost.append)

    class Faulty:
        def __del__(self):
            raise ValueError

    with ctrl_c_heard():
        Faulty()
    assert [item.exc_type for item in lost] == [ValueError]


def test_everything_is_as_before_afterwards():
    hook = sys.unraisablehook
    with ctrl_c_heard() as heard:
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert sys.unraisablehook is hook
    assert not heard.ctrl_c


def test_a_handler_of_the_users_own_stays(monkeypatch):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with ctrl_c_heard():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_are_left_alone():
    seen = []

    def run():
        with ctrl_c_heard():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]


def test_an_error_that_ctrl_c_became_is_an_interruption(call, counts, monkeypatch):
    def swallow(*_, **__):
        try:
            signal.raise_signal(signal.SIGINT)
        except BaseException:
            raise TypeError from None

    monkeypatch.setattr(bootes, "bootstrap", swallow)
    outcome = call("ci", counts, "--columns", "low")
    assert outcome.exit_code == INTERRUPTED
    assert outcome.stderr == "bootes: interrupted.\n"
