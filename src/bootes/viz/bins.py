"""Bins for a histogram that is looked at: few enough, and in step with lattice values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEWEST, _MOST = 12, 80
# Enough values to see a lattice; sorting them costs nothing beside the run.
_LOOKED_AT = 10_000
_MOST_DISTINCT = 1_000


def lattice_spacing(values: NDArray[np.float64]) -> float:
    """Return the spacing of the lattice on which finite values lie, 0 if they lie on none.

    Judged by the first 10,000 values, for drawing only: distinct values of a lattice are few
    and their gaps are multiples of the smallest one.

    Examples
    --------
    >>> lattice_spacing(np.array([0.2, 0.6, 0.4, 0.2, 1.2]))
    0.2
    """
    distinct = np.unique(values[:_LOOKED_AT])
    if distinct.size < 2:
        return 0.0
    rounding = 1e-9 * max(abs(distinct[0]), abs(distinct[-1]))
    gaps = np.diff(distinct)
    gaps = gaps[gaps > rounding]
    if gaps.size == 0 or gaps.size > _MOST_DISTINCT:
        return 0.0
    steps = gaps / gaps.min()
    if np.abs(steps - np.rint(steps)).max() > 1e-3:
        return 0.0
    return float(f"{gaps.sum() / np.rint(steps).sum():.9g}")


def bin_edges(values: NDArray[np.float64], spacing: float) -> NDArray[np.float64]:
    """Return edges of equal bins over the bulk of finite values.

    Freedman and Diaconis' width, held between 12 and 80 bins. On a lattice, one bin for each of
    up to 80 points, or else that width rounded up to a multiple of `spacing`. Values that are
    further from the central 98 % than 1.5 times its width are left outside, because one of them
    could leave everything else in a single bin.

    Parameters
    ----------
    values : (B,) float64
        Finite, at least one.
    spacing : float
        From `lattice_spacing`.

    Returns
    -------
    (k + 1,) float64

    References
    ----------
    Freedman and Diaconis (1981), Z. Wahrscheinlichkeitstheorie verw. Gebiete 57, 453-476.

    Examples
    --------
    >>> bin_edges(np.array([1.0, 2.0, 2.0, 4.0]), 1.0)
    array([0.5, 1.5, 2.5, 3.5, 4.5])
    """
    low, high = _bulk(values)
    if low == high:
        margin = 0.5 * (spacing or abs(low) or 1.0)
        return np.array([low - margin, low + margin])
    first, third = np.quantile(values, [0.25, 0.75])
    ideal = 2 * (third - first) / values.size ** (1 / 3)
    width = min(max(ideal, (high - low) / _MOST), (high - low) / _FEWEST)
    if spacing:
        few = (high - low) / spacing < _MOST
        width = spacing * (1 if few else max(1, math.ceil(width / spacing - 1e-9)))
        low, high = low - spacing / 2, high + spacing / 2
    n_bins = max(1, math.ceil((high - low) / width - 1e-9))
    edges: NDArray[np.float64] = low + width * np.arange(n_bins + 1)
    edges[-1] = max(edges[-1], high)
    return edges


def _bulk(values: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.quantile(values, [0.01, 0.99])
    reach = 1.5 * (high - low) or math.inf
    bulk = values[(values >= low - reach) & (values <= high + reach)]
    return float(bulk.min()), float(bulk.max())
