"""kill -9 of ranks of an MPI job: the job ends as a whole, and goes on from its checkpoint here."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conformance.plans import chunks_of
from tests.engines.programs import HEAD, alive, wait_until
from tests.engines.services import ROOT
from tests.faults.programs import BODY
from tests.faults.table import record
from tests.faults.work import EACH_S, B, busy, outcome_of, run

pytestmark = pytest.mark.study

MARK = '(FOLDER / f"rank0-{os.getpid()}").touch()'

# Ranks that compute, and how many of them are killed; rank 0 is the program.
KILLS = {
    "a worker": (2, 1),
    "the only worker": (1, 1),
    "two at once": (2, 2),
    "the program": (2, 0),
}


def job(folder, workers):
    """Start a job, a group of processes of its own."""
    (folder / "pids").mkdir(parents=True)
    passed = {"profile": "", "cluster": "", "before": "", "options": "progress=None"}
    body = BODY.format(opened=f"if {MARK} is None:", engine="engine='mpi'", **passed)
    script = folder / "script.py"
    script.write_text(HEAD.format(folder=str(folder)) + body, encoding="utf-8")
    launcher = Path(sys.executable).parent / "mpiexec"
    return subprocess.Popen(
        [launcher, "-n", str(workers + 1), sys.executable, "-m", "mpi4py.futures", script],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env=os.environ | {"PYTHONPATH": ROOT},
    )  # fmt: skip


def ranks(folder):
    """Return rank 0 and the others that are at work; rank 0 tries the statistic, too."""
    first = {int(path.name[6:]) for path in folder.glob("rank0-*")}
    return first, {int(path.name) for path in (folder / "pids").iterdir()} - first


def killed(kill, folder, chance):
    """Kill ranks of a job that has begun, and wait until nothing of it is left."""
    workers, n = KILLS[kill]
    process = job(folder, workers)
    try:
        wait_until(lambda: len(ranks(folder)[1]) == workers, "work on every rank")
        time.sleep(chance.uniform(0.0, 0.8 * B * EACH_S / workers))
        first, others = ranks(folder)
        for pid in filter(alive, chance.sample(sorted(others), n) if n else first):
            os.kill(pid, signal.SIGKILL)
        process.wait(timeout=60)
        wait_until(lambda: not any(map(alive, first | others)), "the end of every rank")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("kill", KILLS)
def test_ranks_are_killed(kill, times, tmp_path, monkeypatch):
    chunks_of(monkeypatch, 33)
    for turn in range(times):
        folder = tmp_path / str(turn)
        killed(kill, folder, random.Random(f"mpi {kill} {turn}"))
        begin = time.monotonic()
        again = busy(folder / "pids"), "threads"
        found = outcome_of(lambda a=again, f=folder: run(*a, checkpoint=f / "kept"))
        record(f"kill -9, {kill}", "mpi, gone on with here", found.word, found.ended - begin)
        assert found.error is None
