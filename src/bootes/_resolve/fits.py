"""From the checked arguments of ``fit`` to units that are ready to run."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bootes._core.files.checkpoint import Checkpoint
from bootes._core.plan import Plan
from bootes._core.progress import Progress
from bootes._core.progress_update import ProgressOption
from bootes._core.run import Run
from bootes._resolve.calls import call_of
from bootes._resolve.frames import is_frame, names_of
from bootes._resolve.planning import estimate_of
from bootes._resolve.precision import PrecisionRule
from bootes._resolve.prepared import Prepared, View
from bootes._resolve.samples import Resolved, as_samples
from bootes._resolve.units import Unit, frame_units
from bootes._streams import Seed
from bootes.errors import DataError
from bootes.models.from_functions import FunctionModel
from bootes.models.model import Model
from bootes.protocols import Floats, Sampler, Statistic
from bootes.results.call import Call
from bootes.results.fit import FitResult
from bootes.samples import Samples
from bootes.schemes.iid import iid
from bootes.schemes.original import original
from bootes.schemes.parametric import generated, tabulated
from bootes.statistics.kernel import KernelStatistic
from bootes.statistics.python import PythonStatistic

__all__ = ["FitRequest", "Fitted"]


@dataclass(frozen=True)
class FitRequest:
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

    def prepared(
        self, data: Any, columns: str | Iterable[str] | None, by: str | None
    ) -> dict[Any, Fitted]:
        """Return what is to be run by label; a fit of one array has the label None."""
        columns = None if columns is None else names_of(columns)
        units = [Unit(data)]
        if is_frame(data):
            units = list(frame_units(data, columns, by, together=False))
        call = call_of("fit", self, columns=columns, by=by)
        return {unit.label: self._prepare(unit, call.of(unit.label)) for unit in units}

    def _prepare(self, unit: Unit, call: Call) -> Fitted:
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
            _call=call,
        )
        if status:
            return Fitted(result, None)
        return Fitted(result, self._prepare_bootstrap(unit, model, statistic, resolved, params))

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
class Fitted:
    """A fit, and its bootstrap if there is one to run."""

    result: FitResult
    bootstrap: Prepared | None

    @property
    def n_resamples(self) -> int:
        """The number of resamples to begin with, 0 without a bootstrap."""
        return 0 if self.bootstrap is None else self.bootstrap.n_resamples

    def run(
        self, progress: Progress | ProgressOption, checkpoint: Checkpoint | None = None
    ) -> FitResult:
        """Bootstrap the fit and return its result."""
        if self.bootstrap is None:
            return self.result
        return replace(self.result, bootstrap=self.bootstrap.run(progress, checkpoint))

    def execute(
        self, progress: Progress | ProgressOption, checkpoint: Checkpoint | None = None
    ) -> Run | None:
        """Execute the plan, or the part of it that the checkpoint stands for; None without."""
        return None if self.bootstrap is None else self.bootstrap.execute(progress, checkpoint)

    def begun(self) -> FitResult:
        """Return the result of a bootstrap that has computed nothing yet."""
        if self.bootstrap is None:
            return self.result
        return replace(self.result, bootstrap=self.bootstrap.begun())


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
