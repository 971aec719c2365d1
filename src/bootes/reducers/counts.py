"""Counts as they lie in a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["counts_of"]


def counts_of(arrays: Mapping[str, NDArray[Any]], shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Return the array "counts".

    Raises
    ------
    ValueError
        If it has another shape, or is no array of counts.
    """
    counts = arrays["counts"]
    if counts.dtype.kind != "i" or counts.shape != shape or (counts < 0).any():
        msg = f"these are no counts of shape {shape}"
        raise ValueError(msg)
    return counts
