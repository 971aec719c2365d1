"""The MPI engine in a job of three ranks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.study

SCRIPT = """
import bootes as bt
from tests.engines.service_runs import ENDINGS, RUNS, X, ending, expected, sha

if __name__ == "__main__":
    for name, run in RUNS.items():
        print(name, sha(run("mpi")) == expected(name))
    for name, (kind, message) in ENDINGS.items():
        try:
            bt.bootstrap(X, ending(name), n_resamples=400, rng=1, engine="mpi", compile=False)
        except bt.errors.StatisticError as error:
            print(name, kind in str(error) and message in str(error))
    found = bt.bootstrap(X, "mean", n_resamples=500, rng=1, engine="mpi")
    print(found.provenance["execution"]["engine"], found.provenance["execution"]["workers"])
"""


def test_ranks_give_the_bits_of_one_thread(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    launcher = Path(sys.executable).parent / "mpiexec"
    done = subprocess.run(
        [launcher, "-n", "3", sys.executable, "-m", "mpi4py.futures", script],
        capture_output=True, text=True, timeout=300,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[-1] == "mpi 2"
    assert len(lines) == 10
    assert all(line.endswith(" True") for line in lines[:-1]), lines
