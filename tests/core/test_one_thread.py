"""Numerical libraries in workers have one thread, and what they had before afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bootes

SOURCE = str(Path(bootes.__file__).parents[1])
PROGRAM = """
import threading
import numba, numpy as np, scipy.linalg
from threadpoolctl import threadpool_info
from bootes._core.one_thread import one_thread_per_library

def counts():
    return sorted({library["num_threads"] for library in threadpool_info()})

numba.set_num_threads(2)
before = counts(), numba.get_num_threads()
assert max(before[0]) > 1
"""


def printed(body):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM + body], capture_output=True, text=True, timeout=120,
        env={
            "NUMBA_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "3", "PATH": "", "PYTHONPATH": SOURCE,
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_one_inside_and_as_before_afterwards():
    body = """
try:
    with one_thread_per_library():
        print(counts() == [1], numba.get_num_threads())
        raise ValueError
except ValueError:
    print(before == (counts(), numba.get_num_threads()))
"""
    assert printed(body) == ["True", "1", "True"]


def test_chunks_in_two_threads_put_back_what_the_first_one_found():
    """The second begins while the first holds one thread, and ends after it."""
    body = """
begun, end = threading.Event(), threading.Event()

def second():
    with one_thread_per_library():
        begun.set()
        end.wait(60)
        print(counts() == [1], numba.get_num_threads())

with one_thread_per_library():
    thread = threading.Thread(target=second)
    thread.start()
    begun.wait(60)
end.set()
thread.join()
print(before == (counts(), numba.get_num_threads()))
"""
    assert printed(body) == ["True", "1", "True"]
