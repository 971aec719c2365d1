"""The loops that a course's package compiles around a user's statistic, on ``np.random.choice``.

The recipe is that of bebi103's ``draw_bs_reps``; the code is ours.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numba import njit

from benchmarks.grid.tasks import Task
from benchmarks.grid.ways import Offer, Way

__all__ = ["offer"]


@njit
def _seed(seed: int) -> None:
    np.random.seed(seed)


@njit
def _of_sample(statistic: Any, x: Any, out: Any) -> None:
    for b in range(out.size):
        out[b] = statistic(np.random.choice(x, x.size))


@njit
def _of_pairs(statistic: Any, x: Any, y: Any, out: Any) -> None:
    rows = np.arange(x.size)
    for b in range(out.size):
        drawn = np.random.choice(rows, x.size)
        out[b] = statistic(x[drawn], y[drawn])


@njit
def _of_groups(statistic: Any, x: Any, y: Any, out: Any) -> None:
    for b in range(out.size):
        out[b] = statistic(np.random.choice(x, x.size), np.random.choice(y, y.size))


@njit
def _of_rows(statistic: Any, rows: Any, out: Any) -> None:
    numbers = np.arange(rows.shape[0])
    for b in range(out.shape[0]):
        out[b] = statistic(rows[np.random.choice(numbers, numbers.size)])


_LOOPS = {"sample": _of_sample, "pairs": _of_pairs, "groups": _of_groups, "rows": _of_rows}


def offer(task: Task, n: int) -> Offer:
    """Return the loop for the shape of the data."""
    return (Way("np.random.choice", functools.partial(_limits, task)),)


def _limits(task: Task, arrays: tuple[Any, ...], size: int, seed: int, threads: int) -> Any:
    out = np.empty((size, arrays[0].shape[1]) if task.shape == "rows" else size)
    _seed(seed)
    _LOOPS[task.shape](task.compiled, *arrays, out)
    return np.percentile(out, [2.5, 97.5], axis=0)
