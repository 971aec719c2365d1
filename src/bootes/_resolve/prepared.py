"""Units of data that are ready to run: everything that can be refused has been."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bootes._core.execute import execute
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
from bootes.errors import BootesError
from bootes.protocols import Floats
from bootes.results.bootstrap import BootstrapResult
from bootes.results.call import Call
from bootes.results.mapping import ResultMapping
from bootes.results.replicates import Kept

__all__ = ["Prepared", "View", "run_units"]

Result = TypeVar("Result")


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

    def run(self, progress: Progress | ProgressOption) -> BootstrapResult:
        """Execute the plan and return its result."""
        if self.rule is None:
            return self._run(progress)
        if isinstance(progress, Progress):
            return self._run_until_precise(self.rule, progress)
        with Progress(progress, self.n_resamples, self.plan.statistic.name) as bar:
            return self._run_until_precise(self.rule, bar)

    def _run_until_precise(self, rule: PrecisionRule, bar: Progress) -> BootstrapResult:
        def longer(result: BootstrapResult, n_resamples: int) -> BootstrapResult:
            bar.grow(n_resamples - result.n_resamples)
            found: BootstrapResult = extended(result, n_resamples, self.engine, self.n_jobs, bar)
            return found

        return rule.run(self._run(bar), longer)

    def _run(self, progress: Progress | ProgressOption) -> BootstrapResult:
        statistic, samples = self.plan.statistic, self.resolved.samples
        choice = as_engine(self.engine, self.n_jobs, compiled=self.plan.is_compiled)
        run = execute(self.plan, choice, progress=progress, what=statistic.name)
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


def run_units(
    items: Mapping[Any, Item],
    run: Callable[[Item, Progress], Result],
    *,
    progress: ProgressOption,
    what: str,
) -> ResultMapping[Result]:
    """Run units one after the other under one progress bar.

    Raises
    ------
    BootesError
        What a unit raises, with a note of which one, and with the finished results in its
        attribute ``results``.
    """
    results: dict[Any, Result] = {}
    n_resamples = sum(item.n_resamples for item in items.values())
    with Progress(progress, n_resamples, what) as bar:
        for label, item in items.items():
            try:
                results[label] = run(item, bar)
            except BootesError as error:
                error.add_note(f"In unit {label!r}; {_finished(results)} finished before it.")
                error.results = ResultMapping(results)  # type: ignore[attr-defined]
                raise
    return ResultMapping(results)


def _finished(results: Mapping[Any, Any]) -> str:
    names: Sequence[str] = [str(label) for label in results]
    return ", ".join(names) if names else "none"
