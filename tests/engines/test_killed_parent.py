"""A program that is killed leaves no process of a cluster that bootes started for it."""

from __future__ import annotations

import sys
import time

import psutil
import pytest

from tests.engines.programs import Program, alive, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

RUN = """
if __name__ == "__main__":
    bt.bootstrap(X, slow_mean, n_resamples=1_000_000, rng=1, engine={engine!r}, n_jobs=1,
                 compile=False)
"""


def kill_at_work(program):
    """Kill the program; return its workers and all processes that it had started."""
    wait_until(program.workers, "work")
    started = {child.pid for child in psutil.Process(program.process.pid).children(recursive=True)}
    workers = program.workers()
    program.process.kill()
    program.process.wait()
    return workers, started


@pytest.mark.parametrize("engine", ["dask", "ray"])
def test_workers_of_a_cluster_of_ours_end_with_a_killed_parent(engine, tmp_path):
    with Program(tmp_path, RUN.format(engine=engine)) as program:
        workers, started = kill_at_work(program)
        assert workers
        assert workers <= started
        wait_until(lambda: not any(map(alive, workers)), "the end of the workers")


@pytest.mark.parametrize(
    ("engine", "minutes"), [("dask", 1), pytest.param("ray", 2, marks=pytest.mark.study)]
)
def test_nothing_of_a_cluster_of_ours_outlives_a_killed_parent(engine, minutes, tmp_path):
    """Two agents of Ray's look after their cluster once a minute."""
    with Program(tmp_path, RUN.format(engine=engine)) as program:
        _, started = kill_at_work(program)
        end = time.monotonic() + 60 * minutes
        while any(map(alive, started)):
            assert time.monotonic() < end, "processes are left"
            time.sleep(0.1)
