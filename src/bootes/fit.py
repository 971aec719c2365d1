"""The verb ``fit``: maximum likelihood, and the bootstrap of its estimates."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from bootes._arguments import ALTERNATIVES, check_choice, check_confidence_level, check_n_resamples
from bootes._core.progress_update import ProgressOption
from bootes._resolve.fits import FitRequest
from bootes._resolve.frames import check_frame
from bootes._resolve.keeping import as_keeping, seed_of
from bootes._resolve.options import check_interval, check_options
from bootes._resolve.planning import KEEP
from bootes._resolve.precision import as_rule
from bootes._resolve.running import run_items
from bootes.intervals.resolve import INTERVALS
from bootes.models.model import Model
from bootes.models.resolve import as_model
from bootes.results.fit import FitResult
from bootes.results.mapping import ResultMapping
from bootes.results.shard import ShardResult

__all__ = ["fit"]

_SCHEMES = ("parametric", "iid")


def fit(
    data: Any,
    model: str | Model = "negative_binomial",
    *,
    columns: str | Iterable[str] | None = None,
    by: str | None = None,
    nan_policy: str = "raise",
    n_resamples: int | str = 9_999,
    tolerance: float | None = None,
    tolerance_of: str = "limits",
    max_resamples: int | None = None,
    scheme: str = "parametric",
    method: str = "percentile",
    confidence_level: float = 0.95,
    alternative: str = "two-sided",
    on_error: str = "omit",
    keep: str = "auto",
    rng: Any = None,
    engine: Any = None,
    n_jobs: int | None = None,
    progress: ProgressOption = None,
    checkpoint: str | os.PathLike[str] | None = None,
    shard: str | None = None,
) -> FitResult | ResultMapping[FitResult] | ShardResult:
    """Fit a model by maximum likelihood and bootstrap its estimates.

    Parameters
    ----------
    data : array_like or frame
        One sample (n,); or a frame (pandas, polars, arrow, a dict of arrays), whose columns are
        fitted one by one.
    model : str or Model
        A name of the table of models, or :meth:`bootes.Model.from_functions`.
    columns : str or iterable of str, optional
        Which columns of a frame; by default every numeric one.
    by : str, optional
        A column of labels: every group is fitted by itself.
    nan_policy : {"raise", "omit"}
        What missing values do; "omit" leaves them out, column by column.
    n_resamples : int or "auto"
        The number of resamples; 0 only fits. "auto" takes as many for each column as its
        ``tolerance`` asks for.
    tolerance, tolerance_of, max_resamples
        As in :func:`bootes.bootstrap`.
    scheme : {"parametric", "iid"}
        Draw resamples from the fitted model, or from the data with replacement.
    method : {"percentile", "basic", "normal", "bca"}
        Which limits :meth:`FitResult.interval` gives by default.
    confidence_level : float
        In (0, 1).
    alternative : {"two-sided", "less", "greater"}
        "less" bounds the parameters from above, "greater" from below.
    on_error : {"omit", "raise"}
        Whether a resample that cannot be fitted is left out and counted, or ends the run. A
        likelihood without a finite maximum is no failure: it is counted in ``n_boundary``.
    keep, rng, engine, n_jobs, progress, checkpoint, shard
        As in :func:`bootes.bootstrap`. Columns of a parametric bootstrap have their own streams.

    Returns
    -------
    FitResult or ResultMapping
        A mapping from column (and group) to result where the data are a frame.

    Raises
    ------
    DataError, InputError, InputTypeError, UnknownNameError
        For bad arguments and for data that the model cannot have produced, before any work.
    StatisticError
        If the fit of the data fails, or that of a resample and ``on_error="raise"``.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 6.5.

    Examples
    --------
    >>> import bootes as bt
    >>> f = bt.fit([2.1, 0.4, 3.3, 1.0, 5.2], "exponential", n_resamples=999, rng=1)
    >>> round(float(f.params[0]), 6)
    2.4
    >>> low, high = f.interval()
    >>> bool(low[0] < 2.4 < high[0])
    True
    """
    rule = as_rule(
        n_resamples, tolerance, tolerance_of, max_resamples,
        keep=keep, confidence_level=confidence_level, alternative=alternative,
    )  # fmt: skip
    keeping = as_keeping(checkpoint, shard, rng, auto=rule is not None)
    request = FitRequest(
        model=as_model(model),
        nan_policy=nan_policy,
        n_resamples=rule.first if rule else check_n_resamples(n_resamples, minimum=0),
        rule=rule,
        scheme=check_choice("scheme", scheme, _SCHEMES),
        method=check_choice("method", method, INTERVALS),
        confidence_level=check_confidence_level(confidence_level),
        alternative=check_choice("alternative", alternative, ALTERNATIVES),
        on_error=check_choice("on_error", on_error, ("omit", "raise")),
        keep=check_choice("keep", keep, KEEP),
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
    )
    check_interval(request.n_resamples, keep, request.method, request.confidence_level, alternative)
    check_frame(data, columns=columns, by=by)
    items = request.prepared(data, columns, by)
    found: FitResult | ResultMapping[FitResult] | ShardResult = run_items(
        items, keeping, progress=progress, what="fit"
    )
    return found
