"""The grid: the statistics, three sizes, all peers, on one thread and on two."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.effort import Effort
from benchmarks.grid.cell import Cell
from benchmarks.grid.compile_time import first_calls
from benchmarks.grid.measure import measure
from benchmarks.grid.tasks import TASKS
from benchmarks.rows import Figure

__all__ = ["rows"]

_SIZES = (30, 279, 10_000)


def rows(effort: Effort) -> Iterator[Cell | Figure]:
    """Yield the cells, then what the first call of a user's function costs."""
    for task in TASKS:
        for n in _SIZES:
            yield measure(task, n, effort)
    yield from first_calls(effort)
