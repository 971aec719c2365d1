"""The process engine: whatever a statistic does to its worker, an answer or a clear error."""

from __future__ import annotations

import os
import signal
import sys
import threading

import numpy as np
import pytest

import bootes as bt
from bootes.engines.processes import Processes
from bootes.errors import EngineError, StatisticError
from tests.engines.programs import Program, alive, wait_until

X = np.random.default_rng(0).normal(size=20)
B = 400


class TwoArguments(Exception):
    def __init__(self, what, number):
        super().__init__(f"{what} {number}")


class HoldsALock(Exception):
    def __init__(self):
        super().__init__("with a lock")
        self.lock = threading.Lock()


@pytest.fixture(scope="module")
def engine():
    """A pool that survives the errors of statistics."""
    engine = Processes(2)
    yield engine
    engine.close(kill=True)


def run(statistic, engine, **options):
    options = {"n_resamples": B, "rng": 1, "method": "percentile", **options}
    return bt.bootstrap(X, statistic, engine=engine, **options)


def failing(make):
    """A statistic that raises on a tenth of the resamples, not on the data."""

    def statistic(x):
        if x[0] > 1.2:
            raise make()
        return x.mean()

    return statistic


def dying(how):
    def statistic(x):
        if x[0] > 1.2:
            how()
        return x.mean()

    return statistic


LOCAL = type("Local", (Exception,), {})
EXCEPTIONS = {
    "plain": (lambda: ValueError("boom"), "ValueError", ValueError),
    "two arguments": (lambda: TwoArguments("boom", 2), "TwoArguments", None),
    "holds a lock": (HoldsALock, "HoldsALock", None),
    "local class": (lambda: LOCAL("boom"), "Local", None),
    "numpy's": (lambda: np.linalg.LinAlgError("singular"), "LinAlgError", np.linalg.LinAlgError),
}


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_an_exception_says_where_and_what(name, engine):
    make, kind, cause = EXCEPTIONS[name]
    with pytest.raises(StatisticError, match=rf"failed on resample \d+ \({kind}: ") as caught:
        run(failing(make), engine, compile=False)
    text = str(caught.value)
    assert "seed 1" in text
    assert f"of {B} resamples were finished" in text
    assert "In the worker:" in text
    assert "raise make()" in text
    assert type(caught.value.__cause__) is (cause or type(None))
    number = int(text.split("on resample ")[1].split()[0])
    serial = run(np.mean, "serial", compile=False)
    assert serial.replay(number)[0] > 1.2


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_omitted_failures_are_the_same_everywhere(name, engine):
    make, kind, _ = EXCEPTIONS[name]
    results = [
        run(failing(make), e, on_error="omit", compile=False)
        for e in ("serial", "threads", engine)
    ]  # fmt: skip
    first = results[0]
    missing = np.isnan(first.replicates)
    assert first.n_failed == missing.sum() > 10
    for result in results[1:]:
        assert result.n_failed == first.n_failed
        assert result.replicates.tobytes() == first.replicates.tobytes()
        assert result._kept.failed == first._kept.failed
    assert first._kept.failures == {kind: first.n_failed}


@pytest.mark.parametrize("on_error", ["raise", "omit"])
def test_a_statistic_that_exits_ends_the_run(on_error, engine):
    """SystemExit is no failing replicate: it is never left out and counted."""
    with pytest.raises(StatisticError, match="SystemExit: 3"):
        run(dying(lambda: sys.exit(3)), engine, on_error=on_error)
    assert run(np.ptp, engine).n_failed == 0


def test_a_value_that_cannot_travel_is_refused(engine):
    def statistic(x):
        return threading.Lock() if x[0] > 1.2 else x.mean()

    with pytest.raises(StatisticError, match="must return a number"):
        run(statistic, engine)


def test_a_worker_killed_once_costs_nothing_but_time(engine, tmp_path):
    """SIGKILL, on three different replicates: the bits of an undisturbed run."""
    caller = os.getpid()

    def statistic(x):
        for part in (0, 1, 2):
            mark = tmp_path / str(part)
            hit = int(abs(x[0]) * 1e6) % 9 == part and os.getpid() != caller
            if hit and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return x.mean()

    result = run(statistic, engine)
    undisturbed = run(np.mean, "serial", compile=False)
    assert len(list(tmp_path.iterdir())) == 3
    assert result.replicates.tobytes() == undisturbed.replicates.tobytes()
    assert result._kept.run.n_lost >= 3


def test_a_replicate_that_kills_again_and_again_is_named(engine):
    poison = float(run(np.mean, "serial", compile=False).replay(250).sum())

    def statistic(x):
        if x.sum() == poison:
            os._exit(9)
        return x.mean()

    with pytest.raises(EngineError, match=r"lost 4 times.*resamples (\d+) to (\d+)") as caught:
        run(statistic, engine)
    text = str(caught.value)
    low, high = (int(word) for word in text.split("resamples ")[1].split(" (")[0].split(" to "))
    assert low <= 250 <= high
    partial = caught.value.partial
    values = partial.states[0][1][:, 0]
    undisturbed = run(np.mean, "serial", compile=False).replicates
    done = ~np.isnan(values)
    assert done.sum() == partial.n_done > 0
    assert not done[250]
    assert (values[done] == undisturbed[done]).all()
    assert run(np.ptp, engine).n_failed == 0  # the pool works again


def global_statistic(x):
    return float(np.sort(x)[3])


def test_functions_of_every_kind_travel(engine):
    shift = np.arange(3.0)

    def closure(x):
        def inner(v):
            return v.mean() + shift[1]

        return inner(x)

    class Callable:
        def __init__(self, power):
            self.power = power

        def __call__(self, x):
            return float(np.sum(np.abs(x) ** self.power))

    for function in (
        global_statistic,
        closure,
        lambda x: x.max(),
        Callable(3),
        Callable(3).__call__,
    ):
        found = run(function, engine).replicates
        assert found.tobytes() == run(function, "serial").replicates.tobytes()


def test_functions_of_a_script_travel(tmp_path):
    body = """
FACTOR = 3.0

def own(x):
    return FACTOR * x.mean()

class Scale:
    def of(self, x):
        return own(x)

if __name__ == "__main__":
    options = dict(n_resamples=99, rng=1, method="percentile", confidence_level=0.9)
    for statistic in (own, Scale().of, lambda x: own(x) + 1):
        there = bt.bootstrap(X, statistic, engine="processes", n_jobs=2, **options)
        here = bt.bootstrap(X, statistic, engine="serial", **options)
        print(there.replicates.tobytes() == here.replicates.tobytes())
"""
    with Program(tmp_path, body) as program:
        code, out, err = program.finish()
    assert (code, out.split()) == (0, ["True"] * 3), err


@pytest.mark.parametrize("where", ["closure", "global", "attribute"])
def test_what_cannot_be_sent_is_named(where, monkeypatch):
    inner = threading.Lock()

    def closure(x):
        with inner:
            return x.mean()

    class Holder:
        def __init__(self):
            self.inner = threading.Lock()

        def __call__(self, x):
            return x.mean()

    namespace = {"inner": inner}
    exec("def outer(x):\n    with inner:\n        return x.mean()", namespace)
    statistic = {"closure": closure, "global": namespace["outer"], "attribute": Holder()}[where]
    monkeypatch.setattr(Processes, "submit", None)  # nothing may be started
    with pytest.raises(EngineError, match=r"'inner', a lock, cannot be pickled.*engine='threads'"):
        run(statistic, "processes")


def test_a_statistic_may_overwrite_its_argument(engine):
    def overwriting(x):
        value = x.max()
        x[:] = 0.0
        return value

    data = X.copy()
    results = [
        bt.bootstrap(data, overwriting, n_resamples=B, rng=1, engine=e, method="percentile")
        for e in (engine, "serial", "threads")
    ]
    assert data.tobytes() == X.tobytes()
    expected = run(np.max, "serial", compile=False).replicates
    for result in results:
        assert result.replicates.tobytes() == expected.tobytes()


def test_numerical_libraries_have_one_thread_in_workers(engine):
    def threads(x):
        from threadpoolctl import threadpool_info

        np.linalg.inv(np.eye(3) + x[0])
        return max((library["num_threads"] for library in threadpool_info()), default=1)

    assert set(run(threads, engine).replicates) == {1.0}


def test_a_statistic_may_bootstrap(engine):
    def inner(x):
        return bt.bootstrap(x, "mean", n_resamples=50, rng=2, confidence_level=0.9).standard_error

    found = run(inner, engine, n_resamples=40, confidence_level=0.9)
    again = run(inner, "serial", n_resamples=40, confidence_level=0.9)
    assert found.replicates.tobytes() == again.replicates.tobytes()


def test_closing_ends_the_workers_only_when_told(tmp_path):
    engine = Processes(2)
    pids = {engine.submit(os.getpid).result() for _ in range(8)}
    engine.close()
    assert all(map(alive, pids))
    engine.submit(os.getpid).result()
    engine.close(kill=True)
    wait_until(lambda: not any(map(alive, pids)), "the end of the workers")
    engine.close()
