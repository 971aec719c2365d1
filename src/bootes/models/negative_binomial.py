"""Negative binomial: bursts of counts, with parameters alpha and b.

P(x) = Gamma(x + alpha) / (Gamma(alpha) x!) (1 / (1 + b))^alpha (b / (1 + b))^x, with mean
alpha b and variance alpha b (1 + b).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bootes.models.counts import COUNTS, are_counts
from bootes.models.digammas import digamma_gap, loggamma_gap
from bootes.models.discrete_table import DiscreteTable, tabulate
from bootes.models.model import Model
from bootes.protocols import Floats, KernelReference

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["NegativeBinomial"]

_FIT = KernelReference("bootes._kernels.fit_negative_binomial", "fit_negative_binomial")

# From here on trigamma(alpha) - trigamma(alpha + x) is x / (alpha (alpha + x)) to 1e-6.
_LARGE_ALPHA = 1e6


@dataclass(frozen=True, slots=True)
class NegativeBinomial(Model):
    """Negative binomial with the burst frequency alpha and the burst size b.

    Where the variance (ddof 0) is at most the mean, the likelihood has no finite maximum and
    grows towards the Poisson distribution: the fit is alpha = inf, b = 0.
    """

    name: str = "negative_binomial"
    parameters: tuple[str, ...] = ("alpha", "b")
    support: str = COUNTS
    fit_kernel: KernelReference | None = _FIT

    def inside(self, values: Floats) -> NDArray[np.bool_]:
        """Return for each value whether it is a count."""
        return are_counts(values)

    def loglik(self, params: ArrayLike, values: ArrayLike) -> float:
        """Return the log-likelihood; at alpha = inf that of a Poisson at the sample mean."""
        from scipy.special import gammaln, xlogy

        (alpha, b), x = np.asarray(params, np.float64), np.asarray(values, np.float64)
        if math.isinf(alpha):
            mean = x.mean()
            return float(np.sum(xlogy(x, mean) - mean - gammaln(x + 1)))
        mean = alpha * b
        # log(Gamma(alpha + x) / Gamma(alpha)) by Stirling's formula: its large terms join
        # those in b, or nothing would be left of them near the Poisson limit.
        terms = (alpha + x) * _log_ratio(x, alpha, mean) - 0.5 * np.log1p(x / alpha)
        terms += loggamma_gap(alpha + x) - loggamma_gap(alpha)
        return float(np.sum(terms + xlogy(x, mean) - x - gammaln(x + 1)))

    def table(self, params: ArrayLike) -> DiscreteTable | None:
        """Return the table for compiled draws, or None beyond 65,536 entries."""
        alpha, b = np.asarray(params, np.float64).tolist()
        if not (math.isfinite(alpha) and math.isfinite(b)):
            return None
        q = b / (1 + b)
        mode = max(math.floor((alpha - 1) * b), 0)
        return tabulate(mode, lambda j: (alpha + j) / (j + 1) * q, q)

    def _gradient(self, params: Floats, values: Floats) -> Floats:
        alpha, b = params
        mean = alpha * b
        by_alpha = _log_ratio(values, alpha, mean) + digamma_gap(alpha)
        by_alpha -= digamma_gap(alpha + values)
        by_b = (values - mean) / (b * (1 + b))
        return np.array([by_alpha.sum(), by_b.sum()])

    def _information(self, params: Floats, values: Floats) -> Floats:
        from scipy.special import polygamma

        alpha, b = params
        if alpha < _LARGE_ALPHA:
            gap = polygamma(1, alpha) - polygamma(1, alpha + values)
        else:
            gap = values / (alpha * (alpha + values))
        return np.array([gap.mean(), alpha / (b * (1 + b))])

    def _draw(self, params: Floats, size: int, rng: np.random.Generator) -> Floats:
        alpha, b = params
        # The same mixture as Generator.negative_binomial, without rounding p = 1 / (1 + b).
        counts = rng.poisson(b * rng.standard_gamma(alpha, size))
        return np.asarray(counts, np.float64)


def _log_ratio(x: Floats, alpha: float, mean: float) -> Floats:
    """Return log((alpha + x) / (alpha + mean))."""
    ratio: Floats = np.log1p((x - mean) / (alpha + mean))
    return ratio
