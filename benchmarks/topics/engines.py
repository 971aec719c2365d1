"""What engines cost and gain: one worker and two against serial, a millisecond a replicate."""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import numpy as np

import bootes
from benchmarks.effort import Effort
from benchmarks.pairs import Contender, compare
from benchmarks.rows import Pair

__all__ = ["rows"]

_STEPS = 27_000  # of a loop that takes about a millisecond
_X = np.random.default_rng(1).normal(size=50)


def rows(effort: Effort) -> Iterator[Pair]:
    """Yield two rows for each engine."""
    size = effort.size(4_000, least=20)
    serial = Contender("serial", functools.partial(_run, "serial"), size)
    for name, started in _ENGINES.items():
        for workers, target in ((1, 0.98), (2, 1.8)):
            with started(workers) as engine:
                ours = Contender(name, functools.partial(_run, engine), size)
                what = f"{name}, {workers} at work: {size:,} replicates of a millisecond in Python"
                yield compare(what, ours, serial, effort, target)


def _run(engine: Any, size: int) -> Any:
    found: Any = bootes.bootstrap(
        _X, _millisecond, n_resamples=size, rng=1, engine=engine, compile=False,
        method="percentile", confidence_level=0.5, progress=False,
    )  # fmt: skip
    return found.interval()


def _millisecond(x: Any) -> float:
    total = 0.0
    for step in range(_STEPS):
        total += step * 1e-9
    return float(x[0] + total)


@contextmanager
def _loky(workers: int) -> Iterator[Any]:
    from loky import ProcessPoolExecutor as Loky

    pool = Loky(workers)
    yield pool
    pool.shutdown(kill_workers=True)


@contextmanager
def _spawn(workers: int) -> Iterator[Any]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield pool


@contextmanager
def _ours(make: Callable[..., Any], workers: int) -> Iterator[Any]:
    engine = make(n_jobs=workers)
    yield engine
    engine.close()


@contextmanager
def _ipyparallel(workers: int) -> Iterator[Any]:
    import ipyparallel

    options = {"n": workers, "engines": "local", "controller_ip": "127.0.0.1", "log_level": 40}
    with ipyparallel.Cluster(**options) as client:
        client.wait_for_engines(workers, timeout=120)
        yield client


_ENGINES: dict[str, Callable[[int], AbstractContextManager[Any]]] = {
    "loky": _loky,
    "spawn": _spawn,
    "Dask": functools.partial(_ours, bootes.engines.Dask),
    "ipyparallel": _ipyparallel,
    "Ray": functools.partial(_ours, bootes.engines.Ray),
}
