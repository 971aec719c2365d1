"""From the checked arguments of ``permutation_test`` to tests that are ready to run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bootes._core.execute import Run, execute
from bootes._core.files.checkpoint import Checkpoint
from bootes._core.plan import Plan
from bootes._core.progress import Progress
from bootes._core.progress_update import ProgressOption
from bootes._resolve.asked import Extra
from bootes._resolve.calls import call_of
from bootes._resolve.frame_samples import frame_row_units, value_units
from bootes._resolve.frames import is_frame, names_of
from bootes._resolve.planning import check_repeatable, estimate_of, reducers_for, typical_size
from bootes._resolve.pvalues import pvalues_of
from bootes._resolve.samples import Resolved, as_samples
from bootes._resolve.ties import tie_tolerance, warn_of_offset
from bootes._resolve.units import Unit, joined_label
from bootes._streams import Seed
from bootes.engines.resolve import as_engine
from bootes.errors import DataError, InputError
from bootes.protocols import EngineChoice, Floats, Sampler, Statistic
from bootes.results.call import Call
from bootes.results.permutation import PermutationResult
from bootes.results.replicates import Kept
from bootes.samples import Samples
from bootes.schemes.original import original
from bootes.schemes.permutation import (
    LARGEST_ENUMERATED,
    arrangements,
    n_arrangements,
    permutation,
)
from bootes.statistics.recognise import recognise
from bootes.statistics.resolve import as_statistic

__all__ = ["PermutationRequest", "PreparedTest"]


@dataclass(frozen=True)
class PreparedTest:
    """One test with its plan: everything that can be refused has been."""

    unit: Unit
    resolved: Resolved
    plan: Plan
    observed: Floats
    tolerance: Floats
    choice: EngineChoice
    alternative: str
    two_sided: str | None
    options: Mapping[str, Any]
    call: Call | None = None

    @property
    def n_resamples(self) -> int:
        """The number of permutations: of an exact test, of all there are."""
        return self.plan.n_resamples

    def run(
        self, progress: Progress | ProgressOption, checkpoint: Checkpoint | None = None
    ) -> PermutationResult:
        """Execute the plan and return its result."""
        found = self._result(Kept(self.execute(progress, checkpoint)))
        sides = (self.alternative, self.two_sided)
        pvalues = pvalues_of(found._kept, self.observed, self.tolerance, found.exact, *sides)
        return replace(found, _pvalues=pvalues)

    def execute(
        self, progress: Progress | ProgressOption, checkpoint: Checkpoint | None = None
    ) -> Run:
        """Execute the plan, or the part of it that the checkpoint stands for."""
        what = self.plan.statistic.name
        return execute(self.plan, self.choice, progress=progress, what=what, checkpoint=checkpoint)

    def begun(self) -> PermutationResult:
        """Return the result of a run that has computed nothing yet."""
        return self._result(Kept(Run.empty(self.plan)))

    def _result(self, kept: Kept) -> PermutationResult:
        """Return the result of a run, without its p-values."""
        statistic = self.plan.statistic
        exact = self.plan.sampler.total is not None
        return PermutationResult(
            statistic=float(self.observed[0]) if statistic.names is None else self.observed,
            names=statistic.names,
            alternative=self.alternative,
            two_sided=self.two_sided,
            exact=exact,
            method="exact" if exact else "montecarlo",
            n=self.resolved.samples.rows,
            n_omitted=self.resolved.n_omitted,
            centre=statistic.centre or 0.0,
            _pvalues=(),
            _plan=self.plan,
            _kept=kept,
            _options=self.options,
            _facts=self.unit.facts,
            _call=self.call,
        )


@dataclass(frozen=True)
class PermutationRequest:
    """The checked arguments of one call, for one or many statistics and units of data."""

    statistics: Mapping[str | None, Any]  # with their extra arguments
    extra: Extra
    as_frame: bool
    nan_policy: str
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

    def prepared(
        self,
        data: Any,
        value: str | Iterable[str] | None,
        group: str | None,
        columns: str | Iterable[str] | None,
    ) -> dict[Any, PreparedTest]:
        """Return what is to be run by label; a single statistic of one unit has the label None."""
        value, columns = (
            names if names is None or isinstance(names, str) else names_of(names)
            for names in (value, columns)
        )
        call = call_of("permutation_test", self, value=value, group=group, columns=columns)
        units = self._units(data, value, group, columns)
        for statistic in () if self.as_frame else self.statistics.values():
            self._check_statistic(statistic)
        items: dict[Any, PreparedTest] = {}
        for unit, resolved in units.items():
            for label, statistic in self.statistics.items():
                key = joined_label(unit.label, label)
                item = self._prepare(unit, resolved, label, statistic)
                items[key] = replace(item, call=call.of(key))
        return items

    def _units(
        self, data: Any, value: Any, group: str | None, columns: Any
    ) -> Mapping[Unit, Resolved]:
        if self.as_frame:
            return frame_row_units(data, value, group, columns, self.nan_policy)
        if is_frame(data):
            return value_units(data, value, group, columns, self.nan_policy)
        _check_tuple(data)
        return {Unit(None): as_samples(data, nan_policy=self.nan_policy)}

    def _prepare(
        self, unit: Unit, resolved: Resolved, label: str | None, asked: Any
    ) -> PreparedTest:
        samples = resolved.samples
        data, sampler = original(samples), self._sampler(samples)
        statistic: Any = as_statistic(asked, data, vectorized=self.vectorized, compile=self.compile)
        if label is not None:
            statistic = replace(statistic, name=label)
        alternative, two_sided = self._sides(statistic)
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
        warn_of_offset(statistic, samples)
        typical = typical_size(plan)
        tolerance = tie_tolerance(statistic, samples, observed, self.tie_tolerance, typical)
        keep = "replicates" if two_sided == "minlike" else self.keep
        plan = plan.having(reducers=reducers_for(keep, plan, observed, centre, tolerance))
        choice = as_engine(self.engine, self.n_jobs, compiled=plan.is_compiled)
        options = {"nan_policy": self.nan_policy, "keep": self.keep}
        return PreparedTest(
            unit, resolved, plan, observed, tolerance, choice, alternative, two_sided, options
        )

    def _check_statistic(self, statistic: Any) -> None:
        builtin = recognise(statistic)
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

    def _sides(self, statistic: Statistic) -> tuple[str, str | None]:
        """Return the alternative, and how a two-sided p-value is meant.

        A statistic that is large whenever the samples differ, in whatever way, has one tail.
        """
        if self.alternative != "two-sided":
            return self.alternative, None
        if self.two_sided is not None:
            return self.alternative, self.two_sided
        if getattr(statistic, "tail", "both") == "upper":
            return "greater", None
        own = statistic.form == "kernel" or getattr(statistic, "is_builtin", False)
        return self.alternative, "doubled" if own and statistic.centre is None else "abs"


def _check_tuple(data: Any) -> None:
    if not isinstance(data, tuple) or len(data) < 2:
        msg = (
            f"a permutation test needs two or more samples, and data is {_told(data)}. Pass a "
            "tuple (x, y), or a frame with value= and group=."
        )
        raise DataError(msg)


def _told(data: Any) -> str:
    if isinstance(data, tuple):
        return f"a tuple of {len(data)}"
    return "None" if data is None else f"of type {type(data).__name__}"
