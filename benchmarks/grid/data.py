"""The data of the grid, all simulated."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

__all__ = ["arrays_of"]

Floats = npt.NDArray[np.float64]


@functools.cache
def arrays_of(shape: str, n: int) -> tuple[Floats, ...]:
    """Return the array, or the two arrays, of one task with n rows each."""
    x, y, *_ = columns = np.random.default_rng(n).normal(10.0, 2.0, (5, n))
    if shape == "sample":
        return (x,)
    if shape == "pairs":
        return (x, 0.6 * x + 0.8 * y)
    if shape == "groups":
        return (x, y + 0.5)
    return (np.ascontiguousarray(columns.T),)
