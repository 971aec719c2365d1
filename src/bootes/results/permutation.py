"""The result of a permutation test."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._core.plan import Plan
from bootes.protocols import Floats
from bootes.pvalues.pvalue import PValue
from bootes.results.call import Call
from bootes.results.provenance import provenance_of
from bootes.results.replicates import Kept
from bootes.results.resampled import Resampled

__all__ = ["Null", "PermutationResult"]


@dataclass(frozen=True, eq=False)
class Null:
    """The null distribution as a histogram whose outer bins reach to both infinities.

    Attributes
    ----------
    edges : (m + 1,) float64
        Edges of the inner bins.
    counts : (m + 2,) int64
        Replicates below the first edge, in each bin, and from the last edge on.
    """

    edges: Floats
    counts: NDArray[np.int64]


@dataclass(frozen=True, eq=False, repr=False)
class PermutationResult(Resampled):
    """Outcome of :func:`bootes.permutation_test`.

    Attributes
    ----------
    statistic : float or (p,) float64
        The statistic of the data, computed by the form of the replicates.
    names : tuple of str or None
        The components of a vector or dict statistic; None for a scalar.
    alternative, two_sided : str, str or None
        The alternative, and which of "abs", "doubled", "minlike" a two-sided p-value is.
    exact : bool
        Whether every distinct arrangement was counted.
    method : str
        "exact" or "montecarlo".
    n : tuple of int
        Rows used of each sample.
    n_omitted : tuple of int
        Rows left out of each sample because they were missing.
    """

    statistic: Any
    names: tuple[str, ...] | None
    alternative: str
    two_sided: str | None
    exact: bool
    method: str
    n: tuple[int, ...]
    n_omitted: tuple[int, ...]
    centre: float
    _pvalues: tuple[PValue, ...]
    _plan: Plan
    _kept: Kept
    _options: Mapping[str, Any] = field(default_factory=dict)
    _facts: Mapping[str, str] = field(default_factory=dict)
    _call: Call | None = None

    @property
    def pvalue(self) -> Any:
        """(b + 1)/(B + 1), or b/B of a full enumeration; never 0."""
        return self._shaped([p.value for p in self._pvalues])

    @property
    def log10_pvalue(self) -> Any:
        """The logarithm of the p-value to base 10."""
        return self._shaped([p.log10 for p in self._pvalues])

    @property
    def pvalue_error(self) -> Any:
        """Monte Carlo standard error of the p-value; 0 where it is exact."""
        return self._shaped([p.error for p in self._pvalues])

    @property
    def pvalue_interval(self) -> Any:
        """(low, high): 95 % Clopper-Pearson interval of the p-value; itself where it is exact."""
        low, high = zip(*(p.interval for p in self._pvalues), strict=True)
        return self._shaped(list(low)), self._shaped(list(high))

    @property
    def n_ties(self) -> Any:
        """How many permutations tie with the data."""
        assert self._kept.tails is not None
        ties = [tail.ties for tail in self._kept.tails]
        return ties[0] if self.names is None else np.array(ties)

    @property
    def null(self) -> Any:
        """The null distribution: (B,) or (B, p) values where kept, else a :class:`Null`.

        Of a vector statistic that was not kept, a tuple of one :class:`Null` per component.

        Raises
        ------
        IntervalError
            If only tail counts were kept.
        """
        values = self._kept.values
        if values is not None:
            return values[:, 0] if self.names is None else values
        found = tuple(Null(d.edges, d.counts) for d in self._kept.distributions)  # type: ignore[attr-defined]
        return found[0] if self.names is None else found

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the p-value should know."""
        told = []
        if self.n_failed:
            told.append(f"{self._failure_text()} and count as at least as extreme as the data")
        if not self.exact and any(p.interval[0] == 0.0 for p in self._pvalues):
            told.append(
                f"no permutation was as extreme as the data: p is at most {self._upper():.2g}; "
                "more resamples would tell it better"
            )
        return tuple(told)

    def _upper(self) -> float:
        return min(p.interval[1] for p in self._pvalues)

    @functools.cached_property
    def provenance(self) -> Mapping[str, Any]:
        """Seed, form, engine, versions and options: enough to repeat the run."""
        return provenance_of(
            self._plan,
            self._kept.run,
            method=self.method,
            alternative=self.alternative,
            two_sided=self.two_sided,
            **self._options,
        )

    def plot(self, **options: Any) -> Any:
        """Return a Bokeh figure of the null distribution with the observed value."""
        from bootes.results.figures import permutation_figure

        return permutation_figure(self, **options)

    def _shaped(self, values: list[float]) -> Any:
        return values[0] if self.names is None else np.array(values)

    def __repr__(self) -> str:
        from bootes.results.text import permutation_text

        return permutation_text(self)

    def _repr_html_(self) -> str:
        from bootes.results.html import permutation_html

        return permutation_html(self)
