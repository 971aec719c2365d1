"""A second Ctrl-C does not wait for an engine that is slow to end."""

from __future__ import annotations

import _thread
import threading

import pytest

from bootes._core.ending import end_now
from bootes.engines.defaults import EngineDefaults
from bootes.engines.resolve import ENGINES
from bootes.errors import RunInterrupted
from bootes.protocols import EngineInfo
from tests.conformance.plans import make_plan, run

LIMIT_S = 60  # against hanging for ever


class Slow(EngineDefaults):
    """Is interrupted at its first task, and again while it takes work back or ends."""

    info = EngineInfo("slow", workers=1, shares_memory=True, min_chunk_seconds=0.0)

    def __init__(self):
        self.go, self.ended = threading.Event(), threading.Event()

    def submit(self, function, /, *arguments):
        raise KeyboardInterrupt

    def close(self, *, kill=False):
        assert kill
        _thread.interrupt_main()
        if self.go.wait(LIMIT_S):
            self.ended.set()

    def cancel(self, futures):
        _thread.interrupt_main()
        self.go.wait(LIMIT_S)


def test_the_end_goes_on_in_the_background():
    engine = Slow()
    end_now(engine)
    assert not engine.ended.is_set()
    engine.go.set()
    assert engine.ended.wait(LIMIT_S)


def test_what_fails_at_the_end_is_said():
    class Failing(Slow):
        def close(self, *, kill=False):
            raise OSError("no way")

    with pytest.raises(OSError, match="no way"):
        end_now(Failing())


def test_a_second_ctrl_c_ends_a_run_on_an_engine_of_ours(monkeypatch):
    engine = Slow()
    monkeypatch.setitem(ENGINES, "threads", lambda n_jobs: engine)
    with pytest.raises(RunInterrupted, match="0 of 1003 resamples were finished"):
        run(make_plan("python"), "threads")
    assert not engine.ended.is_set()
    engine.go.set()
    assert engine.ended.wait(LIMIT_S)


def test_a_second_ctrl_c_ends_a_run_on_an_engine_of_the_user():
    engine = Slow()
    with pytest.raises(RunInterrupted, match="0 of 1003 resamples were finished"):
        run(make_plan("python"), engine)
    assert not engine.go.is_set()
    assert not engine.ended.is_set()
