"""The largest statistic of many columns: one test for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["MaxAbs", "max_abs"]


@dataclass(frozen=True)
class MaxAbs:
    """The largest distance of a column's statistic from its null centre."""

    statistic: Any

    @property
    def name(self) -> str:
        """What to call it."""
        inner = self.statistic
        return f"max_abs({inner if isinstance(inner, str) else getattr(inner, 'name', inner)})"


def max_abs(statistic: Any) -> MaxAbs:
    """Return the statistic "largest distance of a column's statistic from its null centre".

    In a permutation test the rows are dealt with all their columns, so that its replicates are
    the null distribution of the largest statistic: a column whose own distance is beyond their
    95 % quantile differs with a family-wise error of 5 %, however the columns depend on each
    other. A column whose statistic is NaN on the data (a constant one has no t) takes no part,
    with a warning.

    Parameters
    ----------
    statistic : str or built-in statistic
        A name of the table, of independent samples, such as "mean_difference" or "welch_t".

    References
    ----------
    Westfall and Young (1993), Resampling-Based Multiple Testing, Wiley.

    Examples
    --------
    >>> import numpy as np
    >>> import bootes as bt
    >>> rng = np.random.default_rng(1)
    >>> case, control = rng.normal(size=(12, 500)), rng.normal(size=(12, 500))
    >>> case[:, 7] += 4.0
    >>> t = bt.permutation_test((case, control), bt.max_abs("welch_t"), n_resamples=999, rng=1)
    >>> t.pvalue
    0.001
    """
    return MaxAbs(statistic)
