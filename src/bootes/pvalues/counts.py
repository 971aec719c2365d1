"""P-values from tail counts: random permutations and full enumerations.

References
----------
Phipson and Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9, 39: p-values should never be zero.
"""

from __future__ import annotations

import math
from typing import Protocol

from bootes.pvalues.pvalue import PValue, clopper_pearson

__all__ = ["exact_pvalue", "montecarlo_pvalue"]


class Counts(Protocol):
    """Counts of one component: ties are in every tail."""

    @property
    def n(self) -> int:
        """Replicates."""

    @property
    def above(self) -> int:
        """T >= t."""

    @property
    def below(self) -> int:
        """T <= t."""

    @property
    def far(self) -> int:
        """|T - c| >= |t - c|."""

    @property
    def missing(self) -> int:
        """Failed; they count as at least as extreme."""


def _hits(counts: Counts, alternative: str, two_sided: str | None) -> tuple[int, int]:
    """Return how many replicates are as extreme, and how often that tail is counted."""
    if alternative == "greater":
        return counts.above + counts.missing, 1
    if alternative == "less":
        return counts.below + counts.missing, 1
    if two_sided == "abs":
        return counts.far + counts.missing, 1
    return min(counts.above, counts.below) + counts.missing, 2


def montecarlo_pvalue(
    counts: Counts, alternative: str, two_sided: str | None, confidence_level: float = 0.95
) -> PValue:
    """Return (b + 1)/(B + 1), twice the smaller tail for "doubled".

    The interval is Clopper and Pearson's for b of B; the error is that of a binomial share.
    """
    hits, factor = _hits(counts, alternative, two_sided)
    share = (hits + 1) / (counts.n + 1)
    low, high = clopper_pearson(hits, counts.n, confidence_level)
    error = factor * math.sqrt(share * (1.0 - share) / (counts.n + 1))
    return PValue(
        min(1.0, factor * share), error, (min(1.0, factor * low), min(1.0, factor * high))
    )


def exact_pvalue(counts: Counts, alternative: str, two_sided: str | None) -> PValue:
    """Return b/B of a full enumeration, twice the smaller tail for "doubled"."""
    hits, factor = _hits(counts, alternative, two_sided)
    value = min(1.0, factor * hits / counts.n)
    return PValue(value, 0.0, (value, value))
