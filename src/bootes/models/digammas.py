"""Digamma and log-gamma without their logarithms, for likelihoods at large parameters."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bootes.protocols import Floats

__all__ = ["digamma_gap", "loggamma_gap"]

_LARGE = 20.0
_HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)


def digamma_gap(y: Floats | float) -> Floats:
    """Return log(y) - psi(y) for y > 0, to full relative precision for large y (DLMF 5.11.2)."""
    from scipy.special import digamma

    small, large = np.minimum(y, _LARGE), np.maximum(y, _LARGE)
    t = 1 / (large * large)
    series = t * (1 / 12 - t * (1 / 120 - t * (1 / 252 - t * (1 / 240 - t / 132))))
    gap: Floats = np.where(y < _LARGE, np.log(small) - digamma(small), 0.5 / large + series)
    return gap


def loggamma_gap(y: Floats | float) -> Floats:
    """Return log(Gamma(y)) - (y - 1/2) log(y) + y - log(2 pi) / 2 for y > 0 (DLMF 5.11.1)."""
    from scipy.special import gammaln

    small, large = np.minimum(y, _LARGE), np.maximum(y, _LARGE)
    t = 1 / (large * large)
    series = (1 / 12 - t * (1 / 360 - t * (1 / 1260 - t * (1 / 1680 - t / 1188)))) / large
    direct = gammaln(small) - (small - 0.5) * np.log(small) + small - _HALF_LOG_2PI
    gap: Floats = np.where(y < _LARGE, direct, series)
    return gap
