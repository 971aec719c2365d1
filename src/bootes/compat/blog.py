"""The permutation test of the second text: ``permutation_resampling``.

Its faults, and what is done here instead:

- inside its loop the difference of means was taken whatever ``statistic`` was; here it is the
  difference of the statistic, in the permutations as in the data;
- it counted only differences strictly beyond the observed one, so that ties were lost (two equal
  constant groups got p = 0); here ties count;
- it divided the count by the number of samples, so that p could be 0; here p is (b + 1)/(B + 1);
- its engines drew from generators that nobody had seeded; here ``rng`` repeats a run anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from bootes import ProgressUpdate
from bootes._arguments import check_n_resamples
from bootes.permutation import permutation_test
from bootes.protocols import Floats
from bootes.results.permutation import PermutationResult

__all__ = ["permutation_resampling"]

_DIFFERENCES: dict[Any, str] = {np.mean: "mean_difference", np.median: "median_difference"}


def permutation_resampling(
    case: ArrayLike,
    control: ArrayLike,
    num_samples: int,
    statistic: Callable[[Any], Any],
    *,
    keep_diffs: bool = True,
    rng: Any = None,
    n_jobs: int | None = None,
    engine: Any = None,
    progress: bool | Callable[[ProgressUpdate], object] | None = None,
) -> tuple[float, float, Floats | None]:
    """Return the p-value that a statistic differs between two groups.

    Parameters
    ----------
    case, control : (n,) and (m,) array_like
        The two samples.
    num_samples : int
        The number of random permutations.
    statistic : callable
        A function of one sample; ``numpy.mean`` and ``numpy.median`` run compiled.
    keep_diffs : bool
        Whether to return the differences of all permutations (8 bytes each).
    rng, n_jobs, engine, progress
        As in :func:`bootes.permutation_test`.

    Returns
    -------
    pval : float
        (b + 1)/(B + 1), b the permutations with at least the observed absolute difference.
    observed_diff : float
        |statistic(case) - statistic(control)|.
    diffs : (num_samples,) float64, or None
        The differences of the permutations, with their signs.

    Raises
    ------
    StatisticError
        If the statistic fails on the data or on a permutation.

    Examples
    --------
    >>> import numpy as np
    >>> pval, observed, diffs = permutation_resampling([5.0] * 4, [5.0] * 4, 999, np.mean, rng=1)
    >>> pval, observed, len(diffs)
    (1.0, 0.0, 999)
    """
    result = permutation_test(
        (np.asarray(case), np.asarray(control)),
        _difference_of(statistic),
        two_sided="abs",
        method="montecarlo",
        n_resamples=check_n_resamples(num_samples),
        keep="replicates" if keep_diffs else "tails",
        rng=rng,
        n_jobs=n_jobs,
        engine=engine,
        progress=progress,
    )
    assert isinstance(result, PermutationResult)
    diffs = np.array(result.null) if keep_diffs else None
    return float(result.pvalue), abs(float(result.statistic)), diffs


def _difference_of(statistic: Callable[[Any], Any]) -> Any:
    try:
        return _DIFFERENCES.get(statistic) or _Difference(statistic)
    except TypeError:  # an unhashable callable is none of NumPy's
        return _Difference(statistic)


@dataclass(frozen=True)
class _Difference:
    """statistic(x) - statistic(y)."""

    statistic: Callable[[Any], Any]

    def __call__(self, case: Any, control: Any) -> Any:
        return self.statistic(case) - self.statistic(control)
