"""P-values from what a run of permutations kept."""

from __future__ import annotations

from collections.abc import Callable

from bootes.protocols import Floats
from bootes.pvalues.counts import exact_pvalue, montecarlo_pvalue
from bootes.pvalues.minlike import minlike_pvalue
from bootes.pvalues.pvalue import PValue
from bootes.results.replicates import Kept

__all__ = ["pvalues_of"]


def pvalues_of(
    kept: Kept,
    observed: Floats,
    tolerance: Floats,
    exact: bool,
    alternative: str,
    two_sided: str | None,
) -> tuple[PValue, ...]:
    """Return the p-value of each component."""
    assert kept.tails is not None
    if two_sided == "minlike":
        assert kept.values is not None
        return tuple(
            minlike_pvalue(kept.values[:, j], observed[j], tolerance[j])
            for j in range(len(observed))
        )
    of: Callable[..., PValue] = exact_pvalue if exact else montecarlo_pvalue
    return tuple(of(counts, alternative, two_sided) for counts in kept.tails)
