"""Forked workers, from a process of their own: a fork copies locks that other threads hold.

Where Ray, Dask or ZeroMQ have been at work before, a forked child may wait for ever, whoever forks.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.engines.services import FORKS, ROOT


def test_a_pool_of_forked_workers_is_an_engine():
    """All of test_services.py, which prints the test that hangs, if one does."""
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider"]
    limits = ["-o", "faulthandler_timeout=120", "tests/engines/test_services.py"]
    done = subprocess.run(
        [*command, *limits], cwd=ROOT, env=os.environ | {FORKS: "1"},
        capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-8_000:]
    assert "[fork" in done.stdout
    assert " passed" in done.stdout.splitlines()[-1]
