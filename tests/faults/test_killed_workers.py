"""kill -9 of workers at random moments: the bits of an undisturbed run, or an error of ours."""

from __future__ import annotations

import os
import random
import re
import signal
import threading
import time

import pytest

from tests.conformance.plans import chunks_of
from tests.engines.programs import alive, wait_until
from tests.faults.running import KILLED, OURS
from tests.faults.table import record
from tests.faults.work import EACH_S, B, busy, outcome_of, pids, run

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray"),
]

# Workers that there are, and how many of them are killed.
KILLS = {"a worker": (2, 1), "the only worker": (1, 1), "two at once": (2, 2)}

# Where nothing replaces them the run ends; who loses one engine of IPython goes on with the others.
MAY_END = {
    "pool of the user": r"takes no more work .* is not ours to replace",
    "ipyparallel": r"no worker of engine 'ipyparallel' is left",
}

# In every run of the tests; a study tries them all.
ONCE = [
    *(("the only worker", engine) for engine in ("processes", "ray", "ipyparallel")),
    *(("two at once", engine) for engine in ("pool of ours", "pool of the user", "dask")),
]


class Killer(threading.Thread):
    """Kills so many of the processes at work, some time after as many have begun."""

    def __init__(self, folder, n, moment, chance):
        super().__init__(daemon=True)
        self.folder, self.n, self.moment, self.chance = folder, n, moment, chance
        self.when = 0.0

    def run(self):
        wait_until(lambda: len(self.there()) >= self.n, "work in every worker")
        time.sleep(self.moment)
        victims = self.chance.sample(self.there(), min(self.n, len(self.there())))
        self.when = time.monotonic()
        for pid in victims:
            os.kill(pid, signal.SIGKILL)

    def there(self):
        return sorted(filter(alive, pids(self.folder)))


def disturbed(kill, engine, running, folder, chance):
    workers, n = KILLS[kill]
    killer = Killer(folder, n, chance.uniform(0.0, 0.8 * B * EACH_S / workers), chance)
    with running.of(engine, workers) as spec:
        killer.start()
        found = outcome_of(lambda: run(busy(folder), spec))
        killer.join()
    if engine in OURS:
        wait_until(lambda: not any(map(alive, pids(folder))), "the end of the workers")
    return found, max(0.0, found.ended - killer.when)


@pytest.mark.parametrize("engine", KILLED)
@pytest.mark.parametrize("kill", KILLS)
def test_killed_workers(kill, engine, times, running, tmp_path, monkeypatch):
    """Engines of IPython that are gone are waited for, a minute where nobody shortens it."""
    if times == 1 and (kill, engine) not in ONCE:
        pytest.skip("in a study; tests/engines/ kills one of two workers once")
    if engine == "ipyparallel":
        monkeypatch.setattr("bootes._core.crew._STALL_S", 2.0)
    chunks_of(monkeypatch, 20)
    for turn in range(times):
        folder = tmp_path / str(turn)
        folder.mkdir()
        chance = random.Random(f"{kill} {engine} {turn}")
        found, seconds = disturbed(kill, engine, running, folder, chance)
        record(f"kill -9, {kill}", engine, found.word, seconds)
        if found.error is not None:
            assert re.search(MAY_END.get(engine, "none"), str(found.error)), found.error
            assert engine != "ipyparallel" or kill != "a worker"
