"""The functions that a reader of the first text types, written again for these tests."""

from __future__ import annotations

import warnings

import numpy as np
import scipy.optimize
import scipy.stats


def log_like_iid_nbinom(params, n):
    """Log-likelihood of independent negative-binomial counts, by alpha and b."""
    alpha, b = params
    if alpha <= 0 or b <= 0:
        return -np.inf
    return np.sum(scipy.stats.nbinom.logpmf(n, alpha, 1 / (1 + b)))


def mle_iid_nbinom(n):
    """Powell's method from (3, 3), as in the text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = scipy.optimize.minimize(
            lambda params, n: -log_like_iid_nbinom(params, n),
            x0=np.array([3, 3]),
            args=(n,),
            method="Powell",
        )
    if not found.success:
        message = "no convergence"
        raise RuntimeError(message, found.message)
    return found.x


def gen_nbinom(alpha, b, size, rng):
    return rng.negative_binomial(alpha, 1 / (1 + b), size=size)


def resample_fun(params, n, size, rng):
    return rng.choice(n, size=size)
