"""How many workers ``n_jobs`` stands for."""

from __future__ import annotations

import os
import re

import numpy as np
import pytest

import bootes as bt
from bootes.engines.processes import Processes
from bootes.engines.threads import Threads
from bootes.engines.workers import n_workers, usable_cpus
from bootes.errors import InputError, InputTypeError, PerformanceWarning

X = [3.0, 1.0, 4.0, 1.5]


def test_usable_cpus_are_those_of_the_affinity():
    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("this system has no affinity")
    assert 1 <= usable_cpus() <= len(os.sched_getaffinity(0))


def test_the_affinity_is_obeyed():
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("this system has no affinity")
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert usable_cpus() == 1
        assert n_workers(None) == n_workers(-1) == 1
    finally:
        os.sched_setaffinity(0, before)


@pytest.fixture
def four_cpus(monkeypatch):
    monkeypatch.setattr("bootes.engines.workers.usable_cpus", lambda: 4)


@pytest.mark.usefixtures("four_cpus")
@pytest.mark.parametrize(
    ("n_jobs", "workers"),
    [(None, 4), (1, 1), (3, 3), (7, 7), (-1, 4), (-2, 3), (-4, 1), (np.int64(2), 2)],
)
def test_workers_are_counted_as_joblib_does(n_jobs, workers):
    assert n_workers(n_jobs) == workers


@pytest.mark.parametrize(("cpus", "most"), [(4, 64), (100, 400)])
def test_a_slip_of_the_finger_starts_no_million_processes(cpus, most, monkeypatch):
    monkeypatch.setattr("bootes.engines.workers.usable_cpus", lambda: cpus)
    assert n_workers(most) == most
    with pytest.warns(PerformanceWarning, match=rf"n_jobs=1000000 .*; {most} workers are used"):
        assert n_workers(10**6) == most


@pytest.mark.usefixtures("four_cpus")
@pytest.mark.parametrize("n_jobs", [0, -5, -(10**6)])
def test_no_worker_is_refused(n_jobs):
    said = re.escape(f"n_jobs={n_jobs} is not allowed") + ".*-1 to -4"
    with pytest.raises(InputError, match=said):
        n_workers(n_jobs)


@pytest.mark.parametrize("n_jobs", [1.5, 2.0, "all", True, [2]])
def test_what_is_no_int_is_refused(n_jobs):
    with pytest.raises(InputTypeError, match=r"n_jobs=.*Pass an int, or None"):
        n_workers(n_jobs)


@pytest.mark.parametrize("n_jobs", [0, 1.5, "all", True, -(10**6)])
@pytest.mark.parametrize("engine", [None, "serial", "threads", "processes"])
def test_verbs_refuse_it_before_any_work(engine, n_jobs, monkeypatch):
    monkeypatch.setattr("bootes._core.execute.execute_chunk", None)

    def statistic(x):
        raise AssertionError("the statistic is called")

    with pytest.raises((InputError, InputTypeError), match="n_jobs="):
        bt.bootstrap(X, statistic, engine=engine, n_jobs=n_jobs)
    with pytest.raises((InputError, InputTypeError), match="n_jobs="):
        bt.permutation_test((X, X), statistic, engine=engine, n_jobs=n_jobs)


@pytest.mark.parametrize("engine", [Threads, Processes])
def test_engines_have_the_workers_asked_for(engine):
    assert engine(3).info.workers == 3
    assert engine().info.workers == usable_cpus()
    with pytest.raises(InputError):
        engine(0)
