"""Slow, independent maximum-likelihood estimates of the negative binomial.

Nothing of bootes is imported here. The model has ``alpha > 0`` and ``b > 0``, mean
``alpha * b`` and variance ``alpha * b * (1 + b)``; NumPy draws it as
``rng.negative_binomial(alpha, 1 / (1 + b))``. For a given ``alpha`` the best ``b`` is
``mean / alpha``, which leaves one equation in ``alpha``. It has exactly one finite root when
the variance (ddof 0) exceeds the mean, and none otherwise: then the maximum is the Poisson
limit, ``alpha = inf`` and ``b = 0`` (Levin and Reeds, 1977, doi:10.1214/aos/1176343739).

The equation is solved in two unrelated forms, so that they can check each other:

- `maxima`, many samples at once: the digamma form in ``log(alpha)``, by SciPy's elementwise
  root-finder;
- `maximum`, one sample: sums over the tail counts in ``u = 1 / alpha``, by SciPy's ``brentq``,
  rearranged next to the boundary, where the terms cancel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq, elementwise
from scipy.special import digamma, gammaln, hyp2f1, xlogy

if TYPE_CHECKING:
    from collections.abc import Callable

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

_EXCESS_FOR_DIGAMMA = 1e-3
"""Below this relative excess of the variance over the mean the digamma form cancels."""


def loglik(sample: npt.ArrayLike, alpha: float, b: float) -> float:
    """Return the log-likelihood; ``alpha = inf, b = 0`` is the Poisson at the sample mean."""
    x = np.asarray(sample, dtype=np.float64)
    if np.isinf(alpha):
        return float(np.sum(xlogy(x, x.mean()) - x.mean() - gammaln(x + 1)))
    terms = gammaln(x + alpha) - gammaln(alpha) - gammaln(x + 1)
    return float(np.sum(terms + xlogy(x, b) - (x + alpha) * np.log1p(b)))


def maximum(sample: npt.ArrayLike) -> tuple[float, float]:
    """Return ``(alpha, b)`` at the maximum of the likelihood of one sample of counts."""
    x = np.asarray(sample, dtype=np.int64)
    if excess(x) <= 0:
        return np.inf, 0.0
    mean, half_excess = float(x.mean()), excess(x) / (2 * x.size)
    moment = 2 * half_excess / (x.size * mean**2)
    equation = _plain_equation(x) if mean * moment > 1 else _careful_equation(x)
    low = high = moment
    while equation(low) > 0:
        low /= 2
    while equation(high) < 0:
        high *= 2
    u = float(brentq(equation, low, high, xtol=1e-300, rtol=1e-15, maxiter=200))
    return 1 / u, mean * u


def maxima(samples: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the ``alpha`` and ``b`` of every row of ``samples`` (replicates, n)."""
    x = np.asarray(samples, dtype=np.float64)
    mean, variance = x.mean(axis=1), x.var(axis=1)
    alpha, b = np.full(len(x), np.inf), np.zeros(len(x))
    easy = variance - mean > _EXCESS_FOR_DIGAMMA * mean
    alpha[easy] = _digamma_roots(x[easy])
    b[easy] = mean[easy] / alpha[easy]
    for i in np.flatnonzero(~easy):
        alpha[i], b[i] = maximum(x[i])
    return alpha, b


def excess(sample: Counts) -> int:
    """Return ``n**2 * (variance - mean)`` exactly; at most 0 means no finite maximum."""
    total = sum(int(value) for value in sample)
    squares = sum(int(value) ** 2 for value in sample)
    return len(sample) * squares - total**2 - len(sample) * total


def _digamma_roots(x: Floats) -> Floats:
    n, mean = x.shape[1], x.mean(axis=1)
    moment = np.log(mean**2 / (x.var(axis=1) - mean))

    def score(log_alpha: Floats, row: Any) -> Floats:
        rows = row.astype(np.int64)
        alpha = np.exp(log_alpha)
        slopes = digamma(x[rows] + alpha[..., np.newaxis]).sum(axis=-1)
        values: Floats = slopes / n - digamma(alpha) - np.log1p(mean[rows] / alpha)
        return values

    row = np.arange(len(x), dtype=np.float64)
    bracket = elementwise.bracket_root(score, moment - 0.3, moment + 0.3, args=(row,))
    found = elementwise.find_root(
        score, bracket.bracket, args=(row,), tolerances={"xatol": 1e-13, "xrtol": 0.0}
    )
    if not (np.all(bracket.success) and np.all(found.success)):
        message = "the elementwise root-finder did not converge for every sample"
        raise RuntimeError(message)
    roots: Floats = np.exp(found.x)
    return roots


def _plain_equation(x: Counts) -> Callable[[float], float]:
    """Return the score in ``u = 1 / alpha``, up to a positive factor."""
    mean = float(x.mean())
    tails, j = _tail_counts(x)

    def equation(u: float) -> float:
        return float(np.sum(tails / (1 + j * u)) - x.size * np.log1p(mean * u) / u)

    return equation


def _careful_equation(x: Counts) -> Callable[[float], float]:
    """Return the same score over ``u``, less the terms of its series that cancel exactly.

    What remains at ``u = 0`` is the excess of the variance over the mean, from integers.
    """
    mean, half_excess = float(x.mean()), excess(x) / (2 * x.size)
    tails, j = _tail_counts(x)

    def equation(u: float) -> float:
        curvature = float(np.sum(tails * j * j / (1 + j * u)))
        return u * (curvature - x.size * mean**3 * _log_remainder(mean * u)) - half_excess

    return equation


def _tail_counts(x: Counts) -> tuple[Floats, Floats]:
    """Return how many values exceed j, and j, for j from 0 to the largest value less 1."""
    frequencies = np.bincount(x)
    tails = (x.size - np.cumsum(frequencies))[:-1]
    return tails.astype(np.float64), np.arange(tails.size, dtype=np.float64)


def _log_remainder(x: float) -> float:
    """Return ``(log1p(x) - x + x**2 / 2) / x**3`` without cancellation."""
    if x < 0.5:
        return float(hyp2f1(1.0, 3.0, 4.0, -x)) / 3
    return float((np.log1p(x) - x + x * x / 2) / x**3)
