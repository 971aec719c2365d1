"""How precise a result is whose number of resamples was left open."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Precision"]

_OF = {"limits": "the limits", "standard_error": "the standard error"}


@dataclass(frozen=True)
class Precision:
    """What was asked for and what came of it; errors are in units of the standard error.

    Attributes
    ----------
    of : {"limits", "standard_error"}
        Whose Monte Carlo error it is.
    tolerance : float
        The largest one asked for.
    achieved : float
        The largest one of the components that can be told; NaN if there is none, inf if it
        cannot be told yet.
    stages : tuple of (int, float)
        The numbers of resamples at which it was looked at, and what it was there.
    max_resamples : int
        The most resamples that were allowed.
    problem : str
        Why the tolerance was not reached; empty where it was.
    """

    of: str
    tolerance: float
    achieved: float
    stages: tuple[tuple[int, float], ...]
    max_resamples: int
    problem: str = ""

    @property
    def reached(self) -> bool:
        """Whether every component is as precise as was asked for."""
        return not self.problem

    @property
    def words(self) -> str:
        """What a reader should know, on one line."""
        told = f"{self.achieved:.2g} standard errors" if self._is_told else "not known"
        return f"Monte Carlo error of {_OF[self.of]} {told}; {self.tolerance:g} was asked for"

    @property
    def _is_told(self) -> bool:
        return math.isfinite(self.achieved)

    @property
    def warning(self) -> str:
        """That the tolerance was not reached, and why."""
        error = (
            f" (it is {self.achieved:.2g})"
            if self._is_told and self.achieved > self.tolerance
            else ""
        )
        return (
            f"with {self.stages[-1][0]:,} resamples the Monte Carlo error of {_OF[self.of]} is not "
            f"within tolerance={self.tolerance:g} standard errors{error}: {self.problem}"
        )

    def facts(self) -> Mapping[str, Any]:
        """Return it for the provenance."""
        return {
            "of": self.of,
            "tolerance": self.tolerance,
            "achieved": self.achieved,
            "reached": self.reached,
            "stages": [list(stage) for stage in self.stages],
            "max_resamples": self.max_resamples,
        }
