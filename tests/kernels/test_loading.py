"""Ctrl-C while Numba is loaded: it is heard after, and the next call works."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import os, signal, sys, threading, time
import bootes as bt

def interrupt():
    while "numba.core" not in sys.modules:
        time.sleep(0.0005)
    time.sleep({delay})
    os.kill(os.getpid(), signal.SIGINT)

thread = threading.Thread(target=interrupt)
thread.start()
call = lambda: bt.bootstrap([1.0, 2.0, 4.0, 8.0], "median", n_resamples=999, rng=1)
try:
    call()
    thread.join()
    print("too late")
except KeyboardInterrupt:
    print("interrupted")
print(call().n_resamples)
"""


@pytest.mark.parametrize("delay", [0.0, 0.05])
def test_half_of_numba_is_never_left(delay):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(delay=delay)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["interrupted", "999"], done.stderr
