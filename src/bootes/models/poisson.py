"""Poisson: counts of independent events, with parameter rate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bootes.models.counts import COUNTS, are_counts
from bootes.models.discrete_table import DiscreteTable, tabulate
from bootes.models.model import Model
from bootes.protocols import Floats, KernelReference

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Poisson"]

_FIT = KernelReference("bootes._kernels.fit_mean", "fit_mean")


@dataclass(frozen=True, slots=True)
class Poisson(Model):
    """Poisson with the mean ``rate``; 0, at a boundary, where all counts are 0."""

    name: str = "poisson"
    parameters: tuple[str, ...] = ("rate",)
    support: str = COUNTS
    fit_kernel: KernelReference | None = _FIT

    def inside(self, values: Floats) -> NDArray[np.bool_]:
        """Return for each value whether it is a count."""
        return are_counts(values)

    def at_boundary(self, params: ArrayLike) -> NDArray[np.bool_]:
        """Return where the rate is 0."""
        return np.asarray(np.asarray(params)[..., 0] == 0)

    def loglik(self, params: ArrayLike, values: ArrayLike) -> float:
        """Return the log-likelihood."""
        from scipy.special import gammaln, xlogy

        (rate,), x = np.asarray(params, np.float64), np.asarray(values, np.float64)
        return float(np.sum(xlogy(x, rate) - rate - gammaln(x + 1)))

    def table(self, params: ArrayLike) -> DiscreteTable | None:
        """Return the table for compiled draws, or None beyond 65,536 entries."""
        (rate,) = np.asarray(params, np.float64).tolist()
        if not (math.isfinite(rate) and rate > 0):
            return None
        return tabulate(math.floor(rate), lambda j: rate / (j + 1), 0.0)

    def _gradient(self, params: Floats, values: Floats) -> Floats:
        return np.array([np.sum((values - params[0]) / params[0])])

    def _information(self, params: Floats, values: Floats) -> Floats:
        return 1 / params

    def _draw(self, params: Floats, size: int, rng: np.random.Generator) -> Floats:
        return rng.poisson(params[0], size).astype(np.float64)
