"""Kernels on disk: found again, told when that cannot be, tied to all kernels' sources."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bootes._kernels

ROOM = Path(bootes._kernels.__file__).parent

COUNT = """
import sys
from bootes._kernels import {module}
kernel = {module}.{name}
print(sum(kernel.stats.cache_hits.values()), sum(kernel.stats.cache_misses.values()))
"""

UNWRITABLE = """
import warnings
import numba.core.caching as caching

def refuse(*_):
    raise RuntimeError("cannot cache function: no locator available for file")

caching.FunctionCache.__init__ = refuse
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    from bootes._kernels import order
    import numpy as np
    print(order.middle(np.array([3.0, 1.0, 2.0])))
print({type(w.message).__name__ for w in caught}, "NUMBA_CACHE_DIR" in str(caught[0].message))
"""


def python(code):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")


def test_kernels_are_found_again_in_the_next_process():
    code = COUNT.format(module="order", name="select")
    python(code)
    hits, misses = map(int, python(code)[0].split())
    assert (hits, misses) == (1, 0)


def test_without_a_place_on_disk_kernels_work_with_a_warning():
    value, warned, *_ = python(UNWRITABLE)
    assert float(value) == 2.0
    assert warned == "{'PerformanceWarning'} True"


def test_what_is_on_disk_is_stamped_with_every_kernels_source(tmp_path, monkeypatch):
    """A change in one file makes the kernels of all files anew: they are compiled into others."""
    from bootes._kernels import _jit, order

    before = _jit.digest_of_sources()
    _, stamp = order.select._cache._cache_file._source_stamp
    assert stamp == before
    for source in ROOM.glob("*.py"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    monkeypatch.setattr(_jit, "__file__", str(tmp_path / "_jit.py"))
    _jit.digest_of_sources.cache_clear()
    assert _jit.digest_of_sources() == before
    (tmp_path / "sfc64.py").write_text("# another stream\n")
    _jit.digest_of_sources.cache_clear()
    assert _jit.digest_of_sources() != before
    monkeypatch.undo()
    _jit.digest_of_sources.cache_clear()
