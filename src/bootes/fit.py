"""The verb ``fit``: maximum likelihood, and the bootstrap of its estimates."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bootes._arguments import ALTERNATIVES, check_choice, check_confidence_level, check_n_resamples
from bootes._core.plan import Plan
from bootes._core.progress import Progress
from bootes._core.progress_update import ProgressOption
from bootes._resolve.frames import check_frame, is_frame
from bootes._resolve.options import check_interval, check_options
from bootes._resolve.planning import KEEP, estimate_of
from bootes._resolve.precision import PrecisionRule, as_rule
from bootes._resolve.prepared import Prepared, View, run_units
from bootes._resolve.samples import Resolved, as_samples
from bootes._resolve.units import Unit, frame_units
from bootes._streams import Seed, as_seed
from bootes.errors import DataError
from bootes.intervals.resolve import INTERVALS
from bootes.models.from_functions import FunctionModel
from bootes.models.model import Model
from bootes.models.resolve import as_model
from bootes.protocols import Floats, Sampler, Statistic
from bootes.results.fit import FitResult
from bootes.results.mapping import ResultMapping
from bootes.samples import Samples
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.schemes.parametric import generated, tabulated
from bootes.statistics.kernel import KernelStatistic
from bootes.statistics.python import PythonStatistic

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
) -> FitResult | ResultMapping[FitResult]:
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
    keep, rng, engine, n_jobs, progress
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
    request = _Request(
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
        seed=as_seed(rng),
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
    if not is_frame(data):
        return request.prepare(Unit(data)).run(progress)
    units = frame_units(data, columns, by, together=False)
    return run_units(
        {unit.label: request.prepare(unit) for unit in units},
        _Fitted.run,
        progress=progress,
        what="fit",
    )


@dataclass(frozen=True)
class _Request:
    """The checked arguments of one call, for one or many units of data."""

    model: Model
    nan_policy: str
    n_resamples: int
    rule: PrecisionRule | None
    scheme: str
    method: str
    confidence_level: float
    alternative: str
    on_error: str
    keep: str
    seed: Seed
    engine: Any
    n_jobs: int | None

    def prepare(self, unit: Unit) -> _Fitted:
        """Fit the data, and resolve everything of the bootstrap that can be refused."""
        resolved = as_samples(unit.data, nan_policy=self.nan_policy, names=unit.titles)
        data = original(resolved.samples)
        values = _one_sample(data, resolved.samples)
        self.model.check(values)
        model = self.model
        if isinstance(model, FunctionModel):
            model = model.named_for(model.fit(values))
        statistic = _estimator(model, values)
        params = estimate_of(statistic, data)
        status = self._why_no_bootstrap(model, params)
        result = FitResult(
            model=model.name,
            names=model.parameters,
            params=params,
            loglik=model.loglik(params, values),
            converged=model.converged(params, values),
            score_norm=_score_norm(model, params, values),
            n=resolved.samples.sizes[0],
            n_omitted=resolved.n_omitted[0],
            bootstrap=None,
            status=status,
            _facts=unit.facts,
            _seed=str(self.seed),
        )
        if status:
            return _Fitted(result, None)
        return _Fitted(result, self._prepare_bootstrap(unit, model, statistic, resolved, params))

    def _why_no_bootstrap(self, model: Model, params: Floats) -> str:
        if self.n_resamples == 0:
            return "n_resamples=0"
        if self.scheme == "parametric" and bool(model.at_boundary(params)):
            return (
                "the estimate is at a boundary, and the model cannot be drawn from there; "
                "scheme='iid' resamples the data"
            )
        return ""

    def _prepare_bootstrap(
        self, unit: Unit, model: Model, statistic: Statistic, resolved: Resolved, params: Floats
    ) -> Prepared:
        samples = resolved.samples
        parametric = self.scheme == "parametric"
        # Drawn data of two columns must not be correlated: the column is part of the key.
        column = "" if unit.names is None else unit.names[0]
        label = f"{unit.key}/column={column}" if parametric else unit.key
        purpose = "generate" if parametric else "resample"
        key = self.seed.key(purpose, label)
        sampler = _parametric(model, params, samples.sizes[0], key) if parametric else iid(samples)
        plan = Plan(
            statistic, sampler, (), self.seed, purpose, self.n_resamples, self.on_error, label
        )
        return Prepared.of(
            unit,
            resolved,
            plan,
            params,
            View(self.method, self.confidence_level, self.alternative),
            keep=self.keep,
            engine=self.engine,
            n_jobs=self.n_jobs,
            options={"keep": self.keep, "nan_policy": self.nan_policy},
            rule=self.rule,
        )


@dataclass(frozen=True)
class _Fitted:
    """A fit, and its bootstrap if there is one to run."""

    result: FitResult
    bootstrap: Prepared | None

    @property
    def n_resamples(self) -> int:
        """The number of resamples to begin with, 0 without a bootstrap."""
        return 0 if self.bootstrap is None else self.bootstrap.n_resamples

    def run(self, progress: Progress | ProgressOption) -> FitResult:
        if self.bootstrap is None:
            return self.result
        return replace(self.result, bootstrap=self.bootstrap.run(progress))


def _one_sample(data: Sampler, samples: Samples) -> Any:
    """Return the sample, int64 or float64, as the functions of a model take it."""
    if len(samples.sizes) != 1:
        msg = (
            f"a model is fitted to one sample, and the data have {len(samples.sizes)} samples or "
            "columns. Pass one array, or a frame to fit its columns one by one."
        )
        raise DataError(msg)
    return data.arguments(samples.values[: samples.sizes[0]])[0]


def _estimator(model: Model, values: Any) -> Statistic:
    if isinstance(model, FunctionModel):
        reason = "Python functions mle_fun and gen_fun"
        return PythonStatistic(model.name, model.evaluate, model.parameters, reason)
    assert model.fit_kernel is not None
    params = model.fit(values)
    args = tuple(float(arg) for arg in model.start(params, values))
    return KernelStatistic(model.name, model.fit_kernel, args, model.parameters, "compiled fit")


def _parametric(model: Model, params: Floats, n: int, key: Any) -> Sampler:
    table = model.table(params)
    if table is not None:
        return tabulated(table.source, table.layout, n)
    return generated(functools.partial(model.sample, params, n), n, key, (model.name,))


def _score_norm(model: Model, params: Floats, values: Any) -> float:
    norm = getattr(model, "score_norm", None)
    if norm is None or np.isnan(model.score(params, values)).any():
        return float("nan")
    return float(norm(params, values))
