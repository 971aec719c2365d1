"""The serial engine: done when submitted, here."""

from __future__ import annotations

import threading

from bootes.engines.serial import Serial


def test_work_is_done_at_once_in_this_thread():
    engine = Serial()
    future = engine.submit(lambda *arguments: (arguments, threading.get_ident()), 1, 2)
    assert future.done()
    assert future.result() == ((1, 2), threading.get_ident())
    assert engine.info.workers == 1
    assert engine.info.shares_memory


def test_it_can_be_restarted_and_closed_at_any_time():
    engine = Serial()
    engine.restart()
    engine.close()
    engine.close(kill=True)
    assert engine.submit(len, "abc").result() == 3
