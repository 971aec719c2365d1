"""Units of data that are ready to run: everything that can be refused has been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bootes._core.execute import Run, execute
from bootes._core.files.checkpoint import Checkpoint
from bootes._core.plan import Plan
from bootes._core.progress import Progress
from bootes._core.progress_update import ProgressOption
from bootes._resolve.extension import extended
from bootes._resolve.jackknife import LeaveOneOut
from bootes._resolve.planning import check_repeatable, reducers_for
from bootes._resolve.precision import PrecisionRule
from bootes._resolve.samples import Resolved
from bootes._resolve.ties import tie_tolerance
from bootes._resolve.units import Unit
from bootes.engines.resolve import as_engine
from bootes.protocols import Floats
from bootes.results.bootstrap import BootstrapResult
from bootes.results.call import Call
from bootes.results.replicates import Kept

__all__ = ["Prepared", "View"]


class _Item(Protocol):
    @property
    def n_resamples(self) -> int:
        """How many resamples it is to run, to begin with."""


Item = TypeVar("Item", bound=_Item)


@dataclass(frozen=True)
class View:
    """What a result's interval is unless told otherwise."""

    method: str
    confidence_level: float
    alternative: str


@dataclass(frozen=True)
class Prepared:
    """One unit of data with its plan."""

    unit: Unit
    resolved: Resolved
    plan: Plan
    estimate: Floats
    tolerance: Floats
    engine: Any
    n_jobs: int | None
    view: View
    options: Mapping[str, Any]
    rule: PrecisionRule | None = None
    call: Call | None = None

    @classmethod
    def of(
        cls,
        unit: Unit,
        resolved: Resolved,
        plan: Plan,
        estimate: Floats,
        view: View,
        *,
        keep: str,
        engine: Any,
        n_jobs: int | None,
        options: Mapping[str, Any],
        rule: PrecisionRule | None = None,
    ) -> Prepared:
        """Choose what is kept and how the engine is chosen.

        Raises
        ------
        StatisticError
            If the statistic is not a function of the resample alone.
        """
        check_repeatable(plan)
        tolerance = tie_tolerance(plan.statistic, resolved.samples, estimate)
        plan = plan.having(reducers=reducers_for(keep, plan, estimate, estimate, tolerance))
        return cls(unit, resolved, plan, estimate, tolerance, engine, n_jobs, view, options, rule)

    @property
    def n_resamples(self) -> int:
        """The number of resamples, the first one where a rule adds more."""
        return self.plan.n_resamples

    def run(
        self, progress: Progress | ProgressOption, checkpoint: Checkpoint | None = None
    ) -> BootstrapResult:
        """Execute the plan and return its result."""
        if self.rule is None:
            return self.result(self.execute(progress, checkpoint))
        if isinstance(progress, Progress):
            return self._run_until_precise(self.rule, progress, checkpoint)
        with Progress(progress, self.n_resamples, self.plan.statistic.name) as bar:
            return self._run_until_precise(self.rule, bar, checkpoint)

    def execute(
        self, progress: Progress | ProgressOption, checkpoint: Checkpoint | None = None
    ) -> Run:
        """Execute the plan, or the part of it that the checkpoint stands for."""
        choice = as_engine(self.engine, self.n_jobs, compiled=self.plan.is_compiled)
        what = self.plan.statistic.name
        return execute(self.plan, choice, progress=progress, what=what, checkpoint=checkpoint)

    def _run_until_precise(
        self, rule: PrecisionRule, bar: Progress, checkpoint: Checkpoint | None
    ) -> BootstrapResult:
        def longer(result: BootstrapResult, n_resamples: int) -> BootstrapResult:
            bar.grow(n_resamples - result.n_resamples)
            found: BootstrapResult = extended(
                result, n_resamples, self.engine, self.n_jobs, bar, checkpoint
            )
            return found

        return rule.run(self.result(self.execute(bar, checkpoint)), longer)

    def begun(self) -> BootstrapResult:
        """Return the result of a run that has computed nothing yet."""
        return self.result(Run.empty(self.plan))

    def result(self, run: Run) -> BootstrapResult:
        """Return the result of a run."""
        statistic, samples = self.plan.statistic, self.resolved.samples
        acceleration = LeaveOneOut(statistic, samples, self.plan.n_resamples)
        return BootstrapResult(
            estimate=float(self.estimate[0]) if statistic.names is None else self.estimate,
            names=statistic.names,
            n=samples.rows,
            n_omitted=self.resolved.n_omitted,
            method=self.view.method,
            confidence_level=self.view.confidence_level,
            alternative=self.view.alternative,
            _plan=self.plan,
            _kept=Kept(run),
            _acceleration=acceleration,
            _tolerance=self.tolerance,
            _options={**self.options, "jackknife": acceleration.text},
            _facts=self.unit.facts,
            _call=self.call,
        )
