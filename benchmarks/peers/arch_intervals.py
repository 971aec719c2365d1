"""arch: ``IIDBootstrap`` and ``IndependentSamplesBootstrap``."""

from __future__ import annotations

import functools
from typing import Any

from benchmarks.grid.tasks import Task
from benchmarks.grid.ways import Offer, Way

__all__ = ["offer"]


def offer(task: Task, n: int) -> Offer:
    """Return its one way."""
    return (Way("conf_int", functools.partial(_limits, task)),)


def _limits(task: Task, arrays: tuple[Any, ...], size: int, seed: int, threads: int) -> Any:
    from arch.bootstrap import IIDBootstrap, IndependentSamplesBootstrap

    scheme = IndependentSamplesBootstrap if task.shape == "groups" else IIDBootstrap
    low, high = scheme(*arrays, seed=seed).conf_int(task.python, reps=size, method="percentile")
    return (low, high) if task.shape == "rows" else (low[0], high[0])
