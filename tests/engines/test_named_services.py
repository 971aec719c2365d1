"""Engines by name: started for a run and ended with it, or the line that installs them."""

from __future__ import annotations

import os
import sys

import numpy as np
import pytest

import bootes as bt
from bootes.engines.packages import PACKAGES
from bootes.errors import EngineError, InputError, MissingPackageError
from tests.engines.programs import Program, wait_until
from tests.engines.services import beyond_loopback, descendants

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

X = np.random.default_rng(0).normal(size=20)
OPTIONS = {"n_resamples": 300, "rng": 1, "method": "percentile", "confidence_level": 0.9}


def middle(x):
    return float(np.sort(x)[9])


@pytest.mark.parametrize("name", ["dask", "ray"])
def test_a_cluster_of_ours_lives_as_long_as_the_run(name):
    """It gives the bits of one thread, is private to this machine, and leaves nothing behind."""
    before, variables = descendants(), dict(os.environ)
    seen = set()

    class Watched(bt.engines.EngineDefaults):
        def __init__(self):
            self.inner = getattr(bt.engines, name.capitalize())(n_jobs=2)
            self.info = self.inner.info

        def submit(self, function, /, *arguments):
            future = self.inner.submit(function, *arguments)
            seen.update(beyond_loopback(descendants() - before))
            return future

        def close(self, *, kill=False):
            self.inner.close(kill=kill)

    here = bt.bootstrap(X, middle, engine="serial", compile=False, **OPTIONS)
    there = bt.bootstrap(X, middle, engine=lambda: Watched(), compile=False, **OPTIONS)
    assert there.replicates.tobytes() == here.replicates.tobytes()
    assert there.provenance["execution"]["workers"] == 2
    assert seen == set()
    wait_until(lambda: not new_workers(before), "the end of every process of ours")
    assert {k: v for k, v in os.environ.items() if not k.startswith("RAY_")} == {
        k: v for k, v in variables.items() if not k.startswith("RAY_")
    }


def new_workers(before):
    """What was started since; Python's own watcher of shared resources lives on."""
    import psutil

    found = set()
    for pid in descendants() - before:
        try:
            line = " ".join(psutil.Process(pid).cmdline())
        except psutil.NoSuchProcess:
            continue
        if "resource_tracker" not in line and "forkserver" not in line:
            found.add(line)
    return found


NAMED = """
if __name__ == "__main__":
    found = bt.bootstrap(X, "median", n_resamples=500, rng=1, engine={name!r}, n_jobs=2,
                         confidence_level=0.9, method="percentile")
    print(found.provenance["execution"]["engine"], found.provenance["execution"]["workers"])
"""


def test_a_script_may_name_it(tmp_path):
    with Program(tmp_path, NAMED.format(name="dask")) as program:
        code, out, err = program.finish()
        assert (code, out.split()) == (0, ["dask", "2"]), err
        wait_until(lambda: not program.children(), "the end of every process")


def test_no_running_cluster_says_how_to_start_one(tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    with pytest.raises(EngineError, match=r"no running cluster.*ipcluster start -n 2"):
        bt.bootstrap(X, middle, engine="ipyparallel", **OPTIONS)


def test_a_program_that_is_no_mpi_job_says_how_to_start_one():
    with pytest.raises(EngineError, match=r"mpiexec -n 9 python -m mpi4py\.futures script\.py"):
        bt.bootstrap(X, middle, engine="mpi", **OPTIONS)


@pytest.mark.parametrize("name", PACKAGES)
def test_a_missing_package_says_how_to_install_it(name, monkeypatch):
    monkeypatch.setitem(sys.modules, PACKAGES[name], None)
    with pytest.raises(MissingPackageError, match=rf"pip install 'bootes\[{name}\]'"):
        bt.bootstrap(X, lambda x: pytest.fail("called"), engine=name, **OPTIONS)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_package_has_an_extra(name):
    import tomllib
    from pathlib import Path

    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    extras = tomllib.loads(text)["project"]["optional-dependencies"]
    assert extras[name][0].startswith(PACKAGES[name])


def test_nothing_optional_is_loaded_for_other_engines(tmp_path):
    body = """
if __name__ == "__main__":
    from concurrent.futures import ProcessPoolExecutor
    with ProcessPoolExecutor(1) as pool:
        bt.bootstrap(X, np.ptp, n_resamples=300, rng=1, engine=pool, confidence_level=0.9)
    bt.engines.Processes(2), bt.engines.Executor(pool)
    print([name for name in ("distributed", "ray", "ipyparallel", "mpi4py") if name in sys.modules])
"""
    with Program(tmp_path, body) as program:
        code, out, err = program.finish()
    assert (code, out.strip()) == (0, "[]"), err


def test_workers_of_a_cluster_that_exists_are_not_counted_by_us():
    with pytest.raises(InputError, match="n_jobs=2 goes with a cluster of ours"):
        bt.engines.Dask("tcp://127.0.0.1:1", n_jobs=2)
