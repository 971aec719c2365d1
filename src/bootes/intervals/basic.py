"""Basic limits: the quantiles of the replicates reflected at the estimate."""

from __future__ import annotations

from bootes.intervals.percentile import percentile
from bootes.protocols import Distribution, Limits

__all__ = ["basic"]


def basic(
    distribution: Distribution,
    estimate: float,
    levels: tuple[float | None, float | None],
    acceleration: float | None = None,
) -> Limits:
    """Return 2 t - Q(1 - p) for each level p.

    References
    ----------
    Davison and Hinkley (1997), Bootstrap Methods and their Application, equation 5.6.
    """
    low, high = (None if level is None else 1.0 - level for level in levels)
    turned = percentile(distribution, estimate, (high, low))
    return Limits(
        2.0 * estimate - turned.high,
        2.0 * estimate - turned.low,
        turned.high_error,
        turned.low_error,
    )
