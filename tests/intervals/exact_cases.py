"""Data whose bootstrap distribution is known exactly: skewed, on a lattice, tied, tiny."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.oracles.enumeration import (
    Law,
    bootstrap_law,
    mean_difference_law,
    mean_law,
    median_law,
    rows_law,
)
from tests.oracles.windows import jackknife_acceleration

SKEWED = np.array([0.11, 0.32, 0.35, 0.84, 1.42, 1.71, 3.25, 6.08])
TIED = np.array([1.0, 1.0, 1.0, 2.0, 2.0, 5.0, 9.0])
OTHER = np.array([2.1, 0.4, 1.3, 3.3, 2.7])
HEIGHTS = np.array([1.2, 0.7, 2.4, 1.9, 3.8, 3.1, 2.2])
WEIGHTS = np.array([0.9, 1.1, 2.0, 1.2, 3.9, 2.2, 2.9])
COUNTS = np.array([0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 7, 7, 9, 12, 15, 15, 21, 33, 58])
OTHERS = np.array([3, 8, 2, 0, 14, 6, 9, 30, 1, 4, 4, 18, 7])
DISTINCT = np.random.default_rng(5).lognormal(size=25).round(3)


@dataclass(frozen=True)
class Case:
    """One statistic of one data set, and how its exact law is found."""

    data: Any
    statistic: Any
    exact: Callable[[], Law]
    numpy: Callable[..., Any]  # of the samples: the estimate, and what is left out in turn
    paired: bool = False

    @property
    def samples(self) -> tuple[np.ndarray, ...]:
        data = self.data if isinstance(self.data, tuple) else (self.data,)
        return tuple(np.asarray(sample, float) for sample in data)

    @property
    def estimate(self) -> float:
        return float(self.numpy(*self.samples))

    @functools.cached_property
    def acceleration(self) -> float:
        if not self.paired:
            return jackknife_acceleration(self.numpy, *self.samples)
        rows = np.column_stack(self.samples)
        return jackknife_acceleration(lambda r: self.numpy(*np.asarray(r).T), RowSample(rows))

    @functools.cached_property
    def law(self) -> Law:
        return self.exact()


class RowSample(np.ndarray):
    """Rows of which ``np.delete`` leaves out one whole."""

    def __new__(cls, rows: np.ndarray) -> RowSample:
        return rows.view(cls)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        if function is np.delete:
            return np.delete(np.asarray(self), args[1], axis=0)
        return super().__array_function__(function, types, args, kwargs)


def _std(x: Any, axis: int = -1) -> Any:
    return np.std(x, ddof=1, axis=axis)


def _variance(x: Any, axis: int = -1) -> Any:
    return np.var(x, ddof=1, axis=axis)


def _log_mean(x: Any, axis: int = -1) -> Any:
    return np.log(np.mean(x, axis=axis))


def _third(x: Any, axis: int = -1) -> Any:
    return np.quantile(x, 1 / 3, axis=axis)


def _ratio(x: Any, y: Any, axis: int = -1) -> Any:
    return np.mean(x, axis=axis) / np.mean(y, axis=axis)


def _difference(x: Any, y: Any, axis: int = -1) -> Any:
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


def _median_difference(x: Any, y: Any, axis: int = -1) -> Any:
    return np.median(x, axis=axis) - np.median(y, axis=axis)


def _slope(x: Any, y: Any, axis: int = -1) -> Any:
    """Through the origin: defined on every resample."""
    return (x * y).sum(axis=axis) / (x * x).sum(axis=axis)


def _one(statistic: Any, function: Any, data: np.ndarray) -> Case:
    return Case(data, statistic, lambda: bootstrap_law(function, data), function)


CASES = {
    "mean of skewed": _one("mean", np.mean, SKEWED),
    "mean of ties": _one("mean", np.mean, TIED),
    "mean of three": _one("mean", np.mean, np.array([1.0, 2.0, 4.0])),
    "mean of counts": Case(COUNTS, "mean", lambda: mean_law(COUNTS), np.mean),
    "variance": _one("variance", _variance, SKEWED),
    "std": _one("std", _std, SKEWED),
    "median of 25": Case(DISTINCT, "median", lambda: median_law(DISTINCT), np.median),
    "median of 8": _one("median", np.median, SKEWED),
    "quantile": _one(f"quantile:{1 / 3}", _third, SKEWED),
    "log of mean, Python": _one(_log_mean, _log_mean, SKEWED),
    "mean difference": Case(
        (SKEWED[:6], OTHER),
        "mean_difference",
        lambda: bootstrap_law(_difference, SKEWED[:6], OTHER),
        _difference,
    ),
    "mean difference of counts": Case(
        (COUNTS, OTHERS),
        "mean_difference",
        lambda: mean_difference_law(COUNTS, OTHERS),
        _difference,
    ),
    "mean ratio": Case(
        (OTHER, SKEWED[1:7]),
        "mean_ratio",
        lambda: bootstrap_law(_ratio, OTHER, SKEWED[1:7]),
        _ratio,
    ),
    "median difference": Case(
        (SKEWED[:6], OTHER),
        "median_difference",
        lambda: bootstrap_law(_median_difference, SKEWED[:6], OTHER),
        _median_difference,
    ),
    "slope of rows, Python": Case(
        (HEIGHTS, WEIGHTS), _slope, lambda: rows_law(_slope, HEIGHTS, WEIGHTS), _slope, paired=True
    ),
}
