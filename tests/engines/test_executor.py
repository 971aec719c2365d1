"""Executors of the user's and of ours, without services."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

import bootes as bt
from bootes.engines.defaults import EngineDefaults
from bootes.engines.executor import Executor
from bootes.engines.resolve import as_engine
from bootes.errors import InputError, InputTypeError
from bootes.protocols import EngineInfo
from tests.engines.programs import Program, alive, wait_until

X = np.random.default_rng(0).normal(size=20)
OPTIONS = {"n_resamples": 400, "rng": 1, "method": "percentile", "confidence_level": 0.9}
SPAWN = multiprocessing.get_context("spawn")


def pool_of_two():
    return ProcessPoolExecutor(2, mp_context=SPAWN)


class OnlySubmit:
    """The least that can be handed over: an executor of nobody's library."""

    def __init__(self):
        self.n = 0

    def submit(self, function, /, *arguments):
        self.n += 1
        future = Future()
        future.set_result(function(*arguments))
        return future


class OnlyThePort(OnlySubmit):
    info = EngineInfo("mine", None, shares_memory=True, min_chunk_seconds=0.0)


@pytest.mark.parametrize("make", [OnlySubmit, OnlyThePort])
def test_submit_is_enough(make):
    engine = make()
    found = bt.bootstrap(X, np.ptp, engine=engine, **OPTIONS)
    here = bt.bootstrap(X, np.ptp, engine="serial", **OPTIONS)
    assert found.replicates.tobytes() == here.replicates.tobytes()
    assert engine.n == found.provenance["execution"]["chunks"] > 0


def test_what_is_known_of_an_executor():
    with ThreadPoolExecutor(3) as threads:
        info = Executor(threads).info
        assert (info.name, info.workers, info.shares_memory) == ("ThreadPoolExecutor", 3, True)
        assert Executor(threads, 2).info.workers == 2
    info = Executor(OnlySubmit()).info
    assert (info.name, info.workers, info.shares_memory) == ("OnlySubmit", None, False)
    assert not info.same_host
    assert Executor(OnlySubmit()).alive() is None


def test_a_pool_of_the_user_is_left_open():
    with ThreadPoolExecutor(2) as pool:
        choice = as_engine(pool, None, compiled=True)
        assert not choice.owned
        choice.pick(1.0).close(kill=True)
        bt.bootstrap(X, np.ptp, engine=pool, **OPTIONS)
        with pytest.raises(bt.errors.StatisticError):
            bt.bootstrap(X, failing, engine=pool, compile=False, **OPTIONS)
        assert pool.submit(len, "abc").result() == 3


def failing(x):
    if x[0] > 1.2:
        raise ValueError("too large")
    return x.mean()


def test_what_a_function_makes_is_ours_and_is_closed():
    made = []

    def make():
        made.append(ThreadPoolExecutor(2))
        return made[-1]

    bt.bootstrap(X, np.ptp, engine=make, **OPTIONS)
    assert len(made) == 1
    with pytest.raises(RuntimeError, match="after shutdown"):
        made[0].submit(len, "abc")


def test_a_broken_pool_is_made_again(tmp_path):
    """Its workers end with the run, like those of any pool of ours."""
    caller, pids = os.getpid(), tmp_path / "pids"
    pids.mkdir()

    def statistic(x):
        (pids / str(os.getpid())).touch()
        mark = tmp_path / "killed"
        if x[0] > 1.2 and os.getpid() != caller and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return x.mean()

    found = bt.bootstrap(X, statistic, engine=pool_of_two, compile=False, **OPTIONS)
    here = bt.bootstrap(X, np.mean, engine="serial", compile=False, **OPTIONS)
    assert (tmp_path / "killed").exists()
    assert found.replicates.tobytes() == here.replicates.tobytes()
    assert found.provenance["execution"]["lost_chunks"] >= 1
    workers = {int(path.name) for path in pids.iterdir()} - {caller}
    assert workers
    wait_until(lambda: not any(map(alive, workers)), "the end of the workers")


@pytest.mark.parametrize("method", ["fork", "forkserver"])
def test_workers_of_ours_end_with_their_parent(method, tmp_path):
    """A fork server is the parent by number, and outlives the one that counts."""
    body = f"""
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    make = lambda: ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("{method}"))
    bt.bootstrap(X, slow_mean, n_resamples=10**6, rng=1, compile=False, engine=make)
"""
    with Program(tmp_path, body) as program:
        wait_until(lambda: len(program.workers()) == 2, "two workers at work")
        workers = program.workers()
        program.process.kill()
        program.process.wait()
        wait_until(lambda: not any(map(alive, workers)), "the end of the workers")


def watched(x):
    names = [thread.name for thread in threading.enumerate()]
    return float("bootes-parent-watch" in names)


@pytest.mark.parametrize("ours", [True, False])
def test_only_workers_of_ours_are_watched(ours):
    with pool_of_two() as pool:
        engine = pool_of_two if ours else pool
        found = bt.bootstrap(X, watched, engine=engine, compile=False, **OPTIONS)
    assert set(found.replicates) == {float(ours)}


def test_a_factory_of_something_else_is_refused():
    with pytest.raises(InputTypeError, match=r"gave 3, which has no method submit"):
        bt.bootstrap(X, np.ptp, engine=lambda: 3, **OPTIONS)


def test_an_executor_has_its_own_number_of_workers():
    with (
        ThreadPoolExecutor(2) as pool,
        pytest.raises(InputError, match="n_jobs=2 goes with an engine's name"),
    ):
        bt.bootstrap(X, np.ptp, engine=pool, n_jobs=2, **OPTIONS)


@pytest.mark.parametrize("wrong", ["numpy", np, ["numpy"], [3]])
def test_modules_are_modules(wrong):
    with pytest.raises(InputTypeError, match=r"ship_modules=.* is no list of modules"):
        bt.engines.Processes(2, ship_modules=wrong)


def test_an_engine_is_closed_by_its_block():
    class Noted(EngineDefaults):
        def close(self, *, kill=False):
            self.ended = kill

    with Noted() as calm:
        pass
    assert calm.ended is False
    with pytest.raises(KeyError), Noted() as hasty:
        raise KeyError
    assert hasty.ended is True


HELPER = """
import numpy as np

class Shift:
    def __init__(self, by):
        self.by = by

def shifted(x):
    return float(np.sort(x)[3]) + Shift(2.0).by
"""
SHIPPING = """
import concurrent.futures, multiprocessing

if __name__ == "__main__":
    pool = concurrent.futures.ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("forkserver"))
    pool.submit(int).result()  # the worker starts, and knows the paths of now
    sys.path.insert(0, str(FOLDER / "beside"))
    import helper
    options = dict(n_resamples=99, rng=1, method="percentile", confidence_level=0.9, compile=False)
    try:
        bt.bootstrap(X, helper.shifted, engine=pool, **options)
    except bt.errors.EngineError as error:
        print(error)
    there = bt.bootstrap(X, helper.shifted, **options,
                         engine=bt.engines.Executor(pool, ship_modules=[helper]))
    here = bt.bootstrap(X, helper.shifted, engine="serial", **options)
    print(there.replicates.tobytes() == here.replicates.tobytes())
    import cloudpickle
    print(cloudpickle.list_registry_pickle_by_value())
"""


def test_a_module_beside_the_script_can_be_shipped(tmp_path):
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "helper.py").write_text(HELPER, encoding="utf-8")
    with Program(tmp_path, SHIPPING) as program:
        code, out, err = program.finish()
    assert code == 0, err
    said, same, registered = out.splitlines()
    assert "No module named 'helper'" in said
    assert "0 of 99 resamples were finished" in said
    assert said.endswith("pass ship_modules=[helper] to the engine, or install it there.")
    assert (same, registered) == ("True", "set()")
