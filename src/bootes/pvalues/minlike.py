"""The two-sided p-value "minlike": everything that is at most as probable as the observed value."""

from __future__ import annotations

import numpy as np

from bootes.protocols import Floats
from bootes.pvalues.pvalue import PValue

__all__ = ["minlike_pvalue"]


def minlike_pvalue(values: Floats, observed: float, tolerance: float) -> PValue:
    """Return the probability of all atoms that are no more probable than the observed one.

    Parameters
    ----------
    values : (B,) float64
        The statistic of every arrangement; NaN where it failed, which counts as extreme.
    observed : float
        The statistic of the data.
    tolerance : float
        Values closer than this are one atom.

    References
    ----------
    Fay (2010), The R Journal 2(1), 53-58.
    """
    ordered = np.sort(values[~np.isnan(values)])
    starts = np.flatnonzero(np.r_[True, np.diff(ordered) > tolerance])
    sizes = np.diff(starts, append=len(ordered))
    atom = np.searchsorted(ordered[starts], observed + tolerance, side="right") - 1
    missing = len(values) - len(ordered)
    value = float((sizes[sizes <= sizes[atom]].sum() + missing) / len(values))
    return PValue(value, 0.0, (value, value))
