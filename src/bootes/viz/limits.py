"""The limits that a plot of replicates shows, with their errors and their level."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, isnan

from .numbers import format_with_error


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits with their Monte Carlo standard errors; None is unknown, NaN not defined."""

    low: float | None = None
    high: float | None = None
    low_error: float | None = None
    high_error: float | None = None
    confidence_level: float | None = None

    @property
    def region(self) -> tuple[float, float]:
        """The interval on the axis, open where a limit is unknown or not defined."""
        low = -inf if self.low is None or isnan(self.low) else float(self.low)
        high = inf if self.high is None or isnan(self.high) else float(self.high)
        return low, high

    @property
    def finite_limits(self) -> list[float]:
        """The limits that have a place on the axis."""
        return [limit for limit in self.region if isfinite(limit)]

    @property
    def text(self) -> str:
        """The interval in words, "" if it is unknown."""
        if self.low is None and self.high is None:
            return ""
        level = "" if self.confidence_level is None else f"{100 * self.confidence_level:g} % "
        low, high = _text(self.low, self.low_error), _text(self.high, self.high_error)
        return f"{level}interval {low} to {high}"


def _text(limit: float | None, error: float | None) -> str:
    if limit is None:
        return "…"
    return "not defined" if isnan(limit) else format_with_error(float(limit), error)
