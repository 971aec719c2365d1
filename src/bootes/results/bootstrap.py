"""The result of a bootstrap."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bootes._arguments import ALTERNATIVES, check_choice, check_confidence_level
from bootes._core.plan import Plan
from bootes.errors import IntervalError
from bootes.intervals.resolve import INTERVALS
from bootes.protocols import Floats
from bootes.results.call import Call
from bootes.results.interval import Interval, interval_of, told_of, warn_of_status
from bootes.results.precision import Precision
from bootes.results.provenance import provenance_of
from bootes.results.replicates import Kept
from bootes.results.resampled import Resampled

__all__ = ["BootstrapResult"]


@dataclass(frozen=True, eq=False, repr=False)
class BootstrapResult(Resampled):
    """Outcome of :func:`bootes.bootstrap`.

    Attributes
    ----------
    estimate : float or (p,) float64
        The statistic of the data, computed by the form of the replicates.
    names : tuple of str or None
        The components of a vector or dict statistic; None for a scalar.
    n : tuple of int
        Rows used of each sample.
    n_omitted : tuple of int
        Rows left out of each sample because they were missing.
    method, confidence_level, alternative : str, float, str
        What :meth:`interval` uses unless told otherwise.
    """

    estimate: Any
    names: tuple[str, ...] | None
    n: tuple[int, ...]
    n_omitted: tuple[int, ...]
    method: str
    confidence_level: float
    alternative: str
    _plan: Plan
    _kept: Kept
    _acceleration: Callable[[], Floats]
    _tolerance: Floats
    _options: Mapping[str, Any] = field(default_factory=dict)
    _facts: Mapping[str, str] = field(default_factory=dict)
    _precision: Precision | None = None
    _call: Call | None = None

    @property
    def precision(self) -> Precision | None:
        """What ``n_resamples="auto"`` came to; None where a number was given."""
        return self._precision

    @property
    def replicates(self) -> Floats:
        """(B,) replicates of a scalar statistic, (B, p) of a vector; NaN rows failed.

        Raises
        ------
        IntervalError
            If they were not kept.
        """
        values = self._kept.values
        if values is None:
            msg = (
                f"the {self.n_resamples} replicates were not kept, only their tails, moments and "
                "a histogram. Run again with keep='replicates' to have them all."
            )
            raise IntervalError(msg)
        return values[:, 0] if self.names is None else values

    @property
    def standard_error(self) -> Any:
        """Standard deviation of the replicates; NaN where one is infinite."""
        return self._shaped(self._kept.standard_error)

    @property
    def bias(self) -> Any:
        """Mean of the replicates less the estimate."""
        return self._shaped(self._kept.mean - np.atleast_1d(self.estimate))

    @property
    def n_boundary(self) -> int:
        """How many replicates have an infinite component (a boundary value, not a failure)."""
        return self._kept.n_boundary

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the numbers should know."""
        told = told_of(self.interval_or_none, self.names) if self._has_limits else []
        if self._precision is not None and not self._precision.reached:
            told.append(self._precision.warning)
        if self.n_failed:
            told.append(f"{self._failure_text()} and were left out")
        if self.n_boundary:
            told.append(f"{self.n_boundary} replicates are boundary values (infinite)")
        return tuple(dict.fromkeys(told))

    @functools.cached_property
    def interval_or_none(self) -> Any:
        """The default interval, or None where what was kept cannot give one."""
        try:
            return self._interval(self.method, self.confidence_level, self.alternative)
        except IntervalError:
            return None

    @property
    def _has_limits(self) -> bool:
        return self.interval_or_none is not None

    def interval(
        self,
        method: str | None = None,
        confidence_level: float | None = None,
        alternative: str | None = None,
    ) -> Interval:
        """Return confidence limits, without new resampling.

        Parameters
        ----------
        method : {"percentile", "basic", "normal", "bca"}, optional
            Defaults to that of the call.
        confidence_level : float, optional
            In (0, 1); defaults to that of the call.
        alternative : {"two-sided", "less", "greater"}, optional
            Defaults to that of the call; "less" bounds from above, "greater" from below.

        Raises
        ------
        UnknownNameError
            If the method is not in the table.
        IntervalError
            If the replicates are too few for the level, or were not kept.
        """
        method = self.method if method is None else check_choice("method", method, INTERVALS)
        level = (
            self.confidence_level
            if confidence_level is None
            else check_confidence_level(confidence_level)
        )
        side = self.alternative if alternative is None else alternative
        check_choice("alternative", side, ALTERNATIVES)
        found = self._interval(method, level, side)
        warn_of_status(found, self.names, stacklevel=2)
        return found

    def _interval(self, method: str, confidence_level: float, alternative: str) -> Interval:
        return interval_of(
            self._kept.distributions,
            np.atleast_1d(self.estimate),
            method=method,
            confidence_level=confidence_level,
            alternative=alternative,
            acceleration=self._acceleration,
            tolerance=self._tolerance,
            scalar=self.names is None,
        )

    @functools.cached_property
    def provenance(self) -> Mapping[str, Any]:
        """Seed, form, engine, versions and options: enough to repeat the run."""
        return provenance_of(
            self._plan,
            self._kept.run,
            method=self.method,
            confidence_level=self.confidence_level,
            alternative=self.alternative,
            **self._options,
            **({} if self._precision is None else {"precision": self._precision.facts()}),
        )

    def plot(self, **options: Any) -> Any:
        """Return a Bokeh figure: the replicates of a scalar, the intervals of a vector."""
        from bootes.results.figures import bootstrap_figure

        return bootstrap_figure(self, **options)

    def _shaped(self, values: Floats) -> Any:
        return float(values[0]) if self.names is None else values

    def __repr__(self) -> str:
        from bootes.results.text import bootstrap_text

        return bootstrap_text(self)

    def _repr_html_(self) -> str:
        from bootes.results.html import bootstrap_html

        return bootstrap_html(self)
