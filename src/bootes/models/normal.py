"""Normal, with parameters mu and sigma (ddof 0)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bootes.models.model import Model
from bootes.protocols import Floats, KernelReference

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Normal"]

_FIT = KernelReference("bootes._kernels.fit_normal", "fit_normal")


@dataclass(frozen=True, slots=True)
class Normal(Model):
    """Normal with mean mu and standard deviation sigma; sigma is 0 for constant data."""

    name: str = "normal"
    parameters: tuple[str, ...] = ("mu", "sigma")
    support: str = "finite values"
    fit_kernel: KernelReference | None = _FIT

    def at_boundary(self, params: ArrayLike) -> NDArray[np.bool_]:
        """Return where sigma is 0."""
        return np.asarray(np.asarray(params)[..., 1] == 0)

    def loglik(self, params: ArrayLike, values: ArrayLike) -> float:
        """Return the log-likelihood; inf at sigma 0 where all values are mu."""
        (mu, sigma), x = np.asarray(params, np.float64), np.asarray(values, np.float64)
        if sigma == 0:
            return -math.inf if (x != mu).any() else math.inf
        z = (x - mu) / sigma
        constant = math.log(sigma) + 0.5 * math.log(2 * math.pi)
        return float(-0.5 * np.sum(z * z) - x.size * constant)

    def _gradient(self, params: Floats, values: Floats) -> Floats:
        mu, sigma = params
        z = (values - mu) / sigma
        return np.array([np.sum(z) / sigma, np.sum(z * z - 1) / sigma])

    def _information(self, params: Floats, values: Floats) -> Floats:
        sigma = params[1]
        return np.array([1 / sigma**2, 2 / sigma**2])

    def _draw(self, params: Floats, size: int, rng: np.random.Generator) -> Floats:
        return rng.normal(params[0], params[1], size)
