"""Workers that are lost without a word: what they had is computed again, and merged once."""

from __future__ import annotations

import functools
import itertools
import warnings
from concurrent.futures import Future

import pytest

from bootes._core import crew as module
from bootes._core.execute import execute
from bootes.engines.resolve import as_engine
from bootes.errors import EngineError, EngineWarning
from tests.conformance.plans import B, chunks_of, make_plan, outcome, reference
from tests.core.test_crew import Elsewhere


class Clock:
    """Says what it is told to."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def hurried(monkeypatch):
    """A second goes by with every look at the clock, and nothing is waited for."""
    ticks = itertools.count()
    quick = functools.partial(module.Crew, clock=lambda: float(next(ticks)))
    monkeypatch.setattr("bootes._core.execute.Crew", quick)
    monkeypatch.setattr("bootes._core.execute._WAIT_S", 0.001)
    chunks_of(monkeypatch, 100)


class Shrinking(Elsewhere):
    """Says nothing of the chunks that are sent to a worker that goes."""

    def __init__(self, silent=(200,), times=1, **facts):
        super().__init__(workers=None, **facts)
        self.silent, self.times = silent, times
        self.there, self.chunks, self.pending = 8, [], []

    def submit(self, function, /, job, payload, start, stop):
        future = super().submit(function, job, payload, start, stop)
        self.chunks.append(start)
        if start not in self.silent or self.chunks.count(start) > self.times:
            return future
        self.there -= 1
        self.pending.append((Future(), future.result()))
        return self.pending[-1][0]

    def alive(self):
        return self.there


def run(engine):
    return execute(make_plan("python"), as_engine(engine, None, compiled=True), progress=False)


def test_a_chunk_of_a_worker_that_went_is_computed_again(hurried):
    engine = Shrinking()
    found = run(engine)
    assert outcome(found) == reference("python")
    assert found.n_lost == 1
    assert engine.chunks.count(200) == 2
    assert engine.cancelled == [engine.pending[0][0]]


class Late(Shrinking):
    """The answers of workers that seemed to be gone come before or after their twins'."""

    def __init__(self, *, first):
        super().__init__()
        self.first = first

    def submit(self, function, /, *arguments):
        future = super().submit(function, *arguments)
        if self.chunks.count(200) < 2 or not self.pending:
            return future
        late, answer = self.pending.pop()
        if self.first:
            late.set_result(answer)
            return future
        twin = Future()
        twin.set_result(future.result())
        late.set_result(answer)
        return twin


@pytest.mark.parametrize("first", [True, False])
def test_a_late_answer_and_its_twin_are_merged_once(first, hurried):
    found = run(Late(first=first))
    assert outcome(found) == reference("python")
    assert found.partial.n_done == B


def test_chunks_that_are_lost_silently_again_and_again_end_the_run(hurried):
    said = r"lost 4 times .* resamples 200 to 299 \(TimeoutError: nothing came back, and there are"
    with pytest.raises(EngineError, match=said) as caught:
        run(Shrinking(times=9))
    assert caught.value.partial.n_done == B - 100


def silent_crew(clock, *, now, alive, workers=None, **facts):
    """A crew with two chunks in flight, sent when there were four workers, a while ago."""
    engine = Elsewhere(workers=workers, **facts)
    engine.submit = lambda *_: Future()
    engine.alive = lambda: 4
    crew = module.Crew(engine, None, clock)
    futures = [crew.submit("job", 0, 1), crew.submit("job", 1, 2)]
    engine.alive = lambda: alive
    clock.now = now
    return crew, futures


@pytest.mark.parametrize(
    ("now", "alive", "lost"),
    [(59.0, 3, False), (61.0, 3, True), (61.0, 4, False), (61.0, 5, False), (61.0, None, False)],
)
def test_silence_alone_is_no_loss(now, alive, lost, clock):
    crew, futures = silent_crew(clock, now=now, alive=alive)
    assert crew.stalled() == (futures if lost else [])
    assert crew.stalled() == []


def test_what_came_back_is_not_lost(clock):
    crew, futures = silent_crew(clock, now=30.0, alive=3)
    crew.heard(futures[0])
    clock.now = 80.0
    assert crew.stalled() == []
    clock.now = 91.0
    assert crew.stalled() == [futures[1]]


def test_our_own_cancelling_is_no_sign_of_life(clock):
    crew, futures = silent_crew(clock, now=61.0, alive=3)
    futures[0].cancel()
    crew.heard(futures[0])
    assert crew.stalled() == [futures[1]]


def test_an_engine_that_repeats_lost_work_is_trusted(clock):
    crew, _ = silent_crew(clock, now=1e6, alive=3, own_retries=3)
    assert crew.stalled() == []


def test_a_cluster_that_waits_for_its_first_workers_has_lost_nothing(clock):
    engine = Elsewhere(workers=None)
    engine.submit = lambda *_: Future()
    engine.alive = lambda: 0
    crew = module.Crew(engine, None, clock)
    crew.submit("job", 0, 1)
    clock.now = 1e6
    assert crew.stalled() == []


def test_long_silence_is_remarked_once_where_workers_cannot_be_counted(clock):
    crew, _ = silent_crew(clock, now=299.0, alive=None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not crew.is_gone()
    clock.now = 301.0
    said = r"nothing came from engine 'elsewhere' for 301 s"
    with pytest.warns(EngineWarning, match=said) as caught:
        assert [crew.is_gone() for _ in range(2)] == [False, False]
    assert len(caught) == 1
