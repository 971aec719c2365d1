"""As many resamples as a Monte Carlo error asks for: ``n_resamples="auto"``."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._arguments import (
    ALTERNATIVES,
    check_choice,
    check_confidence_level,
    check_n_resamples,
)
from bootes.errors import InputError, InputTypeError, PrecisionWarning, warn
from bootes.intervals.levels import least_enough
from bootes.protocols import Distribution, Floats
from bootes.results.bootstrap import BootstrapResult
from bootes.results.precision import Precision

__all__ = ["PrecisionRule", "as_rule"]

_OF = ("limits", "standard_error")
_TOLERANCE = 0.02
_MOST = 999_999
_IN_TAIL = 20  # replicates beyond a limit, before its error is believed
_FIRST = 1_000  # (B + 1) doubles from here: tails of 1 to 10 % stay whole numbers of replicates


@dataclass(frozen=True)
class PrecisionRule:
    """Look at fixed numbers of resamples whether the result is precise enough.

    Attributes
    ----------
    of : {"limits", "standard_error"}
    tolerance : float
        The largest Monte Carlo standard error, over the bootstrap standard error.
    first, most : int
        The first and the last number of resamples.
    """

    of: str
    tolerance: float
    first: int
    most: int

    def run(
        self,
        result: BootstrapResult,
        longer: Callable[[BootstrapResult, int], BootstrapResult],
    ) -> BootstrapResult:
        """Extend a result of ``first`` resamples until it is precise enough, or the most."""
        stages, limits = [], None
        for n in itertools.chain(_stages(self.first, self.most), [None]):
            errors, hopeless, limits = self._errors(result, limits)
            told = errors[~np.isnan(errors)]
            achieved = float(told.max()) if len(told) else math.nan
            stages.append((result.n_resamples, achieved))
            open_ = ~(errors <= self.tolerance)
            if n is None or not (open_ & ~hopeless).any():
                break
            result = longer(result, n)
        problem = self._problem(errors, hopeless) if open_.any() else ""
        precision = Precision(self.of, self.tolerance, achieved, tuple(stages), self.most, problem)
        if not precision.reached:
            warn(f"{precision.warning}.", PrecisionWarning)
        return replace(result, _precision=precision)

    def _errors(
        self, result: BootstrapResult, before: Floats | None
    ) -> tuple[Floats, NDArray[np.bool_], Floats | None]:
        """Return the relative error of each component, where nothing helps, and the limits.

        NaN cannot be told, since the interval or the spread is not defined; inf not yet.
        ``before`` are the limits at the number of resamples before this one.
        """
        distributions = result._kept.distributions
        limits = None
        if self.of == "standard_error":
            scales = np.array([d.standard_deviation for d in distributions])
            errors = np.array([d.standard_deviation_error for d in distributions])
            widths = np.zeros(len(errors))
        else:
            scales, widths = np.array([(_spread(d), d.resolution) for d in distributions]).T
            limits, errors = _limits(result, before)
        with np.errstate(invalid="ignore", divide="ignore"):
            relative = np.where(errors == 0.0, 0.0, errors / scales)
            coarse = widths / scales >= self.tolerance
        return relative, np.isnan(relative) | coarse, limits

    def _problem(self, errors: Floats, hopeless: NDArray[np.bool_]) -> str:
        if unknown := int(np.isnan(errors).sum()):
            of = "" if len(errors) == 1 else f" ({unknown} of {len(errors)} components)"
            return f"it cannot be told where limits or standard error are not defined{of}"
        if (hopeless & ~(errors <= self.tolerance)).any():
            return "the bins of the kept histogram are wider; keep='replicates' has none"
        return f"max_resamples={self.most} are too few"


def _stages(first: int, most: int) -> list[int]:
    """Return the numbers of resamples after the first."""
    found = []
    while first < most:
        first = min(2 * (first + 1) - 1, most)
        found.append(first)
    return found


def _spread(distribution: Distribution) -> float:
    """Return the standard deviation; where replicates are infinite, what it is of their middle."""
    deviation = distribution.standard_deviation
    if not math.isnan(deviation):
        return deviation
    low, high = distribution.quantile(0.1587), distribution.quantile(0.8413)
    return (high - low) / 2.0 if math.isfinite(high - low) else math.nan


def _limits(result: BootstrapResult, before: Floats | None) -> tuple[Floats | None, Floats]:
    """Return the limits that are not open, and the larger error of those of each component.

    Where the replicates around a limit are ties its error seems to be 0: a statistic of few
    values. What the limit has moved by since it was last looked at is taken there.
    """
    interval = result.interval_or_none
    if interval is None:
        return None, np.full(len(result._kept.distributions), math.nan)
    closed = {"less": [1], "greater": [0]}.get(interval.alternative, [0, 1])
    limits = np.array([np.atleast_1d(end) for end in interval])[closed]
    errors = np.array([np.atleast_1d(error) for error in interval.error])[closed]
    with np.errstate(invalid="ignore"):
        moved = np.full(limits.shape, math.inf) if before is None else np.abs(limits - before)
    errors = np.where(errors == 0.0, moved, errors)
    errors = np.where(np.isnan(errors), math.inf, errors)
    worst: Floats = np.where(np.isfinite(limits), errors, math.nan).max(axis=0)
    return limits, worst


def as_rule(
    n_resamples: Any,
    tolerance: Any,
    tolerance_of: Any,
    max_resamples: Any,
    *,
    keep: str,
    confidence_level: Any,
    alternative: Any,
) -> PrecisionRule | None:
    """Check the arguments of ``n_resamples="auto"``; None where a number was given.

    Raises
    ------
    InputError, InputTypeError, UnknownNameError
        If one is not allowed, or goes with "auto" alone.
    """
    of = check_choice("tolerance_of", tolerance_of, _OF)
    if not (isinstance(n_resamples, str) and n_resamples == "auto"):
        for name, value in (("tolerance", tolerance), ("max_resamples", max_resamples)):
            if value is not None:
                msg = f"{name}={value!r} goes with n_resamples='auto', not with {n_resamples!r}."
                raise InputError(msg)
        return None
    if keep in ("tails", "moments"):
        msg = (
            f"n_resamples='auto' looks at the distribution of the replicates, and keep={keep!r} "
            "keeps none. Use keep='auto', 'replicates' or 'sketch'."
        )
        raise InputError(msg)
    most = (
        _MOST if max_resamples is None else check_n_resamples(max_resamples, name="max_resamples")
    )
    check_choice("alternative", alternative, ALTERNATIVES)
    needed = least_enough(check_confidence_level(confidence_level), alternative)
    needed = _IN_TAIL * needed if of == "limits" else needed
    first = next((n for n in [_FIRST - 1, *_stages(_FIRST - 1, most)] if n >= needed), most)
    return PrecisionRule(of, _check_tolerance(tolerance), min(first, most), most)


def _check_tolerance(tolerance: Any) -> float:
    if tolerance is None:
        return _TOLERANCE
    if (
        isinstance(tolerance, bool | str)
        or np.ndim(tolerance)
        or not hasattr(tolerance, "__float__")
    ):
        msg = f"tolerance={tolerance!r} is not a number. Pass a fraction of the standard error."
        raise InputTypeError(msg)
    value = float(tolerance)
    if not 0.0 < value < 1.0:
        msg = (
            f"tolerance={tolerance!r} is not between 0 and 1, both excluded; it is a fraction of "
            f"the standard error, by default {_TOLERANCE}."
        )
        raise InputError(msg)
    return value
