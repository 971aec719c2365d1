"""Gamma: positive values with density x^(shape - 1) exp(-x / scale), shape and scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bootes.models.digammas import digamma_gap, loggamma_gap
from bootes.models.model import Model
from bootes.protocols import Floats, KernelReference

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Gamma"]

_FIT = KernelReference("bootes._kernels.fit_gamma", "fit_gamma")


@dataclass(frozen=True, slots=True)
class Gamma(Model):
    """Gamma with mean shape x scale.

    The likelihood of constant data has no finite maximum: the fit is shape = inf, scale = 0.
    """

    name: str = "gamma"
    parameters: tuple[str, ...] = ("shape", "scale")
    support: str = "values above 0"
    fit_kernel: KernelReference | None = _FIT

    def inside(self, values: Floats) -> NDArray[np.bool_]:
        """Return for each value whether it is above 0."""
        return np.isfinite(values) & (values > 0)

    def loglik(self, params: ArrayLike, values: ArrayLike) -> float:
        """Return the log-likelihood; inf at shape = inf, where all values are equal."""
        (shape, scale), x = np.asarray(params, np.float64), np.asarray(values, np.float64)
        if math.isinf(shape):
            return -math.inf if (x != x[0]).any() else math.inf
        # log(Gamma(shape)) by Stirling's formula: its large terms join those of x / mean.
        z = x / (shape * scale) - 1
        terms = shape * (_log_over_mean(x, shape * scale) - z) - np.log(x)
        constant = 0.5 * math.log(shape / (2 * math.pi)) - loggamma_gap(shape)
        return float(np.sum(terms + constant))

    def _gradient(self, params: Floats, values: Floats) -> Floats:
        shape, scale = params
        mean = shape * scale
        by_shape = _log_over_mean(values, mean) + digamma_gap(shape)
        return np.array([by_shape.sum(), np.sum((values - mean) / scale) / scale])

    def _information(self, params: Floats, values: Floats) -> Floats:
        from scipy.special import polygamma

        shape, scale = params
        return np.array([float(polygamma(1, shape)), shape / scale**2])

    def _draw(self, params: Floats, size: int, rng: np.random.Generator) -> Floats:
        return rng.gamma(params[0], params[1], size)


def _log_over_mean(x: Floats, mean: float) -> Floats:
    """Return log(x / mean), accurate near 1 and for the smallest x."""
    near = np.abs(x - mean) < 0.5 * mean
    logs: Floats = np.where(
        near, np.log1p(np.where(near, (x - mean) / mean, 0.0)), np.log(x) - math.log(mean)
    )
    return logs
