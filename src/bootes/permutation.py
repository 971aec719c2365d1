"""The verb ``permutation_test``: p-values by dealing pooled values to the groups anew."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bootes._arguments import ALTERNATIVES, check_choice, check_n_resamples
from bootes._core.progress_update import ProgressOption
from bootes._resolve.asked import Extra, labelled
from bootes._resolve.frames import check_frame
from bootes._resolve.keeping import as_keeping, seed_of
from bootes._resolve.options import check_options
from bootes._resolve.permutations import PermutationRequest
from bootes._resolve.running import run_items
from bootes._resolve.samples import check_bool
from bootes._resolve.ties import check_tie_tolerance
from bootes.errors import InputError
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult
from bootes.results.shard import ShardResult

__all__ = ["permutation_test"]

_KINDS = ("independent",)
_METHODS = ("auto", "exact", "montecarlo")
_TWO_SIDED = ("abs", "doubled", "minlike")


def permutation_test(
    data: Any,
    statistic: Any = "mean_difference",
    *,
    kind: str = "independent",
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    as_frame: bool = False,
    value: str | Iterable[str] | None = None,
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
    progress: ProgressOption = None,
    checkpoint: str | os.PathLike[str] | None = None,
    shard: str | None = None,
) -> PermutationResult | ResultMapping[PermutationResult] | ShardResult:
    """Test by permutation whether independent samples come from one distribution.

    Parameters
    ----------
    data : tuple of array_like, or frame
        Two or more samples, values (n,) or rows (n, d); or a frame with ``value`` and ``group``,
        or with ``columns``.
    statistic : str, callable, list or dict of them
        A name of the table of built-in statistics or a function of the samples; as in
        :func:`bootes.bootstrap`.
    kind : {"independent"}
        What is permuted: pooled values are dealt to groups of the given sizes.
    args, kwargs : tuple, dict, optional
        Further arguments of the function, after the samples and by name.
    as_frame : bool
        The function gets the rows of each ``group`` as a frame of the kind of ``data``.
    value, group : str, optional
        Columns of a frame: the values (a list of columns gives a test of each), and the label
        that tells the samples, in the order of first appearance.
    columns : iterable of str, optional
        Columns of a frame that are the samples (missing values at their ends are allowed with
        ``nan_policy="omit"``); with ``as_frame`` those that the function gets.
    alternative : {"two-sided", "less", "greater"}
        "greater": large values of the statistic are extreme. Statistics that are large for any
        difference (F, Kruskal-Wallis, Kolmogorov-Smirnov) have this tail alone.
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
    nan_policy, compile, vectorized, on_error, keep, rng, engine, n_jobs
        As in :func:`bootes.bootstrap`. Permutations left out by ``on_error="omit"`` count as at
        least as extreme as the data.
    progress, checkpoint, shard
        As in :func:`bootes.bootstrap`.

    Returns
    -------
    PermutationResult or ResultMapping
        With the p-value (b + 1)/(B + 1), its Monte Carlo error and 95 % interval; a mapping where
        there are several columns of values or statistics.

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
    extra = Extra(args, kwargs, len(data) if isinstance(data, tuple) else 2)
    keeping = as_keeping(checkpoint, shard, rng)
    request = PermutationRequest(
        statistics={label: extra.bound_to(one) for label, one in labelled(statistic).items()},
        extra=extra,
        as_frame=as_frame,
        nan_policy=nan_policy,
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
        seed=seed_of(rng, keeping),
        engine=engine,
        n_jobs=n_jobs,
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
    check_bool("as_frame", as_frame)
    if request.keep == "moments":
        msg = "keep='moments' keeps no tail counts, and a p-value needs them. Use keep='tails'."
        raise InputError(msg)
    check_frame(data, value=value, group=group, columns=columns, as_frame=as_frame or None)
    items = request.prepared(data, value, group, columns)
    found: PermutationResult | ResultMapping[PermutationResult] | ShardResult = run_items(
        items, keeping, progress=progress, what="permutation test"
    )
    return found


def _refuse_auto(n_resamples: Any) -> None:
    if isinstance(n_resamples, str) and n_resamples == "auto":
        msg = (
            "n_resamples='auto' is for intervals. A p-value that is looked at until it is precise "
            "needs a sequential rule, which is not built yet. Pass a number; bootes.extend adds to "
            "a result whose pvalue_error is too large."
        )
        raise InputError(msg)
