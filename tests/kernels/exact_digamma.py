"""Digamma and the profile score of the negative binomial in 60 decimal digits.

Slow, but without cancellation at any parameters: the oracle where double precision ends.
"""

from __future__ import annotations

from decimal import Decimal, getcontext

import numpy as np
import numpy.typing as npt

getcontext().prec = 60

# The Bernoulli numbers B_2, B_4, ...
_BERNOULLI = [
    Decimal(numerator) / denominator
    for numerator, denominator in (
        (1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6), (-3617, 510),
        (43867, 798), (-174611, 330),
    )
]  # fmt: skip


def digamma(y: float | Decimal) -> Decimal:
    """Return psi(y) for y > 0: recurrence up to 1000, then the asymptotic series."""
    z, steps = Decimal(y), Decimal(0)
    while z < 1000:
        steps += 1 / z
        z += 1
    value = z.ln() - 1 / (2 * z) - steps
    for k, bernoulli in enumerate(_BERNOULLI, start=1):
        value -= bernoulli / (2 * k) / z ** (2 * k)
    return value


def log_minus_digamma(y: float | Decimal) -> Decimal:
    return Decimal(y).ln() - digamma(y)


def profile_score(sample: npt.ArrayLike, alpha: float | Decimal) -> Decimal:
    """Return sum(psi(alpha + x) - psi(alpha)) - n log(1 + mean / alpha)."""
    a = Decimal(alpha)
    values, counts = np.unique(np.asarray(sample, np.int64), return_counts=True)
    n, total, score = int(counts.sum()), 0, Decimal(0)
    for value, count in zip(values.tolist(), counts.tolist(), strict=True):
        total += value * count
        score += count * digamma(a + value)
    return score - n * digamma(a) - n * (1 + Decimal(total) / n / a).ln()


def distance_to_maximum(sample: npt.ArrayLike, alpha: float) -> float:
    """Return the relative distance of ``alpha`` to the root of the profile score, by a secant."""
    step = Decimal(1) / 10**12
    here = profile_score(sample, alpha)
    there = profile_score(sample, Decimal(alpha) * (1 + step))
    return float(here * step / (there - here))
