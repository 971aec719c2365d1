"""Negative binomial in SciPy's parametrisation: n = alpha and p = 1 / (1 + b)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bootes.models.negative_binomial import NegativeBinomial
from bootes.protocols import Floats, KernelReference

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from bootes.models.discrete_table import DiscreteTable

__all__ = ["NBinom"]

_FIT = KernelReference("bootes._kernels.fit_negative_binomial", "fit_nbinom")


@dataclass(frozen=True, slots=True)
class NBinom(NegativeBinomial):
    """The same fit as `NegativeBinomial`, as ``scipy.stats.nbinom(n, p)``.

    Where the likelihood has no finite maximum the fit is n = inf, p = 1.
    """

    name: str = "nbinom"
    parameters: tuple[str, ...] = ("n", "p")
    fit_kernel: KernelReference | None = _FIT

    def loglik(self, params: ArrayLike, values: ArrayLike) -> float:
        """Return the log-likelihood; at n = inf that of a Poisson at the sample mean."""
        return NegativeBinomial.loglik(self, _alpha_b(params), values)

    def table(self, params: ArrayLike) -> DiscreteTable | None:
        """Return the table for compiled draws, or None beyond 65,536 entries."""
        return NegativeBinomial.table(self, _alpha_b(params))

    def _gradient(self, params: Floats, values: Floats) -> Floats:
        return NegativeBinomial._gradient(self, _alpha_b(params), values) * _slopes(params)

    def _information(self, params: Floats, values: Floats) -> Floats:
        return NegativeBinomial._information(self, _alpha_b(params), values) * _slopes(params) ** 2

    def _draw(self, params: Floats, size: int, rng: np.random.Generator) -> Floats:
        return NegativeBinomial._draw(self, _alpha_b(params), size, rng)


def _alpha_b(params: ArrayLike) -> Floats:
    n, p = np.asarray(params, np.float64)
    return np.array([n, (1 - p) / p])


def _slopes(params: Floats) -> Floats:
    """Return the derivatives of alpha in n and of b in p."""
    return np.array([1.0, -1 / params[1] ** 2])
