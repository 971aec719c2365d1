"""The statistics of the grid, in every form that somebody can use."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

__all__ = ["TASKS", "Task"]


@dataclass(frozen=True)
class Task:
    """One statistic: ``ours`` is what bootes gets, the other forms are for the peers.

    The user's lambda and the user's @njit function go to everybody as they are, which for
    SciPy means one call per resample; the hand-compiled loop gets the lambda under @njit.

    ``shape`` says what the data are: a "sample", "pairs" (two columns drawn together), "groups"
    (two samples drawn apart) or "rows" of five columns.
    """

    title: str
    shape: str
    ours: Any
    python: Callable[..., Any]  # of the arrays of one resample
    along: Callable[..., Any] | None  # the same of blocks of resamples, with axis=
    compiled: Callable[..., Any]  # the same under Numba
    polars: Callable[[Any], Any] | None = None  # the same of a polars frame with columns x, y


def _pearson(x: Any, y: Any) -> Any:
    u, v = x - x.mean(), y - y.mean()
    return np.dot(u, v) / np.sqrt(np.dot(u, u) * np.dot(v, v))


def _pearson_along(x: Any, y: Any, axis: int) -> Any:
    u = x - x.mean(axis=axis, keepdims=True)
    v = y - y.mean(axis=axis, keepdims=True)
    return (u * v).sum(axis=axis) / np.sqrt((u * u).sum(axis=axis) * (v * v).sum(axis=axis))


@njit
def _pearson_compiled(x: Any, y: Any) -> Any:
    mean_x, mean_y = np.mean(x), np.mean(y)
    xx = xy = yy = 0.0
    for i in range(x.size):
        u, v = x[i] - mean_x, y[i] - mean_y
        xx += u * u
        xy += u * v
        yy += v * v
    return xy / np.sqrt(xx * yy)


def _welch(x: Any, y: Any, axis: int = -1) -> Any:
    n, m = x.shape[axis], y.shape[axis]
    spread = np.var(x, axis=axis) / (n - 1) + np.var(y, axis=axis) / (m - 1)
    return (np.mean(x, axis=axis) - np.mean(y, axis=axis)) / np.sqrt(spread)


@njit
def _welch_compiled(x: Any, y: Any) -> Any:
    spread = np.var(x) / (x.size - 1) + np.var(y) / (y.size - 1)
    return (np.mean(x) - np.mean(y)) / np.sqrt(spread)


def _variation(x: Any, axis: int = -1) -> Any:
    return np.std(x, axis=axis) / np.mean(x, axis=axis)


@njit
def clipped_mean(x: Any) -> Any:
    """Return the mean of the values within 2.5 sd of it, clipped again until none leaves."""
    low, high, before = -np.inf, np.inf, x.size + 1
    mean = 0.0
    while True:
        total, squares, left = 0.0, 0.0, 0
        for value in x:
            if low <= value <= high:
                total += value
                squares += (value - mean) ** 2
                left += 1
        shift = total / left - mean
        spread = np.sqrt(max(squares / left - shift * shift, 0.0))
        mean += shift
        if left == before:
            return mean
        low, high, before = mean - 2.5 * spread, mean + 2.5 * spread, left


@njit
def _sds_compiled(rows: Any) -> Any:
    n, d = rows.shape
    mean, out = np.zeros(d), np.zeros(d)
    for i in range(n):
        for j in range(d):
            mean[j] += rows[i, j] / n
    for i in range(n):
        for j in range(d):
            out[j] += (rows[i, j] - mean[j]) ** 2
    return np.sqrt(out / n)


@njit
def _ranges_compiled(rows: Any) -> Any:
    n, d = rows.shape
    low, high = rows[0].copy(), rows[0].copy()
    for i in range(1, n):
        for j in range(d):
            low[j], high[j] = min(low[j], rows[i, j]), max(high[j], rows[i, j])
    return high - low


TASKS = (
    Task(
        "mean",
        "sample",
        "mean",
        np.mean,
        np.mean,
        njit(lambda x: np.mean(x)),
        lambda frame: frame["x"].mean(),
    ),
    Task(
        "median",
        "sample",
        "median",
        np.median,
        np.median,
        njit(lambda x: np.median(x)),
        lambda frame: frame["x"].median(),
    ),
    Task(
        "Pearson correlation",
        "pairs",
        "pearson",
        _pearson,
        _pearson_along,
        _pearson_compiled,
        lambda frame: _pearson(frame["x"].to_numpy(), frame["y"].to_numpy()),
    ),
    Task("Welch t", "groups", "welch_t", _welch, _welch, _welch_compiled),
    Task(
        "user's lambda, sd / mean",
        "sample",
        lambda x: np.std(x) / np.mean(x),
        lambda x: np.std(x) / np.mean(x),
        None,
        njit(lambda x: np.std(x) / np.mean(x)),
        lambda frame: _variation(frame["x"].to_numpy()),
    ),
    Task(
        "the same, written with axis=",
        "sample",
        _variation,
        _variation,
        _variation,
        njit(lambda x: np.std(x) / np.mean(x)),
        lambda frame: frame["x"].std(ddof=0) / frame["x"].mean(),
    ),
    Task(
        "user's @njit, clipped mean",
        "sample",
        clipped_mean,
        clipped_mean,
        None,
        clipped_mean,
        lambda frame: clipped_mean(frame["x"].to_numpy()),
    ),
    Task(
        "5 column sds, np.std along axis 0",
        "rows",
        functools.partial(np.std, axis=0),
        lambda rows: np.std(rows, axis=0),
        np.std,
        _sds_compiled,
    ),
    Task(
        "user's function of rows, 5 column ranges",
        "rows",
        lambda rows: np.max(rows, axis=0) - np.min(rows, axis=0),
        lambda rows: np.max(rows, axis=0) - np.min(rows, axis=0),
        None,
        _ranges_compiled,
    ),
)
