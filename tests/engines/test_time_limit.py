"""Replicates that take too long: found, counted or named, whatever they hang in."""

from __future__ import annotations

import os
import signal
import sys
import time

import numpy as np
import pytest

import bootes as bt
from bootes.engines.processes import Processes
from bootes.errors import InputError, InputTypeError, StatisticError
from tests.engines.programs import Program, wait_until

needs_signals = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="has no timer")

X = np.random.default_rng(0).normal(size=20)
TOP, BOTTOM = X.max(), X.min()
B = 600
OPTIONS = {"n_resamples": B, "rng": 1, "method": "percentile", "confidence_level": 0.9}
CALLER = os.getpid()


def hit(x):
    """One resample in 400; trials on the data are not hit."""
    return x[..., 0] == TOP and x[..., 1] == BOTTOM


def sleeping(x):
    while hit(x):
        time.sleep(1e6)
    return x.mean()


def spinning(x):
    while hit(x):
        pass
    return x.mean()


def stubborn(x):
    """Catches whatever ends it."""
    while hit(x):
        try:
            while True:
                time.sleep(0.01)
        except BaseException:
            pass
    return x.mean()


def compiled(x):
    total = 0.0
    while x[0] == TOP and x[1] == BOTTOM:
        total += x[1]
    return x.mean() + 0.0 * total


def vectorized(x, axis):
    while ((x[..., 0] == TOP) & (x[..., 1] == BOTTOM)).any():
        time.sleep(1)
    return x.mean(axis=axis)


@pytest.fixture(scope="module")
def engine():
    engine = Processes(2, timeout_s=0.5)
    yield engine
    engine.close(kill=True)


@pytest.fixture(scope="module")
def truth():
    """The run of a statistic that does not hang, and the resamples on which the others do."""
    found = bt.bootstrap(X, np.mean, engine="serial", compile=False, **OPTIONS)
    hanging = [i for i in range(B) if hit(found.replay(i))]
    assert len(hanging) in (1, 2), "choose another seed: each costs a second or more"
    return found, hanging


HANGING = {
    "sleeps": (sleeping, {"compile": False}),
    "spins in Python": (spinning, {"compile": False}),
    "cannot be stopped": (stubborn, {"compile": False}),
    "hangs in compiled code": (compiled, {"compile": True}),
    "sleeps in a block": (vectorized, {"vectorized": True}),
}


@needs_signals
@pytest.mark.parametrize("how", HANGING)
def test_what_hangs_is_left_out_and_counted(how, engine, truth):
    statistic, options = HANGING[how]
    found = bt.bootstrap(X, statistic, engine=engine, on_error="omit", **options, **OPTIONS)
    whole, hanging = truth
    overdue = np.flatnonzero(np.isnan(found.replicates)).tolist()
    # A machine that stands still for half a second may make another one overdue.
    assert set(hanging) <= set(overdue)
    assert len(overdue) <= len(hanging) + 2
    assert found._kept.failures == {"timeout": len(overdue)}
    assert np.delete(found.replicates, overdue).tobytes() == (
        np.delete(whole.replicates, overdue).tobytes()
    )
    examples = found._kept.run.partial.failures.examples
    assert examples == [(i, "timeout", "no value within timeout_s=0.5") for i in overdue]
    # Only what swallows signals, or never looks for them, costs its worker.
    costs = how in ("cannot be stopped", "hangs in compiled code")
    assert (found._kept.run.n_lost > 0) == costs or len(overdue) > len(hanging)


@needs_signals
@pytest.mark.parametrize("how", ["sleeps", "hangs in compiled code"])
def test_what_hangs_ends_the_run_and_is_named(how, engine, truth):
    statistic, options = HANGING[how]
    with pytest.raises(StatisticError, match=r"\(timeout: no value within timeout_s=0\.5\)") as got:
        bt.bootstrap(X, statistic, engine=engine, on_error="raise", **options, **OPTIONS)
    text, partial = str(got.value), got.value.partial
    number = int(text.split("on resample ")[1].split()[0])
    assert number in truth[1]
    assert f"seed 1, {partial.n_done} of {B} resamples were finished" in text
    assert f"replay({number}) of the result that this gives is the resample itself." in text
    values, done = partial.states[0][1][:, 0], truth[0].replicates
    kept = ~np.isnan(values)
    assert kept.sum() == partial.n_done > 0
    assert (values[kept] == done[kept]).all()
    again = bt.bootstrap(X, np.ptp, engine=engine, compile=False, **OPTIONS)
    assert again.n_failed == 0, "the engine does not work any more"


@needs_signals
def test_the_first_call_in_a_worker_may_load_something(tmp_path):
    """Here it takes longer than the limit, once in each worker."""

    def statistic(x):
        mark = tmp_path / str(os.getpid())
        if os.getpid() != CALLER and not mark.exists():
            mark.touch()
            time.sleep(60)
        return x.mean()

    with Processes(2, timeout_s=0.5) as engine:
        engine.close(kill=True)  # workers of other tests
        found = bt.bootstrap(X, statistic, engine=engine, compile=False, **OPTIONS)
    assert found.n_failed == 0
    assert len(list(tmp_path.iterdir())) == 2


@needs_signals
def test_every_replicate_may_hang(engine):
    def statistic(x):
        if os.getpid() != CALLER:
            time.sleep(60)
        return x.mean()

    options = OPTIONS | {"n_resamples": 19}
    with pytest.raises(StatisticError, match=r"on resample \d+ \(timeout: no value within"):
        bt.bootstrap(X, statistic, engine=engine, compile=False, **options)


def test_a_limit_that_is_not_reached_changes_nothing(engine):
    def failing(x):
        if x[0] == TOP:
            raise ValueError("the top")
        return x.mean()

    plans = [
        (failing, {"compile": False, "on_error": "omit"}),
        ("median", {}),
        (lambda x: x.max() - x[1], {"compile": True}),
    ]
    for statistic, options in plans:
        here = bt.bootstrap(X, statistic, engine="serial", **options, **OPTIONS)
        there = bt.bootstrap(X, statistic, engine=engine, **options, **OPTIONS)
        assert there.replicates.tobytes() == here.replicates.tobytes()
        assert there._kept.failures == here._kept.failures


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_code_that_hangs_does_not_outlive_the_program(tmp_path):
    """One replicate is named while another one still hangs in the other worker."""
    body = """
def hanging(x):
    if os.getpid() != CALLER:
        while True:
            try:
                time.sleep(60)
            except BaseException:
                pass
    return x.mean()

CALLER = os.getpid()

if __name__ == "__main__":
    engine = bt.engines.Processes(2, timeout_s=0.2)
    try:
        bt.bootstrap(X, hanging, n_resamples=99, rng=1, engine=engine, compile=False)
    except bt.errors.StatisticError as error:
        print("timeout" in str(error))
"""
    with Program(tmp_path, body) as program:
        code, out, err = program.finish()
        assert (code, out.split()) == (0, ["True"]), err
        wait_until(lambda: not program.children(), "the end of every process")


@pytest.mark.parametrize(
    "make",
    [
        lambda t: bt.engines.Serial(timeout_s=t),
        lambda t: bt.engines.Threads(2, timeout_s=t),
        lambda t: bt.engines.Executor(lambda: None, timeout_s=t),
        lambda t: bt.engines.Dask("tcp://127.0.0.1:1", timeout_s=t),
        lambda t: bt.engines.Ray(timeout_s=t),
        lambda t: bt.engines.IPyParallel(timeout_s=t),
        lambda t: bt.engines.MPI(timeout_s=t),
    ],
)
def test_other_engines_refuse_a_limit_and_say_why(make):
    with pytest.raises(InputError, match=r"has no timeout_s \(3 was given\): .*Processes"):
        make(3)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ("3", InputTypeError),
        (True, InputTypeError),
        (0, InputError),
        (-1.0, InputError),
        (float("nan"), InputError),
        (float("inf"), InputError),
    ],
)
def test_a_limit_is_a_positive_number(given, error):
    with pytest.raises(error, match="timeout_s="):
        Processes(2, timeout_s=given)


def test_workers_are_ours_to_kill_after_a_restart_too():
    """A restart is asked for whenever a chunk is lost, even where the pool is whole."""
    with Processes(2) as engine:
        pid = engine.submit(os.getpid).result()
        waiting = [engine.submit(time.sleep, 60) for _ in range(2)]
        engine.restart()
        assert not engine.kill(os.getpid())
        assert engine.kill(pid)
        assert all(future.exception() is not None for future in waiting)
        engine.restart()
        assert engine.submit(os.getpid).result() != pid
