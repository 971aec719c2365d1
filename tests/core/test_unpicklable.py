"""A statistic that cannot travel: refused where processes were asked for, serial otherwise."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

import bootes as bt
from bootes.errors import EngineError, PerformanceWarning


def slow_and_locked():
    lock = threading.Lock()

    def statistic(x):
        with lock:
            time.sleep(0.004)
        return x.mean()

    return statistic


def test_where_the_engine_was_chosen_from_the_cost_the_run_stays_and_says_so():
    with pytest.warns(PerformanceWarning, match=r"stays in one process, since .*'lock', a lock"):
        r = bt.bootstrap(np.arange(9.0), slow_and_locked(), n_resamples=700, rng=1, n_jobs=2)
    assert r.provenance["execution"]["engine"] == "serial"
    assert np.allclose(
        r.replicates, bt.bootstrap(np.arange(9.0), "mean", n_resamples=700, rng=1).replicates
    )


def test_where_processes_were_asked_for_it_is_refused_by_name():
    with pytest.raises(EngineError, match=r"'lock', a lock"):
        bt.bootstrap(np.arange(9.0), slow_and_locked(), rng=1, engine="processes", n_jobs=2)
