"""The data of the benchmarks, all simulated."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import numpy.typing as npt

from bootes.datasets import transcript_counts, two_groups

__all__ = ["case_and_control", "nanog", "thousand_normals"]


@functools.cache
def nanog() -> npt.NDArray[np.int64]:
    """Return the counts of one gene in 279 cells."""
    column: npt.NDArray[np.int64] = transcript_counts(frame="dict")["Nanog"]
    return column


@functools.cache
def case_and_control() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return 50 cases and 50 controls."""
    table: dict[str, Any] = two_groups(frame="dict")
    value, group = table["value"], table["group"]
    return value[group == "case"], value[group == "control"]


@functools.cache
def thousand_normals() -> npt.NDArray[np.float64]:
    """Return 1000 draws from a normal distribution with mean 10."""
    return np.random.default_rng(1).normal(10.0, 2.0, 1000)
