"""Statistics that end badly on one resample: it is named, or the range of resamples around it."""

from __future__ import annotations

import os
import random
import re
import sys
import threading
import time

import pytest

import bootes as bt
from tests.conformance.plans import chunks_of
from tests.engines.service_runs import TwoArguments
from tests.faults.running import KILLED
from tests.faults.table import record
from tests.faults.work import B, outcome_of, run, truth

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray"),
]

HERE = ("serial", "threads")


def _raise_two():
    raise TwoArguments("boom", 2)


# What it does, and what the error says.
ENDINGS = {
    "raises an exception of two arguments": (_raise_two, r"resample {i} \(TwoArguments: boom 2\)"),
    "returns what cannot be pickled": (threading.Lock, r"resample {i} \(.*must return a number"),
    "raises SystemExit": (lambda: sys.exit(3), r"failed \(SystemExit: 3\)"),
}


def ending_on(replicate, end):
    """Return a statistic that ends like this on one resample."""
    poison = float(truth().replay(replicate).sum())

    def statistic(x):
        return end() if x.sum() == poison else x.mean()

    return statistic


def tried(fault, engine, spec, end, replicate):
    begin = time.monotonic()
    found = outcome_of(lambda: run(ending_on(replicate, end), spec))
    record(f"the statistic {fault}", engine, found.word, found.ended - begin)
    return str(found.error)


@pytest.mark.parametrize("engine", [*HERE, *KILLED])
@pytest.mark.parametrize("fault", ENDINGS)
def test_errors(fault, engine, times, running, monkeypatch):
    if times == 1 and engine not in HERE:
        pytest.skip("tests/engines/test_services.py and test_processes.py try this once")
    chunks_of(monkeypatch, 20)
    end, said = ENDINGS[fault]
    with running.of(engine, deadly=False) as spec:
        for turn in range(times):
            i = random.Random(f"{fault} {engine} {turn}").randrange(20, B)
            text = tried(fault, engine, spec, end, i)
            assert re.search(said.format(i=i), text), text


NAMED = r"lost \d times .* resamples (\d+) to (\d+) "
EXITS = {
    "pool of the user": "takes no more work",
    "ipyparallel": "no worker of engine 'ipyparallel' is left",
    # A nanny of Dask's may give its worker up after so many deaths.
    "dask": rf"{NAMED}|no worker of engine 'dask' is left",
}


@pytest.mark.parametrize("engine", KILLED)
def test_os_exit(engine, times, running, monkeypatch):
    """In the caller's own process it would end the program."""
    if times == 1 and engine != "pool of ours":
        pytest.skip("tests/engines/ tries it once; for others it is as a killed worker")
    if engine in ("ipyparallel", "dask"):
        monkeypatch.setattr("bootes._core.crew._STALL_S", 20.0 if engine == "dask" else 2.0)
    chunks_of(monkeypatch, 20)
    for turn in range(times):
        i = random.Random(f"exit {engine} {turn}").randrange(20, B)
        with running.of(engine) as spec:
            text = tried("calls os._exit", engine, spec, lambda: os._exit(9), i)
        found = re.search(EXITS.get(engine, NAMED), text)
        assert found, text
        if found.lastindex:
            assert int(found[1]) <= i <= int(found[2])


@pytest.mark.parametrize("hangs", ["sleeps for ever", "catches everything and sleeps for ever"])
def test_hanging(hangs, times, monkeypatch):
    """With the time limit of the engine that has one."""
    if times == 1:
        pytest.skip("tests/engines/test_time_limit.py tries this once")

    def end():
        while True:
            try:
                time.sleep(1e6)
            except BaseException:
                if hangs == "sleeps for ever":
                    raise

    chunks_of(monkeypatch, 20)
    with bt.engines.Processes(2, timeout_s=0.5) as engine:
        for turn in range(times):
            i = random.Random(f"{hangs} {turn}").randrange(20, B)
            text = tried(hangs, "processes", engine, end, i)
            assert re.search(rf"resample {i} \(timeout: no value within timeout_s=0\.5\)", text)
