"""A table of a discrete distribution's cumulative probabilities, for compiled draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bootes.protocols import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DiscreteTable", "tabulate"]

_MOST_ENTRIES = 65_536
_NEGLECTED = 2.0**-61
_FIRST_LENGTH = 64
_CELL_BITS = range(6, 17)

Ratio = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class DiscreteTable:
    """Cumulative probabilities of the integers from ``first`` on; the last one is 1.

    Attributes
    ----------
    first : int
        The smallest value that is drawn.
    cdf : (K,) float64
        P(X <= first + j) for j from 0 to K - 1.
    """

    first: int
    cdf: Floats

    @property
    def source(self) -> Floats:
        """The float64 array of the compiled draw: ``cdf``."""
        return self.cdf

    @property
    def layout(self) -> NDArray[np.int64]:
        """The int64 array of the compiled draw: first value, shift, guide.

        A word's upper ``64 - shift`` bits choose a cell of the guide, which holds the smallest
        j with cdf[j] above the cell's lower end.
        """
        wanted = self.cdf.size.bit_length()
        bits = min(max(wanted, _CELL_BITS.start), _CELL_BITS.stop - 1)
        ends = np.arange(1 << bits) / (1 << bits)
        guide = np.searchsorted(self.cdf, ends, side="right")
        return np.concatenate(([self.first, 64 - bits], guide)).astype(np.int64)


def tabulate(mode: int, ratio: Ratio, limit: float) -> DiscreteTable | None:
    """Build the table from the ratios of neighbouring probabilities, outwards from the mode.

    Parameters
    ----------
    mode : int
        A value of largest probability.
    ratio : callable
        ``ratio(j)`` is P(X = j + 1) / P(X = j), monotone in j on each side of the mode.
    limit : float
        The limit of the ratio for large j, below 1.

    Returns
    -------
    DiscreteTable or None
        Without tails of probability 2^-60 in all; None beyond 65,536 entries.
    """
    above = _side(lambda step: ratio(mode + step), limit)
    if above is None:
        return None
    below = _side(lambda step: 1 / ratio(mode - 1 - step), 0.0, steps=mode)
    if below is None or above.size + below.size + 1 > _MOST_ENTRIES:
        return None
    weights = np.concatenate((below[::-1], [1.0], above))
    pmf = weights / weights.sum()
    lower = np.cumsum(pmf)
    # The upper half is summed from its own end, so that no rounding adds up near 1.
    upper = np.concatenate((np.cumsum(pmf[:0:-1])[::-1], [0.0]))
    cdf = np.maximum.accumulate(np.where(lower < 0.5, lower, 1 - upper))
    return DiscreteTable(mode - below.size, cdf)


def _side(ratio: Ratio, limit: float, steps: float = np.inf) -> Floats | None:
    """Return the probabilities on one side over that of the mode, until the rest is negligible.

    Beyond a step the ratios are at most r, the larger of the ratio there and the limit, so what
    is left out is at most the last probability times r / (1 - r).
    """
    most = int(min(steps, _MOST_ENTRIES))
    length = 0
    weights: Floats = np.empty(0)
    while length < most:
        length = min(max(2 * length, _FIRST_LENGTH), most)
        ratios = ratio(np.arange(length, dtype=np.float64))
        weights = np.cumprod(ratios, dtype=np.float64)
        bound = np.maximum(ratios, limit)
        with np.errstate(divide="ignore"):
            left = np.where(bound < 1, weights * bound / (1 - bound), np.inf)
        enough = np.flatnonzero(left < _NEGLECTED * (1 + weights.sum()))
        if enough.size:
            return weights[: enough[0] + 1]
    if steps > _MOST_ENTRIES:
        return None
    return weights
