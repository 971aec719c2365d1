"""When two values of a statistic are one: what differs by rounding alone ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bootes.errors import DegenerateWarning, InputError, warn
from bootes.protocols import Floats, Statistic
from bootes.samples import Samples

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
    extent = _Extent.of(samples, len(estimate))
    # An infinite estimate ties with itself alone.
    size = np.where(np.isfinite(estimate), np.abs(estimate), 0.0)
    if relative is not None:
        scale = extent.largest if statistic.rounding == "data" else size
        return np.broadcast_to(relative * scale, estimate.shape).copy()
    if statistic.rounding == "data":
        return np.broadcast_to(extent.rounding, estimate.shape).copy()
    if typical is not None:
        size = np.where(np.isfinite(estimate), np.maximum(size, typical), 0.0)
    spread = np.where(extent.range > 0.0, extent.range, 1.0)
    worse = extent.rounding / spread if statistic.rounding == "spread" else 0.0
    return np.asarray(np.maximum(_RELATIVE, worse) * size)


@dataclass(frozen=True)
class _Extent:
    """Sizes of the data behind each component of a statistic, or of all of them: (p,) or (1,)."""

    largest: Floats
    range: Floats
    rounding: Floats  # of a sum of n values

    @classmethod
    def of(cls, samples: Samples, p: int) -> _Extent:
        """Look at the columns of each component where there are p of them; never at weights."""
        starts, columns = samples.offsets[:-1], np.cumsum(samples.tables)
        values = samples.values[:-1]  # the last value is no datum
        low, high = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
        whole = np.logical_and.reduceat(values == np.rint(values), starts)
        if samples.weighted:
            low, high, whole = (np.delete(part, columns - 1) for part in (low, high, whole))
        tables = [count - samples.weighted for count in samples.tables]
        shape = (-1, p) if p > 1 and set(tables) == {p} else (-1, 1)
        low, high = low.reshape(shape).min(axis=0), high.reshape(shape).max(axis=0)
        largest = np.maximum(np.abs(low), np.abs(high))
        n = sum(samples.rows)
        exact = whole.reshape(shape).all(axis=0) & (largest * n < 2.0**53)
        return cls(largest, high - low, np.where(exact, 8, n + 1) * _EPS * largest)


def warn_of_offset(statistic: Statistic, samples: Samples) -> None:
    """Warn where rounding of the data is so coarse that different values would tie."""
    extent = _Extent.of(samples, statistic.n_components)
    coarse = (extent.rounding > _COARSE * extent.range) & (extent.range > 0.0)
    if statistic.rounding == "value" or not coarse.any():
        return
    largest, spread = float(extent.largest[coarse][0]), float(extent.range[coarse][0])
    warn(
        f"the data reach {largest:.3g} and differ by {spread:.3g} only: rounding hides what "
        f"tells values of {statistic.name!r} apart, and they count as ties, so the p-value may "
        "be too large. Subtract an offset from the data first.",
        DegenerateWarning,
    )
