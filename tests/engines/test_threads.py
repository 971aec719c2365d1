"""The thread engine."""

from __future__ import annotations

import threading

from bootes.engines.threads import Threads


def ours():
    return [thread for thread in threading.enumerate() if thread.name.startswith("bootes")]


def test_work_is_done_in_as_many_threads_as_asked_for():
    engine = Threads(3)
    meeting = threading.Barrier(3)
    futures = [engine.submit(lambda: (meeting.wait(30), threading.get_ident())) for _ in range(3)]
    names = {future.result()[1] for future in futures}
    assert len(names) == 3
    assert threading.get_ident() not in names
    engine.close()


def test_no_thread_is_started_before_there_is_work():
    before = len(ours())
    Threads(2).close()
    assert len(ours()) == before


def test_closing_waits_for_the_threads():
    engine, before = Threads(2), len(ours())
    futures = [engine.submit(sum, range(10)) for _ in range(10)]
    engine.close()
    assert len(ours()) == before
    assert all(future.done() for future in futures)


def test_killing_waits_for_nobody_and_cancels_what_has_not_begun():
    engine, begun, end = Threads(1), threading.Event(), threading.Event()

    def wait():
        begun.set()
        end.wait(30)

    running = engine.submit(wait)
    waiting = engine.submit(len, "abc")
    assert begun.wait(30)
    engine.close(kill=True)
    assert waiting.cancelled()
    assert not running.done()
    end.set()
    running.result(30)


def test_it_goes_on_after_a_restart_and_after_it_was_closed():
    engine = Threads(2)
    for end in (engine.restart, engine.close, lambda: engine.close(kill=True)):
        assert engine.submit(len, "abc").result() == 3
        end()
    assert engine.submit(len, "abc").result() == 3
    engine.close()
