"""Exponential: waiting times without memory, with parameter scale (their mean)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bootes.models.model import Model
from bootes.protocols import Floats, KernelReference

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Exponential"]

_FIT = KernelReference("bootes._kernels.fit_mean", "fit_mean")


@dataclass(frozen=True, slots=True)
class Exponential(Model):
    """Exponential with the mean ``scale``; 0, at a boundary, where all values are 0."""

    name: str = "exponential"
    parameters: tuple[str, ...] = ("scale",)
    support: str = "values of 0 or more"
    fit_kernel: KernelReference | None = _FIT

    def inside(self, values: Floats) -> NDArray[np.bool_]:
        """Return for each value whether it is 0 or more."""
        return np.isfinite(values) & (values >= 0)

    def at_boundary(self, params: ArrayLike) -> NDArray[np.bool_]:
        """Return where the scale is 0."""
        return np.asarray(np.asarray(params)[..., 0] == 0)

    def loglik(self, params: ArrayLike, values: ArrayLike) -> float:
        """Return the log-likelihood; inf at scale 0 where all values are 0."""
        (scale,), x = np.asarray(params, np.float64), np.asarray(values, np.float64)
        if scale == 0:
            return -math.inf if x.any() else math.inf
        return float(-np.sum(x / scale) - x.size * math.log(scale))

    def _gradient(self, params: Floats, values: Floats) -> Floats:
        return np.array([np.sum((values - params[0]) / params[0]) / params[0]])

    def _information(self, params: Floats, values: Floats) -> Floats:
        return params**-2.0

    def _draw(self, params: Floats, size: int, rng: np.random.Generator) -> Floats:
        return rng.exponential(params[0], size)
