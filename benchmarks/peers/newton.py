"""Newton's method for the negative binomial, on many samples at once.

With alpha b fixed at the sample mean one equation is left. The steps are taken in u = 1 / alpha,
where it is nearly linear, from the estimate by moments.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

__all__ = ["Score", "frequencies", "limits", "newton"]

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Score = Callable[[Floats], tuple[Floats, Floats]]
"""The sum over a sample of psi(alpha + x) - psi(alpha), and its derivative in alpha."""

BATCH = 200  # what stays in the cache of the processor
_SMALL_STEP = 1e-4  # relative; the error left is about its square
_MOST_STEPS = 50


def frequencies(samples: Counts) -> Counts:
    """Return how often each count from 0 to the largest occurs in each sample (row)."""
    width = int(samples.max()) + 1
    places = samples + width * np.arange(len(samples))[:, np.newaxis]
    found = np.bincount(places.ravel(), minlength=width * len(samples))
    return found.reshape(-1, width)


def newton(samples: Counts, score: Score) -> Floats:
    """Return alpha and b of each sample (row), shape (rows, 2)."""
    n, mean = samples.shape[1], samples.mean(axis=1)
    u = (samples.var(axis=1) - mean) / mean**2
    for _ in range(_MOST_STEPS):
        alpha = 1 / u
        value, slope = score(alpha)
        value = value - n * np.log1p(mean * u)
        slope = slope + n * mean / (alpha * (alpha + mean))
        step = value * u * u / slope
        u = u + step
        if np.all(np.abs(step) <= _SMALL_STEP * u):
            return np.stack([1 / u, mean * u], axis=1)
    message = "Newton's method did not converge"
    raise RuntimeError(message)


def limits(draw: Callable[[int], Counts], fit: Callable[[Counts], Floats], size: int) -> Floats:
    """Return the limits of 95 % from ``size`` replicates, batch by batch."""
    batches = [min(BATCH, size - done) for done in range(0, size, BATCH)]
    replicates = np.concatenate([fit(draw(batch)) for batch in batches])
    low_and_high: Floats = np.percentile(replicates, [2.5, 97.5], axis=0)
    return low_and_high
