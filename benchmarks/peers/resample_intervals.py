"""scikit-hep's resample, drawn as ours are ("ordinary", which is also its fastest)."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from benchmarks.grid.tasks import Task
from benchmarks.grid.ways import Offer, Way

__all__ = ["offer"]


def offer(task: Task, n: int) -> Offer:
    """Return its one way: two samples are its strata, vectors lack an interval of its own."""
    if task.shape == "rows":
        return (Way("bootstrap, then np.percentile", functools.partial(_limits_of_rows, task)),)
    if task.shape == "groups":
        return (Way("strata", functools.partial(_limits_of_groups, task)),)
    return (Way("confidence_interval", functools.partial(_limits, task.python)),)


def _limits(
    statistic: Any, arrays: tuple[Any, ...], size: int, seed: int, threads: int, **options: Any
) -> Any:
    from resample.bootstrap import confidence_interval

    return confidence_interval(
        statistic,
        *arrays,
        size=size,
        ci_method="percentile",
        method="ordinary",
        random_state=seed,
        **options,
    )


def _limits_of_groups(
    task: Task, arrays: tuple[Any, ...], size: int, seed: int, threads: int
) -> Any:
    n = len(arrays[0])
    labels = np.repeat([0, 1], [n, len(arrays[1])])
    pooled = (np.concatenate(arrays),)
    return _limits(lambda x: task.python(x[:n], x[n:]), pooled, size, seed, threads, strata=labels)


def _limits_of_rows(task: Task, arrays: tuple[Any, ...], size: int, seed: int, threads: int) -> Any:
    from resample.bootstrap import bootstrap

    replicates = bootstrap(task.python, *arrays, size=size, method="ordinary", random_state=seed)
    return np.percentile(replicates, [2.5, 97.5], axis=0)
