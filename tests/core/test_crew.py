"""What the driver makes of an engine's answers: how many workers, what they know, who is gone."""

from __future__ import annotations

import uuid
from concurrent.futures import Future

import pytest

from bootes._core import crew as module
from bootes._core.execute import execute
from bootes._core.worker import Outcome, WorkerError, execute_chunk, forget
from bootes.engines.defaults import EngineDefaults
from bootes.engines.resolve import as_engine
from bootes.errors import EngineError, EngineWarning
from bootes.protocols import EngineInfo
from tests.conformance.plans import chunks_of, make_plan, outcome, reference


class Elsewhere(EngineDefaults):
    """Computes here what it is sent, as if this process had never seen the plan."""

    def __init__(self, workers=2, **facts):
        self.info = EngineInfo("elsewhere", workers, False, 0.0, **facts)
        self.parcels, self.jobs, self.restarts, self.cancelled = [], {}, 0, []

    def submit(self, function, /, job, payload, start, stop):
        assert function is execute_chunk
        self.parcels.append(payload)
        future = Future()
        there = self.jobs.setdefault(job, uuid.uuid4().hex)
        future.set_result(self.computed(there, self.received(payload), start, stop))
        return future

    def received(self, payload):
        return payload

    def computed(self, *arguments):
        return execute_chunk(*arguments)

    def restart(self):
        self.restarts += 1

    def cancel(self, futures):
        self.cancelled += futures


def run(engine, name="python"):
    return execute(make_plan(name), as_engine(engine, None, compiled=True), progress=False)


def test_a_plan_travels_to_as_many_workers_as_there_are(monkeypatch):
    chunks_of(monkeypatch, 100)
    engine = Elsewhere(workers=3)
    assert outcome(run(engine)) == reference("python")
    assert [parcel is not None for parcel in engine.parcels] == [True] * 3 + [False] * 8


class Handing(Elsewhere):
    """Keeps what is shared and hands out tickets."""

    def share(self, payload):
        self.kept = payload
        return "ticket"

    def received(self, payload):
        return self.kept if payload == "ticket" else payload


def test_a_handle_travels_with_every_chunk(monkeypatch):
    chunks_of(monkeypatch, 100)
    engine = Handing()
    assert outcome(run(engine)) == reference("python")
    assert engine.parcels == ["ticket"] * 11


class Growing(Elsewhere):
    counts = (1, 5)

    def alive(self):
        return self.counts[len(self.parcels) > 3]


def test_workers_that_come_are_counted(monkeypatch):
    chunks_of(monkeypatch, 50)
    monkeypatch.setattr(module, "_FRESH_S", 0.0)
    found = run(Growing(workers=None))
    assert outcome(found) == reference("python")
    assert found.workers == 5


def test_where_nobody_can_tell_eight_workers_are_assumed():
    crew = module.Crew(Elsewhere(workers=None), None)
    assert crew.n == 8


class Losing(Elsewhere):
    def submit(self, function, /, *arguments):
        future = super().submit(function, *arguments)
        lost = Future()
        lost.set_exception(ConnectionError("gone"))
        return lost if arguments[-2] == 100 else future


@pytest.mark.parametrize(("own", "times"), [(0, 4), (3, 2)])
def test_retries_of_the_engine_are_not_multiplied(own, times, monkeypatch):
    chunks_of(monkeypatch, 100)
    engine = Losing(own_retries=own)
    said = rf"lost {times} times .*resamples 100 to 199 .*ConnectionError: gone.* of 1003 resamples"
    with pytest.raises(EngineError, match=said):
        run(engine)
    assert engine.restarts == times - 1


class Silent(Elsewhere):
    """All its workers go after the first chunks, and nobody ever answers."""

    def submit(self, function, /, *arguments):
        return super().submit(function, *arguments) if len(self.parcels) < 2 else Future()

    def alive(self):
        return 2 if len(self.parcels) < 2 else 0


def test_a_cluster_without_workers_ends_the_run(monkeypatch):
    chunks_of(monkeypatch, 100)
    monkeypatch.setattr(module, "_STALL_S", 0.2)
    monkeypatch.setattr("bootes._core.execute._WAIT_S", 0.05)
    engine = Silent()
    said = r"no worker of engine 'elsewhere' is left\. 200 of 1003 resamples were finished"
    with pytest.raises(EngineError, match=said) as caught:
        run(engine)
    assert caught.value.partial.n_done == 200
    assert len(engine.cancelled) == 4, "work of the user's cluster is taken back"


class Late(Elsewhere):
    """Its workers come when they have been waited for."""

    def __init__(self):
        super().__init__(workers=None)
        self.waiting = []

    def submit(self, function, /, *arguments):
        self.waiting.append((Future(), super().submit(function, *arguments)))
        return self.waiting[-1][0]

    def alive(self):
        return 0

    def come(self):
        for future, computed in self.waiting:
            if not future.done():
                future.set_result(computed.result())


def test_workers_that_have_not_come_yet_are_waited_for(monkeypatch):
    chunks_of(monkeypatch, 400)
    monkeypatch.setattr(module, "_STALL_S", 0.2)
    monkeypatch.setattr("bootes._core.execute._WAIT_S", 0.05)
    engine = Late()
    warned = module.warn

    def noticed(*arguments, **options):
        warned(*arguments, **options)
        monkeypatch.setattr(module, "_STALL_S", 60.0)
        monkeypatch.setattr(Late, "submit", Elsewhere.submit)
        engine.come()

    monkeypatch.setattr(module, "warn", noticed)
    with pytest.warns(EngineWarning, match="'elsewhere' has no workers yet") as caught:
        assert outcome(run(engine)) == reference("python")
    assert len(caught) == 1


class Hopeless(Elsewhere):
    def submit(self, function, /, *arguments):
        raise RuntimeError("the pool is broken")

    def restart(self):
        raise EngineError("it cannot be replaced.")


def test_an_engine_that_cannot_go_on_says_what_was_finished():
    said = r"it cannot be replaced\. 0 of 1003 resamples were finished"
    with pytest.raises(EngineError, match=said) as caught:
        run(Hopeless())
    assert isinstance(caught.value.__cause__, RuntimeError)


class Differing(Elsewhere):
    status, said = "ok", ""

    def computed(self, *arguments):
        found = execute_chunk(*arguments)
        error = WorkerError(None, "KeyError", self.said, "", None)
        if self.status == "refused":
            return Outcome("refused", error=error)
        return Outcome(found.status, found.seconds, found.partial, found.error, self.said)


def test_workers_that_differ_are_told_of_once(monkeypatch):
    chunks_of(monkeypatch, 100)
    engine = Differing()
    engine.said = "the worker 7 has numpy 1.0 (the caller 2.0); bits may differ."
    with pytest.warns(EngineWarning, match="numpy 1") as caught:
        run(engine)
    assert len(caught) == 1


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("the worker has Python 3.9 (the caller 3.11)", r"resamples were finished\.$"),
        ("No module named 'tests'", r"pass ship_modules=\[tests\] to the engine"),
        ("No module named 'bootes'", r"install the same version there\.$"),
        ("No module named 'nowhere_at_all'", r"resamples were finished\.$"),
    ],
)
def test_workers_that_refuse_the_plan_end_the_run(said, advice):
    engine = Differing()
    engine.status, engine.said = "refused", said
    with pytest.raises(EngineError, match=advice) as caught:
        run(engine)
    assert said in str(caught.value)
    for job in engine.jobs.values():
        forget(job)
