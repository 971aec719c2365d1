"""The driver: what it does with engines that obey, lose, refuse, cancel or break."""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import Future

import numpy as np
import pytest

import bootes as bt
from bootes._core import execute as module
from bootes._core.chunks import ChunkSizes, Gaps
from bootes._core.crew import Crew
from bootes._core.evaluate import Partial
from bootes._core.execute import execute
from bootes._core.progress import Progress
from bootes.engines.resolve import ENGINES, as_engine
from bootes.errors import EngineError, RunInterrupted, StatisticError
from bootes.protocols import EngineInfo
from tests.conformance.plans import B, chunks_of, make_plan, outcome, reference, run
from tests.engines.troubled import LosingEngine, ShufflingEngine

X = np.random.default_rng(0).normal(size=20)


class StubEngine:
    """Does with each task what it is told to."""

    info = EngineInfo("stub", workers=2, shares_memory=True, min_chunk_seconds=0.0)

    def __init__(self, answer):
        self.answer = answer
        self.chunks = []
        self.restarts = 0
        self.closed = []

    def submit(self, function, /, *arguments):
        self.chunks.append(arguments[-2:])
        future = Future()
        self.answer(future, function, arguments)
        return future

    def restart(self):
        self.restarts += 1

    def close(self, *, kill=False):
        self.closed.append("kill" if kill else "close")


def obey(future, function, arguments):
    future.set_result(function(*arguments))


def unless(chunk, otherwise):
    """Obey, but for the chunk that holds this replicate."""

    def answer(future, function, arguments):
        if arguments[-2] <= chunk < arguments[-1]:
            otherwise(future)
        else:
            obey(future, function, arguments)

    return answer


def lose(future):
    future.set_exception(ConnectionError("the network is down"))


def cancel(future):
    future.cancel()


def refuse(future):
    raise BrokenPipeError("no pipe")


@pytest.mark.parametrize(
    ("otherwise", "said"),
    [
        (lose, "ConnectionError: the network is down"),
        (cancel, "CancelledError: cancelled"),
        (refuse, "BrokenPipeError: no pipe"),
    ],
)
def test_work_that_is_always_lost_ends_the_run(otherwise, said, monkeypatch):
    """After three retries, naming the range, the cause and what was finished."""
    chunks_of(monkeypatch, 100)
    engine = StubEngine(unless(250, otherwise))
    with pytest.raises(EngineError) as caught:
        run(make_plan("python"), engine)
    text = str(caught.value)
    assert "'stub' were lost 4 times" in text
    assert "resamples 200 to 299" in text
    assert said in text
    assert engine.chunks.count((200, 300)) == 4
    assert engine.restarts == 3
    assert caught.value.__cause__ is not None
    assert f"{caught.value.partial.n_done} of {B} resamples were finished" in text


@pytest.mark.parametrize("otherwise", [lose, cancel, refuse])
def test_work_that_is_lost_now_and_then_is_done_again(otherwise, monkeypatch):
    chunks_of(monkeypatch, 100)
    lost = Counter()

    def answer(future, function, arguments):
        lost[arguments[-2]] += 1
        if 200 <= arguments[-2] < 600 and lost[arguments[-2]] < 3:
            otherwise(future)
        else:
            obey(future, function, arguments)

    engine = StubEngine(answer)
    assert outcome(run(make_plan("python"), engine)) == reference("python")
    assert engine.restarts == 8


def test_suspects_run_alone(monkeypatch):
    """After a loss one chunk is in flight at a time, so that the one that kills is named."""
    chunks_of(monkeypatch, 50)
    futures, beside = [], []

    class Watching(LosingEngine):
        def submit(self, function, /, *arguments):
            if self.lost.get(arguments[-2:]):
                beside.append(sum(not future.done() for future in futures))
            futures.append(super().submit(function, *arguments))
            return futures[-1]

    with Watching(3, share=0.6, refuses=0.0) as engine:
        run(make_plan("kernel"), engine)
    assert beside
    assert set(beside) == {0}


def test_no_more_than_two_chunks_per_worker_are_in_flight(monkeypatch):
    chunks_of(monkeypatch, 10)
    most = []

    class Watching(ShufflingEngine):
        def submit(self, function, /, *arguments):
            future = super().submit(function, *arguments)
            most.append(len(self.pending))
            return future

    with Watching(workers=3) as engine:
        run(make_plan("kernel"), engine)
    assert 3 <= max(most) <= 6


class TestOwnership:
    """Engines made from a name are ours to close; an object is its maker's."""

    @pytest.fixture
    def named(self, monkeypatch):
        engine = StubEngine(obey)
        monkeypatch.setitem(ENGINES, "stub", lambda n_jobs: engine)
        return engine

    def test_a_named_engine_is_closed(self, named):
        run(make_plan("kernel"), "stub")
        assert named.closed == ["close"]

    def test_a_named_engine_is_killed_by_an_error(self, named):
        with pytest.raises(StatisticError):
            run(make_plan("python", on_error="raise"), "stub")
        assert named.closed == ["kill"]

    @pytest.mark.parametrize("on_error", ["omit", "raise"])
    def test_an_object_is_left_alone(self, on_error):
        engine = StubEngine(obey)
        if on_error == "raise":
            with pytest.raises(StatisticError):
                run(make_plan("python", on_error="raise"), engine)
        else:
            run(make_plan("python"), engine)
        assert engine.closed == []

    @pytest.mark.parametrize("owned", [True, False])
    def test_what_waits_is_cancelled_unless_the_engine_is_killed(self, owned, monkeypatch):
        """A pool that is killed ends its own work, and may stumble over cancelled futures."""
        chunks_of(monkeypatch, 50)
        waiting = []

        def answer(future, function, arguments):
            if arguments[-2] < 100:
                waiting.append(future)
            else:
                obey(future, function, arguments)

        engine = StubEngine(answer)
        monkeypatch.setitem(ENGINES, "stub", lambda n_jobs: engine)
        with pytest.raises(StatisticError):
            run(make_plan("python", on_error="raise"), "stub" if owned else engine)
        assert [future.cancelled() for future in waiting] == [not owned] * 2
        assert engine.closed == (["kill"] if owned else [])


def test_a_short_run_is_over_before_an_engine_is_chosen():
    class Choice:
        timed, owned = True, True

        def pick(self, seconds_left):
            raise AssertionError("no engine is needed")

    found = execute(make_plan("kernel", 1), Choice(), progress=False)
    assert outcome(found) == outcome(run(make_plan("kernel", 1), "serial"))
    assert (found.engine, found.workers) == ("serial", 1)


def test_the_engine_is_chosen_from_the_measured_speed():
    told = []

    class Choice:
        timed, owned = True, True

        def pick(self, seconds_left):
            told.append(seconds_left)
            return StubEngine(obey)

    def slow(x):
        time.sleep(0.002)
        return x.mean()

    plan = make_plan("generated, python", 200)
    object.__setattr__(plan.statistic, "function", slow)
    found = execute(plan, Choice(), progress=False)
    assert found.engine == "stub"
    assert told[0] >= 0.002 * 150


def test_an_interrupting_statistic_interrupts():
    def statistic(x):
        if x[0] > 1.2:
            raise KeyboardInterrupt
        return x.mean()

    with pytest.raises(RunInterrupted, match=r"\d+ of 500 resamples were finished .seed 3"):
        bt.bootstrap(X, statistic, n_resamples=500, rng=3, method="percentile", engine="serial")


@pytest.mark.parametrize("engine", [None, "serial", "threads"])
def test_many_runs_at_once(engine):
    """Ten threads of one program, each with a run of its own."""
    found = {}

    def go(seed):
        plan = make_plan("python", seed=seed)
        found[seed] = execute(plan, as_engine(engine, None, compiled=True), progress=False)

    threads = [threading.Thread(target=go, args=(seed,), daemon=True) for seed in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(found) == list(range(10))
    for seed, run_ in found.items():
        assert outcome(run_) == outcome(run(make_plan("python", seed=seed), "serial"))


def test_the_bar_is_told_every_replicate(monkeypatch):
    from bootes._core.progress import Progress

    told = []
    monkeypatch.setattr(Progress, "advance", lambda self, *facts: told.append(facts))
    found = run(make_plan("python"), "threads", 2)
    assert sum(facts[0] for facts in told) == B
    assert sum(facts[1] for facts in told) == found.partial.failures.total > 0
    assert told[-1][2:] == ("threads", 2)
    assert len(told) == found.n_chunks


def test_fewer_chunks_fly_where_each_brings_large_counts(monkeypatch):
    plan = make_plan("kernel")
    total = Partial.empty(plan, 0, B)
    assert total.n_bytes == 8 * (6 + 16_384 + 2)
    driver = module._Driver(plan, Progress(False, B, ""), ChunkSizes(1), total, Gaps((0, B)))
    crew = Crew(StubEngine(obey), None)
    assert driver.window(crew, {}) == 4
    monkeypatch.setattr(module, "_LARGE_STATE", total.n_bytes)
    assert driver.window(crew, {}) == 2
