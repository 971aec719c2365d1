"""Users' compiled functions that do not match a function type as they are."""

from __future__ import annotations

import functools
from typing import Any

from numba import njit

__all__ = ["wrapped"]


@functools.lru_cache(maxsize=64)
def wrapped(dispatcher: Any, n_samples: int) -> Any:
    """Return the function without its default arguments and fixed signatures."""

    def one(x):
        return dispatcher(x)

    def two(x, y):
        return dispatcher(x, y)

    return njit(nogil=True, error_model="numpy")(one if n_samples == 1 else two)
