"""When two values of a statistic are one: what differs by rounding alone ties."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from bootes.errors import DegenerateWarning, InputError
from bootes.protocols import Floats, Samples, Statistic

__all__ = ["check_tie_tolerance", "tie_tolerance", "warn_of_offset"]

_EPS = float(np.finfo(np.float64).eps)
_RELATIVE = 1e-12
_COARSE = 1e-2  # of the range of the data: beyond this, ties are no longer rounding alone


def check_tie_tolerance(relative: Any) -> float | None:
    """Return a relative distance in [0, 1), or None for the default.

    Raises
    ------
    InputError
        If it is anything else.
    """
    if relative is None:
        return None
    number = isinstance(relative, int | float | np.number) and not isinstance(relative, bool)
    if not number or not 0.0 <= relative < 1.0:
        msg = (
            f"tie_tolerance={relative!r} is not a relative distance from 0 (included) to 1, "
            "such as 1e-12."
        )
        raise InputError(msg)
    return float(relative)


def tie_tolerance(
    statistic: Statistic,
    samples: Samples,
    estimate: Floats,
    relative: float | None = None,
    typical: Floats | None = None,
) -> Floats:
    """Return the absolute distance (p,) below which a replicate ties with the estimate.

    Statistics that move with the data are rounded on the scale of the data: n eps max|x|, or
    8 eps max|x| for integers whose sums are exact. Others: 1e-12 of the estimate or of a
    ``typical`` replicate, more where the data lie far from zero for their spread and it matters.
    """
    largest = float(np.abs(samples.values).max())
    # An infinite estimate ties with itself alone.
    size = np.where(np.isfinite(estimate), np.abs(estimate), 0.0)
    if relative is not None:
        scale = largest if statistic.rounding == "data" else size
        return np.broadcast_to(relative * scale, estimate.shape).copy()
    if statistic.rounding == "data":
        return np.full(estimate.shape, _of_data(samples, largest))
    if typical is not None:
        size = np.where(np.isfinite(estimate), np.maximum(size, typical), 0.0)
    worse = _of_data(samples, largest) / _range(samples) if statistic.rounding == "spread" else 0.0
    return np.asarray(max(_RELATIVE, worse) * size)


def _of_data(samples: Samples, largest: float) -> float:
    whole = bool((samples.values == np.rint(samples.values)).all())
    n = sum(samples.rows)
    exact = whole and largest * n < 2.0**53
    return (8 if exact else n + 1) * _EPS * largest


def _range(samples: Samples) -> float:
    data = samples.values[:-1]  # the last value is no datum
    return float(np.ptp(data)) or 1.0


def warn_of_offset(statistic: Statistic, samples: Samples, stacklevel: int) -> None:
    """Warn where rounding of the data is so coarse that different values would tie."""
    largest, spread = float(np.abs(samples.values).max()), float(np.ptp(samples.values[:-1]))
    if statistic.rounding == "value" or _of_data(samples, largest) <= _COARSE * spread:
        return
    if spread > 0.0:
        warnings.warn(
            f"the data reach {largest:.3g} and differ by {spread:.3g} only: rounding hides what "
            f"tells values of {statistic.name!r} apart, and they count as ties, so the p-value may "
            "be too large. Subtract an offset from the data first.",
            DegenerateWarning,
            stacklevel=stacklevel + 1,
        )
