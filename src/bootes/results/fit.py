"""The result of a maximum-likelihood fit and its bootstrap."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from bootes.errors import IntervalError
from bootes.protocols import Floats
from bootes.results.bootstrap import BootstrapResult
from bootes.results.call import Call
from bootes.results.interval import Interval
from bootes.results.precision import Precision

__all__ = ["FitResult"]


@dataclass(frozen=True, eq=False, repr=False)
class FitResult:
    """Outcome of :func:`bootes.fit`.

    Attributes
    ----------
    model : str
        The name of the model.
    names : tuple of str
        The names of the parameters.
    params : (p,) float64
        The maximum-likelihood estimates; infinite where the likelihood has no finite maximum.
    loglik : float
        The log-likelihood there; NaN where the model does not say.
    converged : bool or None
        Whether this is a finite maximum by its score; None where the model does not say.
    score_norm : float
        How far the score is from 0, per value and without a dimension.
    n, n_omitted : int
        Values used, and values left out because they were missing.
    bootstrap : BootstrapResult or None
        The bootstrap of the estimates; None for ``n_resamples=0``, and for a parametric
        bootstrap from estimates at a boundary.
    status : str
        Why there is no bootstrap; empty otherwise.
    """

    model: str
    names: tuple[str, ...]
    params: Floats
    loglik: float
    converged: bool | None
    score_norm: float
    n: int
    n_omitted: int
    bootstrap: BootstrapResult | None
    status: str
    _facts: Mapping[str, str]
    _seed: str
    _call: Call | None = None

    @property
    def estimate(self) -> Floats:
        """The estimates, as ``params``."""
        return self.params

    def _booted(self) -> BootstrapResult:
        if self.bootstrap is None:
            msg = f"this fit has no bootstrap: {self.status}."
            raise IntervalError(msg)
        return self.bootstrap

    @property
    def replicates(self) -> Floats:
        """(B, p) estimates of the resamples; NaN rows failed, infinite values are boundaries.

        Raises
        ------
        IntervalError
            If there is no bootstrap or its replicates were not kept.
        """
        return self._booted().replicates

    @property
    def standard_error(self) -> Floats:
        """(p,) standard deviations of the replicates; NaN where one is infinite."""
        errors: Floats = self._booted().standard_error
        return errors

    @property
    def bias(self) -> Floats:
        """(p,) means of the replicates less the estimates."""
        bias: Floats = self._booted().bias
        return bias

    @property
    def n_resamples(self) -> int:
        """The number of resamples, failed ones included; 0 without a bootstrap."""
        return 0 if self.bootstrap is None else self.bootstrap.n_resamples

    @property
    def precision(self) -> Precision | None:
        """What ``n_resamples="auto"`` came to; None where a number was given."""
        return None if self.bootstrap is None else self.bootstrap.precision

    @property
    def n_failed(self) -> int:
        """How many fits of resamples failed."""
        return 0 if self.bootstrap is None else self.bootstrap.n_failed

    @property
    def n_boundary(self) -> int:
        """How many resamples have no finite maximum."""
        return 0 if self.bootstrap is None else self.bootstrap.n_boundary

    @property
    def failures(self) -> Mapping[str, int]:
        """How many fits failed, by kind."""
        return {} if self.bootstrap is None else self.bootstrap.failures

    @property
    def failed(self) -> list[tuple[int, str, str]]:
        """The first failures as (replicate, kind, message); see :meth:`replay`."""
        return [] if self.bootstrap is None else self.bootstrap.failed

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the numbers should know."""
        told = [] if self.bootstrap is None else list(self.bootstrap.warnings)
        if self.converged is False:
            told.insert(0, "the estimate is not a finite maximum of the likelihood")
        if self.status:
            told.append(f"no bootstrap: {self.status}")
        return tuple(told)

    def interval(
        self,
        method: str | None = None,
        confidence_level: float | None = None,
        alternative: str | None = None,
    ) -> Interval:
        """Return confidence limits of every parameter, as :meth:`BootstrapResult.interval`."""
        return self._booted().interval(method, confidence_level, alternative)

    def replay(
        self, i: int, *, data: Any = None, statistic: Any = None
    ) -> NDArray[Any] | tuple[NDArray[Any], ...]:
        """Return resample ``i`` itself: the data whose estimates are replicate ``i``.

        A loaded result needs the data, and the model if it was one of the user's own, as
        ``statistic``; see :meth:`BootstrapResult.replay`.
        """
        if data is None or self._call is None or self.bootstrap is None:
            return self._booted().replay(i)
        revived: FitResult = self._call.revive(self, data, statistic, None)
        return revived._booted().replay(i)

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the result to a file, as :meth:`BootstrapResult.save`."""
        from bootes.results.saving import save

        return save(self, path, overwrite=overwrite)

    @functools.cached_property
    def provenance(self) -> Mapping[str, Any]:
        """Seed, form, engine, versions and options: enough to repeat the run."""
        facts = {"model": self.model, "loglik": self.loglik, "score_norm": self.score_norm}
        if self.bootstrap is None:
            return {**facts, "seed": self._seed, "status": self.status}
        return {**facts, **self.bootstrap.provenance}

    def to_frame(self, backend: str | None = None) -> Any:
        """Return one row per parameter, as a pandas or polars frame."""
        from bootes.results.frame import frame_of
        from bootes.results.rows import rows_of

        return frame_of(rows_of(self), backend)

    def plot(self, **options: Any) -> Any:
        """Return a Bokeh figure of the intervals of the parameters."""
        from bootes.results.figures import fit_figure

        return fit_figure(self, **options)

    def __repr__(self) -> str:
        from bootes.results.text import fit_text

        return fit_text(self)

    def _repr_html_(self) -> str:
        from bootes.results.html import fit_html

        return fit_html(self)
