"""Time ours and all peers of one task in turn."""

from __future__ import annotations

import functools
import gc
import time
from collections.abc import Callable
from typing import Any

from benchmarks.effort import Effort
from benchmarks.grid.cell import Cell, Timed
from benchmarks.grid.data import arrays_of
from benchmarks.grid.ours import bootstrap_of, limits
from benchmarks.grid.peers import PEERS
from benchmarks.grid.scaled import fastest
from benchmarks.grid.tasks import Task
from benchmarks.grid.ways import Way

__all__ = ["N_RESAMPLES", "measure"]

N_RESAMPLES = 10_000
_THREADS = (1, 2)


def measure(task: Task, n: int, effort: Effort) -> Cell:
    """Return the times of rounds in which everybody runs once."""
    arrays = arrays_of(task.shape, n)
    offers = {peer.name: peer.offer(task, n) for peer in PEERS}
    chosen = {"": (_ours(task), effort.size(N_RESAMPLES))} | {
        name: fastest(ways, arrays, N_RESAMPLES, effort)
        for name, ways in offers.items()
        if not isinstance(ways, str)
    }
    seconds = _rounds(
        {
            (name, threads): functools.partial(way.run, arrays, size, 1, threads)
            for name, (way, size) in chosen.items()
            for threads in (_THREADS if way.threaded else _THREADS[:1])
        },
        effort,
    )
    timed = {
        name: Timed(way.label, size, {k: s for (who, k), s in seconds.items() if who == name})
        for name, (way, size) in chosen.items()
    }
    form = bootstrap_of(task, arrays, 100, 1, 1).provenance["form"]
    ours = timed.pop("")
    return Cell(
        task.title, n, form, ours, timed, {k: v for k, v in offers.items() if isinstance(v, str)}
    )


def _ours(task: Task) -> Way:
    return Way("bootes", functools.partial(limits, task), threaded=True)


def _rounds(
    calls: dict[tuple[str, int], Callable[[], Any]], effort: Effort
) -> dict[tuple[str, int], tuple[float, ...]]:
    for call in calls.values():
        call()
    taken: dict[tuple[str, int], list[float]] = {key: [] for key in calls}
    begin, done = time.perf_counter(), 0
    while effort.more(done, time.perf_counter() - begin):
        for key, call in calls.items():
            taken[key].append(_timed(call))
        done += 1
    return {key: tuple(seconds) for key, seconds in taken.items()}


def _timed(call: Callable[[], Any]) -> float:
    gc.collect()
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin
