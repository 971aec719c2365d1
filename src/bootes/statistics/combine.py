"""Differences and ratios of a statistic of two samples, one column each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from bootes.protocols import Floats

__all__ = ["COMBINE", "combined_value"]


def _first(values: Floats) -> Floats:
    return values


@np.errstate(invalid="ignore")
def _difference(values: Floats) -> Floats:
    return values[:, :1] - values[:, 1:]


@np.errstate(invalid="ignore", divide="ignore", over="ignore")
def _ratio(values: Floats) -> Floats:
    return np.divide(values[:, :1], values[:, 1:])


@np.errstate(invalid="ignore", divide="ignore")
def _log_ratio(values: Floats) -> Floats:
    return np.log(_ratio(values))


COMBINE: Mapping[str, Callable[[Floats], Floats]] = {
    "first": _first,
    "difference": _difference,
    "ratio": _ratio,
    "log_ratio": _log_ratio,
}


def combined_value(of: Callable[[Any], Any], how: str, x: Any, y: Any) -> Any:
    """Return a statistic of x and of y, combined: the Python form."""
    values = np.array([[of(x), of(y)]], np.float64)
    return COMBINE[how](values)[0, 0]
