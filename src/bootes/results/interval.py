"""A confidence interval with the Monte Carlo errors of its limits."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bootes.errors import DegenerateWarning, IntervalError
from bootes.intervals.levels import check_enough, tail_levels
from bootes.intervals.resolve import INTERVALS
from bootes.protocols import Distribution, Floats, Limits
from bootes.results.distribution import WithMissingAt

__all__ = ["Interval", "interval_of", "told_of", "warn_of_status"]


@dataclass(frozen=True, eq=False)
class Interval:
    """Limits of a scalar statistic as floats, of a vector statistic as arrays (p,).

    Attributes
    ----------
    low, high : float or (p,) float64
        The limits; infinite where the alternative leaves the interval open.
    error : tuple of (float or (p,) float64)
        Monte Carlo standard errors of ``low`` and ``high``.
    method, confidence_level, alternative : str, float, str
        What was asked for; "auto" is replaced by the method that was used.
    status : tuple of str
        Per component, why a limit is undefined or not to be trusted; empty strings otherwise.
    failure_bounds : None or tuple of two (low, high) pairs
        What (low, high) would be if every failed replicate were -inf, and if every one +inf.
    """

    low: Any
    high: Any
    error: tuple[Any, Any]
    method: str
    confidence_level: float
    alternative: str
    status: tuple[str, ...]
    failure_bounds: tuple[tuple[Any, Any], tuple[Any, Any]] | None = None

    def __iter__(self) -> Any:
        return iter((self.low, self.high))


def interval_of(
    distributions: Sequence[Distribution],
    estimates: Floats,
    *,
    method: str,
    confidence_level: float,
    alternative: str,
    acceleration: Callable[[], Floats],
    tolerance: Floats,
    scalar: bool,
) -> Interval:
    """Compute the limits of every component.

    Raises
    ------
    IntervalError
        If there are too few replicates for the level.
    """
    levels = tail_levels(confidence_level, alternative)
    accelerations = acceleration() if method == "bca" else np.full(len(estimates), np.nan)

    found, status, shifted = list[Limits](), list[str](), list[list[Limits]]()
    for j, distribution in enumerate(distributions):  # each once: some are made to be looked at
        _check(distribution, method, confidence_level, alternative)
        options = {"tolerance": float(tolerance[j])} if method == "bca" else {}
        where = (float(estimates[j]), levels, float(accelerations[j]))
        limits = INTERVALS[method](distribution, *where, **options)
        found.append(limits)
        status.append(limits.status or _remark(distribution, limits, levels))
        if distribution.n_missing and method != "normal":
            ends = (WithMissingAt(distribution, below) for below in (True, False))
            shifted.append([INTERVALS[method](end, *where, **options) for end in ends])
    bounds = tuple(
        (_shaped([f.low for f in ends], scalar), _shaped([f.high for f in ends], scalar))
        for ends in zip(*shifted, strict=True)
    )
    return Interval(
        _shaped([f.low for f in found], scalar),
        _shaped([f.high for f in found], scalar),
        (
            _shaped([f.low_error for f in found], scalar),
            _shaped([f.high_error for f in found], scalar),
        ),
        method,
        confidence_level,
        alternative,
        tuple(status),
        bounds or None,  # type: ignore[arg-type]
    )


def _check(distribution: Distribution, method: str, level: float, alternative: str) -> None:
    if method != "normal":
        check_enough(distribution.n, level, alternative)
    elif distribution.n < 2:
        msg = f"a normal interval needs at least 2 replicates, and there are {distribution.n}."
        raise IntervalError(msg)


def _shaped(values: list[float], scalar: bool) -> Any:
    return values[0] if scalar else np.array(values)


def _remark(
    distribution: Distribution, found: Limits, levels: tuple[float | None, float | None]
) -> str:
    ends = zip((found.low, found.high), levels, strict=True)
    if distribution.resolution and any(math.isinf(end) for end, level in ends if level is not None):
        return (
            "a limit lies beyond the bins of the kept histogram; keep='replicates' tells its value"
        )
    lowest, highest = distribution.quantile(0.0), distribution.quantile(1.0)
    binned_alike = 0.0 < highest - lowest < distribution.resolution
    if lowest == highest or (binned_alike and distribution.standard_deviation == 0.0):
        value = lowest if lowest == highest else distribution.mean
        return f"all replicates are {value:.6g}, so the interval is a point"
    return ""


def told_of(interval: Interval, names: Sequence[str] | None) -> list[str]:
    """Return the distinct statuses, each with the components that have it."""
    parts: dict[str, list[str]] = {}
    for name, text in zip(names or ("",), interval.status, strict=True):
        if text:
            parts.setdefault(text, []).append(name)
    of = {text: f" of {', '.join(which)}" if names else "" for text, which in parts.items()}
    return [f"{interval.method} limits{of[text]}: {text}" for text in parts]


def warn_of_status(interval: Interval, names: Sequence[str] | None, stacklevel: int) -> None:
    """Give one DegenerateWarning for all components with a status."""
    told = told_of(interval, names)
    if told:
        warnings.warn(f"{'; '.join(told)}.", DegenerateWarning, stacklevel=stacklevel + 1)
