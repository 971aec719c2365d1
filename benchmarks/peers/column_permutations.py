"""Permutations of rows of many columns: a loop in NumPy, and the bare matrix product."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["PRODUCTS", "STATISTICS", "columns_of", "maxima_by_loop"]

Floats = npt.NDArray[np.float64]


def columns_of(n_first: int, n_second: int, n_columns: int) -> tuple[Floats, Floats]:
    """Return two tables without a difference between them."""
    rng = np.random.default_rng(1)
    return rng.normal(size=(n_first, n_columns)), rng.normal(size=(n_second, n_columns))


def _mean_differences(chosen: Floats, rest: Floats) -> Floats:
    difference: Floats = chosen.mean(axis=0) - rest.mean(axis=0)
    return difference


def _welch_t(chosen: Floats, rest: Floats) -> Floats:
    spread = chosen.var(axis=0) / (len(chosen) - 1) + rest.var(axis=0) / (len(rest) - 1)
    return _mean_differences(chosen, rest) / np.sqrt(spread)


STATISTICS: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "mean_difference": _mean_differences,
    "welch_t": _welch_t,
}


def maxima_by_loop(statistic: str, first: Floats, second: Floats, size: int, seed: int) -> Floats:
    """Return the largest absolute statistic over the columns, of each random permutation."""
    rng = np.random.default_rng(seed)
    pooled = np.concatenate([first, second])
    out = np.empty(size)
    for b in range(size):
        shuffled = pooled[rng.permutation(len(pooled))]
        values = STATISTICS[statistic](shuffled[: len(first)], shuffled[len(first) :])
        out[b] = np.abs(values).max()
    return out


def _whole(indicators: Floats, pooled: Floats) -> Any:
    """Return a product that is written to one large table, kept between calls."""
    out = np.empty((len(indicators), pooled.shape[1]))
    return lambda: np.matmul(indicators, pooled, out=out)


def _in_blocks(indicators: Floats, pooled: Floats) -> Any:
    """Return a product of 256 permutations at a time, written to the same small table."""
    out = np.empty((256, pooled.shape[1]))

    def product() -> None:
        for low in range(0, len(indicators), 256):
            block = indicators[low : low + 256]
            np.matmul(block, pooled, out=out[: len(block)])

    return product


PRODUCTS: Mapping[str, Callable[[Floats, Floats], Any]] = {
    "the matrix product alone": _whole,
    "the matrix product alone, 256 rows at a time": _in_blocks,
}
