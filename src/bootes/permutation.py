"""The verb ``permutation_test``: p-values by dealing pooled values to the groups anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bootes._arguments import ALTERNATIVES, check_choice, check_n_resamples
from bootes._core.execute import execute
from bootes._core.plan import Plan
from bootes._resolve.frame_samples import frame_samples
from bootes._resolve.frames import check_frame, is_frame
from bootes._resolve.options import check_options
from bootes._resolve.planning import (
    check_repeatable,
    estimate_of,
    reducers_for,
    typical_size,
)
from bootes._resolve.pvalues import pvalues_of
from bootes._resolve.samples import as_samples
from bootes._resolve.ties import check_tie_tolerance, tie_tolerance, warn_of_offset
from bootes._streams import Seed, as_seed
from bootes.engines.resolve import as_engine
from bootes.errors import DataError, InputError
from bootes.protocols import Sampler, Samples, Statistic
from bootes.results.permutation import PermutationResult
from bootes.results.replicates import Kept
from bootes.schemes.original import original
from bootes.schemes.permutation import (
    LARGEST_ENUMERATED,
    arrangements,
    n_arrangements,
    permutation,
)
from bootes.statistics.recognise import recognise
from bootes.statistics.resolve import as_statistic

__all__ = ["permutation_test"]

_KINDS = ("independent",)
_METHODS = ("auto", "exact", "montecarlo")
_TWO_SIDED = ("abs", "doubled", "minlike")


def permutation_test(
    data: Any,
    statistic: Any = "mean_difference",
    *,
    kind: str = "independent",
    value: str | None = None,
    group: str | None = None,
    columns: Iterable[str] | None = None,
    alternative: str = "two-sided",
    two_sided: str | None = None,
    n_resamples: int = 9_999,
    method: str = "auto",
    nan_policy: str = "raise",
    compile: bool | str = "auto",
    vectorized: bool | None = None,
    on_error: str = "raise",
    keep: str = "auto",
    tie_tolerance: float | None = None,
    rng: Any = None,
    engine: Any = None,
    n_jobs: int | None = None,
    progress: bool | None = None,
) -> PermutationResult:
    """Test by permutation whether independent samples come from one distribution.

    Parameters
    ----------
    data : tuple of array_like, or frame
        Two or more samples; or a frame with ``value`` and ``group``, or with ``columns``.
    statistic : str or callable
        A name of the table of built-in statistics or a function of the samples; as in
        :func:`bootes.bootstrap`.
    kind : {"independent"}
        What is permuted: pooled values are dealt to groups of the given sizes.
    value, group : str, optional
        Columns of a frame: the values, and the label that tells the samples, in the order of
        first appearance.
    columns : iterable of str, optional
        Columns of a frame that are the samples (missing values at their ends are allowed with
        ``nan_policy="omit"``).
    alternative : {"two-sided", "less", "greater"}
        "greater": large values of the statistic are extreme.
    two_sided : {"abs", "doubled", "minlike"}, optional
        "abs" counts |T - c| >= |t - c|, with the null centre c of a built-in statistic, 0 for a
        function of two or more samples; "doubled" is twice the smaller tail, as in SciPy;
        "minlike" sums what is no more probable than the data and needs an exact method. By
        default "abs", and "doubled" for built-in statistics without a centre.
    n_resamples : int
        The number of random permutations, at least 1.
    method : {"auto", "exact", "montecarlo"}
        "exact" counts every distinct arrangement; "auto" does if there are at most
        ``n_resamples`` of them.
    tie_tolerance : float, optional
        Values closer than this, relative to the statistic (to the data for differences of means
        and medians), count as ties. The default allows for rounding alone.
    nan_policy, compile, vectorized, on_error, keep, rng, engine, n_jobs, progress
        As in :func:`bootes.bootstrap`. Permutations left out by ``on_error="omit"`` count as at
        least as extreme as the data.

    Returns
    -------
    PermutationResult
        With the p-value (b + 1)/(B + 1), its Monte Carlo error and 95 % interval.

    Raises
    ------
    DataError, InputError, InputTypeError, UnknownNameError
        For bad arguments, before any work.
    StatisticError
        If the statistic fails on the data, or on a permutation and ``on_error="raise"``.

    References
    ----------
    Phipson and Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9, 39.

    Examples
    --------
    >>> import bootes as bt
    >>> case, control = [12.1, 14.0, 13.3, 15.2], [10.0, 11.7, 9.9, 11.2]
    >>> t = bt.permutation_test((case, control))
    >>> t.exact, round(t.pvalue, 6)
    (True, 0.028571)
    """
    _refuse_auto(n_resamples)
    request = _Request(
        statistic=statistic,
        alternative=check_choice("alternative", alternative, ALTERNATIVES),
        two_sided=two_sided
        if two_sided is None
        else check_choice("two_sided", two_sided, _TWO_SIDED),
        n_resamples=check_n_resamples(n_resamples),
        method=check_choice("method", method, _METHODS),
        compile=compile,
        vectorized=vectorized,
        on_error=on_error,
        keep=keep,
        tie_tolerance=check_tie_tolerance(tie_tolerance),
        seed=as_seed(rng),
        engine=engine,
        n_jobs=n_jobs,
        progress=progress,
    )
    check_options(
        nan_policy=nan_policy,
        on_error=on_error,
        keep=keep,
        engine=engine,
        n_jobs=n_jobs,
        progress=progress,
        compile=compile,
        vectorized=vectorized,
    )
    check_choice("kind", kind, _KINDS)
    if request.keep == "moments":
        msg = "keep='moments' keeps no tail counts, and a p-value needs them. Use keep='tails'."
        raise InputError(msg)
    check_frame(data, value=value, group=group, columns=columns)
    if is_frame(data):
        data, names = frame_samples(data, value, group, columns)
    else:
        names = None
    if not isinstance(data, tuple) or len(data) < 2:
        msg = (
            f"a permutation test needs two or more samples, and data is {_told(data)}. Pass a "
            "tuple (x, y), or a frame with value= and group=."
        )
        raise DataError(msg)
    resolved = as_samples(data, nan_policy=nan_policy, names=names)
    return request.run(resolved.samples, resolved.n_omitted, {"nan_policy": nan_policy})


def _refuse_auto(n_resamples: Any) -> None:
    if isinstance(n_resamples, str) and n_resamples == "auto":
        msg = (
            "n_resamples='auto' is for intervals. A p-value that is looked at until it is precise "
            "needs a sequential rule, which is not built yet: pass a number, and extend() the "
            "result if pvalue_error is too large."
        )
        raise InputError(msg)


def _told(data: Any) -> str:
    if isinstance(data, tuple):
        return f"a tuple of {len(data)}"
    return "None" if data is None else f"of type {type(data).__name__}"


@dataclass(frozen=True)
class _Request:
    """The checked arguments of one call."""

    statistic: Any
    alternative: str
    two_sided: str | None
    n_resamples: int
    method: str
    compile: bool | str
    vectorized: bool | None
    on_error: str
    keep: str
    tie_tolerance: float | None
    seed: Seed
    engine: Any
    n_jobs: int | None
    progress: bool | None

    def run(
        self, samples: Samples, n_omitted: tuple[int, ...], options: Mapping[str, Any]
    ) -> PermutationResult:
        self._check_statistic()
        data, sampler = original(samples), self._sampler(samples)
        exact = sampler.total is not None
        statistic = as_statistic(
            self.statistic, data, vectorized=self.vectorized, compile=self.compile
        )
        two_sided = self._two_sided(statistic)
        observed = estimate_of(statistic, data)
        centre = np.full(len(observed), statistic.centre or 0.0)
        plan = Plan(
            statistic,
            sampler,
            (),
            self.seed,
            "permute",
            self.n_resamples if sampler.total is None else sampler.total,
            self.on_error,
        )
        check_repeatable(plan)
        warn_of_offset(statistic, samples, stacklevel=3)
        typical = typical_size(plan)
        tolerance = tie_tolerance(statistic, samples, observed, self.tie_tolerance, typical)
        keep = "replicates" if two_sided == "minlike" else self.keep
        plan = plan.having(reducers=reducers_for(keep, plan, observed, centre, tolerance))
        compiled = statistic.form in ("kernel", "compiled")
        choice = as_engine(self.engine, self.n_jobs, compiled=compiled)
        kept = Kept(execute(plan, choice, progress=self.progress, what=statistic.name))
        return PermutationResult(
            statistic=float(observed[0]) if statistic.names is None else observed,
            names=statistic.names,
            alternative=self.alternative,
            two_sided=two_sided,
            exact=exact,
            method="exact" if exact else "montecarlo",
            n=samples.rows,
            n_omitted=n_omitted,
            centre=statistic.centre or 0.0,
            _pvalues=pvalues_of(kept, observed, tolerance, exact, self.alternative, two_sided),
            _plan=plan,
            _kept=kept,
            _options={**options, "keep": self.keep},
        )

    def _check_statistic(self) -> None:
        builtin = recognise(self.statistic, self.compile)
        if builtin is not None and builtin.paired:
            msg = (
                f"statistic {builtin.name!r} is of paired columns, and kind='independent' deals "
                "values to groups. A test of association by pairings is not built yet."
            )
            raise InputError(msg)

    def _sampler(self, samples: Samples) -> Sampler:
        if self.method == "exact":
            return arrangements(samples)
        few = n_arrangements(samples) <= self.n_resamples
        if self.method == "auto" and few and sum(samples.rows) <= LARGEST_ENUMERATED:
            return arrangements(samples)
        if self.two_sided == "minlike" and self.alternative == "two-sided":
            msg = (
                "two_sided='minlike' needs method='exact': probabilities must be known, not drawn."
            )
            raise InputError(msg)
        return permutation(samples)

    def _two_sided(self, statistic: Statistic) -> str | None:
        if self.alternative != "two-sided":
            return None
        if self.two_sided is not None:
            return self.two_sided
        own = statistic.form == "kernel" or statistic.reason == "compile=False"
        return "doubled" if own and statistic.centre is None else "abs"
