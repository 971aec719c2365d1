"""kill -9 of the program at random moments: the same call goes on elsewhere to the same bits."""

from __future__ import annotations

import random
import time
from contextlib import suppress

import psutil
import pytest

from tests.conformance.plans import chunks_of
from tests.engines.programs import alive, wait_until
from tests.faults.programs import ALONE, ENGINES, program
from tests.faults.table import record
from tests.faults.work import EACH_S, B, busy, outcome_of, run

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def started_by(pid):
    """Return the processes below; agents of Ray live on for up to a minute."""
    found = set()
    with suppress(psutil.NoSuchProcess):
        for child in psutil.Process(pid).children(recursive=True):
            if "agent" not in " ".join(child.cmdline()):
                found.add(child.pid)
    return found


def killed(engine, folder, chance):
    """Kill a program after its checkpoint was begun; return how much of that there is."""
    path = folder / "kept" / "run.bootes"
    with program(engine, folder) as started:
        ended = lambda: started.process.poll() is not None  # noqa: E731
        wait_until(lambda: path.exists() or ended(), "a checkpoint")
        time.sleep(chance.uniform(0.0, B * EACH_S))
        below = started_by(started.process.pid)
        started.process.kill()
        started.process.wait()
        if engine in ALONE:
            wait_until(lambda: not any(map(alive, below)), "the end of every process")
    return path.stat().st_size


def gone_on_with(folder, engine):
    return outcome_of(lambda: run(busy(folder / "pids"), engine, checkpoint=folder / "kept"))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_program_is_killed(engine, times, tmp_path, monkeypatch):
    if times == 1 and engine not in ("serial", "processes"):
        pytest.skip("in a study; tests/engines/test_killed_parent.py tries clusters once")
    chunks_of(monkeypatch, 33)
    for turn in range(times):
        chance = random.Random(f"parent {engine} {turn}")
        folder = tmp_path / str(turn)
        assert killed(engine, folder, chance) > 0
        then = chance.choice(
            [name for name in ("serial", "threads", "processes") if name != engine]
        )
        begin = time.monotonic()
        found = gone_on_with(folder, then)
        record("kill -9, the program", engine, found.word, found.ended - begin)
        assert found.error is None
