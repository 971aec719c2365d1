"""Normal limits: the estimate less its bias, plus and minus z standard errors."""

from __future__ import annotations

import math
from statistics import NormalDist

from bootes.protocols import Distribution, Limits

__all__ = ["normal"]


def normal(
    distribution: Distribution,
    estimate: float,
    levels: tuple[float | None, float | None],
    acceleration: float | None = None,
) -> Limits:
    """Return t - bias + z_p s, with bias and s from the replicates.

    References
    ----------
    Davison and Hinkley (1997), Bootstrap Methods and their Application, equation 5.5.
    """
    deviation = distribution.standard_deviation
    centre = 2.0 * estimate - distribution.mean
    mean_error = deviation / math.sqrt(distribution.n)
    limits, errors = [], []
    for level, open_end in zip(levels, (-math.inf, math.inf), strict=True):
        z = None if level is None else NormalDist().inv_cdf(level)
        limits.append(open_end if z is None else centre + z * deviation)
        spread = 0.0 if z is None else z * distribution.standard_deviation_error
        errors.append(0.0 if z is None else math.hypot(mean_error, spread))
    status = "" if math.isfinite(deviation) else "infinite replicates have no standard error"
    return Limits(limits[0], limits[1], errors[0], errors[1], status)
