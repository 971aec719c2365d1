"""The work that is disturbed, and what must come of it: the bits of one thread, or our error."""

from __future__ import annotations

import functools
import os
import threading
import time
from pathlib import Path

import numpy as np

import bootes as bt
from bootes.errors import BootesError
from tests.engines.service_runs import sha

__all__ = ["LIMIT_S", "B", "Outcome", "busy", "outcome_of", "run", "truth"]

B = 400
X = np.random.default_rng(0).normal(size=20)
OPTIONS = {
    "n_resamples": B, "rng": 1, "method": "percentile", "confidence_level": 0.9, "compile": False,
}  # fmt: skip
EACH_S = 0.002
LIMIT_S = 180.0  # beyond it a run hangs; none takes a tenth of that on a quiet machine


def busy(folder):
    """Return a statistic that takes its time and leaves a file for every process it runs in."""
    folder = str(folder)

    def statistic(x):
        with open(os.path.join(folder, str(os.getpid())), "a"):
            time.sleep(EACH_S)
        return x.mean()

    return statistic


def run(statistic, engine, **options):
    data = options.pop("data", X)
    return bt.bootstrap(data, statistic, engine=engine, **OPTIONS | options)


@functools.cache
def truth():
    """The undisturbed result, of one thread."""
    return run(np.mean, "serial")


class Outcome:
    """What came of a run, and when it ended."""

    def __init__(self, result=None, error=None):
        self.result, self.error = result, error
        self.ended = time.monotonic()
        self.word = "same bits" if error is None else "error"

    def check(self):
        """No wrong number: neither in a result nor in what an error has of it."""
        if self.error is None:
            assert sha(self.result.replicates) == sha(truth().replicates)
            return
        assert isinstance(self.error, BootesError), repr(self.error)
        partial = getattr(self.error, "partial", None)
        if partial is not None:
            values = partial.states[0][1][:, 0]
            known = ~np.isnan(values)
            assert known.sum() == partial.n_done < B
            assert (values[known] == truth().replicates[known]).all()


def outcome_of(call):
    """Return what comes of a call within the limit; errors are checked to be ours."""
    found = []

    def work():
        try:
            found.append(Outcome(call()))
        except Exception as error:
            found.append(Outcome(error=error))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(LIMIT_S)
    assert found, f"the run hangs: nothing came of it within {LIMIT_S} s"
    found[0].check()
    return found[0]


def pids(folder):
    """Return the processes, other than this one, in which the statistic has been at work."""
    return {int(path.name) for path in Path(folder).iterdir()} - {os.getpid()}
