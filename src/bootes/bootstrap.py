"""The verb ``bootstrap``: confidence intervals by resampling."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bootes._arguments import ALTERNATIVES, check_choice, check_confidence_level, check_n_resamples
from bootes._core.progress_update import ProgressOption
from bootes._resolve.asked import Extra, labelled
from bootes._resolve.bootstraps import BootstrapRequest
from bootes._resolve.frames import check_frame
from bootes._resolve.keeping import as_keeping, seed_of
from bootes._resolve.options import check_interval, check_options
from bootes._resolve.precision import as_rule
from bootes._resolve.prepared import View
from bootes._resolve.running import run_items
from bootes._resolve.samples import check_bool
from bootes._resolve.weights import check_weights
from bootes.intervals.resolve import INTERVALS
from bootes.results.bootstrap import BootstrapResult
from bootes.results.mapping import ResultMapping
from bootes.results.shard import ShardResult
from bootes.schemes.resolve import SCHEMES

__all__ = ["bootstrap"]


def bootstrap(
    data: Any,
    statistic: Any,
    *,
    scheme: str = "iid",
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    paired: bool = False,
    as_frame: bool = False,
    weights: Any = None,
    columns: str | Iterable[str] | None = None,
    by: str | None = None,
    nan_policy: str = "raise",
    n_resamples: int | str = 9_999,
    tolerance: float | None = None,
    tolerance_of: str = "limits",
    max_resamples: int | None = None,
    confidence_level: float = 0.95,
    method: str = "auto",
    alternative: str = "two-sided",
    compile: bool | str = "auto",
    vectorized: bool | None = None,
    on_error: str = "raise",
    keep: str = "auto",
    rng: Any = None,
    engine: Any = None,
    n_jobs: int | None = None,
    progress: ProgressOption = None,
    checkpoint: str | os.PathLike[str] | None = None,
    shard: str | None = None,
) -> BootstrapResult | ResultMapping[BootstrapResult] | ShardResult:
    """Bootstrap a statistic and return its confidence interval.

    Parameters
    ----------
    data : array_like, tuple of array_like, or frame
        One sample (n,) or rows (n, d); a tuple of such samples; or a pandas, polars or arrow
        frame (or a dict of arrays), whose columns are then bootstrapped one by one, on the same
        resampled rows.
    statistic : str, callable, list or dict of them
        A name of the table of built-in statistics, a function of NumPy, SciPy or ``statistics``,
        a ``numba.njit`` function or any function of the sample(s) that returns a number, an array
        or a dict of numbers. A function with a parameter ``axis`` is called with blocks of
        resamples, ``axis=-1``. Several statistics are computed on the same resamples.
    scheme : {"iid"}
        How resamples are drawn.
    args, kwargs : tuple, dict, optional
        Further arguments of the function, after the sample(s) and by name.
    paired : bool
        The samples (or the columns of a frame) are columns of the same rows, drawn together.
    as_frame : bool
        The function gets the resampled rows as one frame of the kind of ``data``.
    weights : (n,) array_like, tuple of them, or str, optional
        Weights of the rows, which are drawn with their rows; of a frame the name of a column, of
        independent samples one array each. Built-in statistics are then weighted ones; a function
        is called with ``weights=``.
    columns : str or iterable of str, optional
        Which columns of a frame; by default every numeric one.
    by : str, optional
        A column of labels: every group is bootstrapped by itself.
    nan_policy : {"raise", "omit"}
        What missing values do; "omit" leaves them out, column by column, rows of paired data
        whole.
    n_resamples : int or "auto"
        The number of resamples, at least 1; enough for the interval's level. "auto" takes 999,
        1,999, 3,999, ... until the Monte Carlo error is within ``tolerance``.
    tolerance : float, optional
        The largest Monte Carlo standard error for "auto", as a fraction of the standard error of
        the estimate; by default 0.02, for which a 95 % interval takes some 32,000 resamples.
    tolerance_of : {"limits", "standard_error"}
        Whose Monte Carlo error: that of the default interval's limits, or of the standard error.
    max_resamples : int, optional
        The most resamples for "auto", by default 999,999.
    confidence_level : float
        In (0, 1).
    method : {"auto", "percentile", "basic", "normal", "bca"}
        Which limits :meth:`BootstrapResult.interval` gives by default; "auto" is "bca".
    alternative : {"two-sided", "less", "greater"}
        "less" bounds the parameter from above, "greater" from below.
    compile : {"auto", True, False}
        False runs recognised NumPy functions, and the Python twin of a built-in name, in Python,
        on the same resamples.
    vectorized : bool, optional
        Whether the statistic takes blocks of resamples; by default, if it has a parameter
        ``axis``.
    on_error : {"raise", "omit"}
        Whether a replicate that raises or is NaN ends the run, or is left out and counted.
    keep : {"auto", "replicates", "sketch", "tails", "moments"}
        What is kept: "auto" is every replicate up to 64 MB, beyond that tails, moments and a
        histogram.
    rng : int, numpy.random.SeedSequence, numpy.random.Generator or None
        The seed. Two words are drawn from a Generator, so that two calls differ; None takes a
        fresh seed, which is in the result's ``provenance``.
    engine : str or engine, optional
        "serial", "threads", "processes" or an engine object; by default chosen from the cost.
    n_jobs : int, optional
        The number of workers; -1 is all usable CPUs. It changes no bit of the result.
    progress : bool or callable, optional
        Whether to show how far it is, as a bar in terminals and notebooks (the default there) and
        as lines elsewhere; or a function, called here with a :class:`ProgressUpdate` at most ten
        times a second and at the end. What it raises ends the run.
    checkpoint : path, optional
        A folder that finished resamples are written to. The same call goes on from there, on any
        engine, to the same bits; without ``rng`` it takes the seed of the folder.
    shard : str, optional
        "k/K" computes part k of K, whose file goes to ``checkpoint``; :func:`bootes.merge` joins
        them. It needs ``rng``.

    Returns
    -------
    BootstrapResult or ResultMapping
        A mapping from column (and group, and statistic) to result where the data are a frame or
        the statistics several.

    Raises
    ------
    DataError, InputError, InputTypeError, UnknownNameError
        For bad arguments, before any work.
    StatisticError
        If the statistic fails on the data, or on a resample and ``on_error="raise"``.
    IntervalError
        If ``n_resamples`` is too small for the confidence level.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap.

    Examples
    --------
    >>> import bootes as bt
    >>> r = bt.bootstrap([4.1, 5.0, 3.2, 6.3, 4.4, 5.8], "mean", rng=1)
    >>> round(r.estimate, 6)
    4.8
    >>> low, high = r.interval()
    >>> low < r.estimate < high
    True
    """
    rule = as_rule(
        n_resamples, tolerance, tolerance_of, max_resamples,
        keep=keep, confidence_level=confidence_level, alternative=alternative,
    )  # fmt: skip
    n_resamples = rule.first if rule else check_n_resamples(n_resamples)
    n_arguments = len(data) if isinstance(data, tuple) else _n_columns(columns) if paired else 1
    extra = Extra(args, kwargs, n_arguments)
    keeping = as_keeping(checkpoint, shard, rng, auto=rule is not None)
    request = BootstrapRequest(
        statistics={label: extra.bound_to(one) for label, one in labelled(statistic).items()},
        extra=extra,
        scheme=check_choice("scheme", scheme, SCHEMES),
        paired=paired,
        as_frame=as_frame,
        weights=weights,
        nan_policy=nan_policy,
        n_resamples=n_resamples,
        rule=rule,
        view=View(
            _METHODS[check_choice("method", method, _METHODS)],
            check_confidence_level(confidence_level),
            check_choice("alternative", alternative, ALTERNATIVES),
        ),
        compile=compile,
        vectorized=vectorized,
        on_error=on_error,
        keep=keep,
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
    check_bool("paired", paired)
    check_bool("as_frame", as_frame)
    check_interval(n_resamples, keep, request.view.method, confidence_level, alternative)
    check_weights(data, weights, as_frame)
    check_frame(data, columns=columns, by=by, as_frame=as_frame or None)
    items = request.prepared(data, columns, by)
    found: BootstrapResult | ResultMapping[BootstrapResult] | ShardResult = run_items(
        items, keeping, progress=progress, what="bootstrap"
    )
    return found


_METHODS = {"auto": "bca", **{name: name for name in INTERVALS}}


def _n_columns(columns: str | Iterable[str] | None) -> int:
    return 1 if columns is None or isinstance(columns, str) else len(list(columns))
