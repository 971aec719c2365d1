"""The first text's way: Powell's minimiser on every resample, one after the other.

The lesson "Parallel bootstrap calculations" (BE/Bi 103) fits a negative binomial with
parameters alpha and b, from the starting point (3, 3), with SciPy's distribution.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import scipy.optimize
import scipy.stats

__all__ = ["generate", "mle", "mle_replicates", "resample"]


def _negative_loglik(params: Any, counts: Any) -> float:
    alpha, b = params
    if min(alpha, b) <= 0:
        return np.inf
    return float(-scipy.stats.nbinom.logpmf(counts, alpha, 1 / (1 + b)).sum())


def mle(counts: Any) -> Any:
    """Return the estimates of alpha and b."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = scipy.optimize.minimize(
            _negative_loglik, np.array([3, 3]), args=(counts,), method="Powell"
        )
    if not found.success:
        message = f"Powell's method did not converge: {found.message}"
        raise RuntimeError(message)
    return found.x


def generate(params: Any, size: int, rng: np.random.Generator) -> Any:
    """Draw from the fitted distribution."""
    alpha, b = params
    return rng.negative_binomial(alpha, 1 / (1 + b), size=size)


def resample(params: Any, counts: Any, size: int, rng: np.random.Generator) -> Any:
    """Draw from the data with replacement; the parameters do not matter."""
    return rng.choice(counts, size=size)


def mle_replicates(
    gen_fun: Callable[..., Any], counts: Any, gen_args: tuple[Any, ...], size: int
) -> Any:
    """Return the limits of 95 % from ``size`` replicates."""
    rng = np.random.default_rng()
    params = mle(counts)
    replicates = [mle(gen_fun(params, *gen_args, size=len(counts), rng=rng)) for _ in range(size)]
    return np.percentile(np.array(replicates), [2.5, 97.5], axis=0)
