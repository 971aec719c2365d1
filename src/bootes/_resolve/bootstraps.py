"""From the checked arguments of ``bootstrap`` to units that are ready to run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bootes._core.plan import Plan
from bootes._resolve.asked import Extra
from bootes._resolve.calls import call_of
from bootes._resolve.frame_rows import frame_rows
from bootes._resolve.frames import chosen, is_frame, names_of
from bootes._resolve.planning import estimate_of
from bootes._resolve.precision import PrecisionRule
from bootes._resolve.prepared import Prepared, View
from bootes._resolve.samples import Resolved, as_samples
from bootes._resolve.units import Unit, frame_units, joined_label
from bootes._resolve.weights import weighted_samples
from bootes._streams import Seed
from bootes.schemes.original import original
from bootes.schemes.resolve import SCHEMES
from bootes.statistics.builtin import Builtin
from bootes.statistics.recognise import recognise
from bootes.statistics.resolve import as_statistic
from bootes.statistics.weighted import weighted

__all__ = ["BootstrapRequest"]


@dataclass(frozen=True)
class BootstrapRequest:
    """The checked arguments of one call, for one or many statistics and units of data."""

    statistics: Mapping[str | None, Any]  # with their extra arguments
    extra: Extra
    scheme: str
    paired: bool
    as_frame: bool
    weights: Any  # an array, a tuple of them, or the name of a column
    nan_policy: str
    n_resamples: int
    rule: PrecisionRule | None
    view: View
    compile: bool | str
    vectorized: bool | None
    on_error: str
    keep: str
    seed: Seed
    engine: Any
    n_jobs: int | None

    def prepared(
        self, data: Any, columns: str | Iterable[str] | None, by: str | None
    ) -> dict[Any, Prepared]:
        """Return what is to be run by label; a single statistic of arrays has the label None.

        All data are checked before any function is called.
        """
        columns = None if columns is None else names_of(columns)
        call = call_of("bootstrap", self, columns=columns, by=by)
        asked: list[tuple[Any, ...]] = []
        for label, statistic in self.statistics.items():
            for unit in self._units(data, columns, by, self._builtin(statistic)):
                resolved = self._resolve(unit, self._builtin(statistic))
                asked.append((joined_label(unit.label, label), unit, resolved, label, statistic))
        order = list(dict.fromkeys(entry[1].label for entry in asked))
        asked.sort(key=lambda entry: order.index(entry[1].label))  # statistics of a unit together
        return {
            key: replace(self._prepare(unit, resolved, label, statistic), call=call.of(key))
            for key, unit, resolved, label, statistic in asked
        }

    def _builtin(self, statistic: Any) -> Builtin | None:
        if self.as_frame:
            return None
        return recognise(statistic)  # columns are paired whatever form it runs in

    def _units(
        self,
        data: Any,
        columns: str | Iterable[str] | None,
        by: str | None,
        builtin: Builtin | None,
    ) -> list[Unit]:
        if not is_frame(data):
            return [Unit(data)]
        of_columns = self.paired or (builtin is not None and builtin.n_samples > 1)
        if self.weights is not None and columns is None:
            columns = [n for n in chosen(data, None, besides=by) if n != self.weights]
        return list(
            frame_units(
                data, columns, by, together=of_columns, as_frame=self.as_frame, weights=self.weights
            )
        )

    def _resolve(self, unit: Unit, builtin: Builtin | None) -> Resolved:
        """Check the data of one unit."""
        if self.as_frame:
            assert unit.names is not None
            frame, rows = unit.data
            return frame_rows(frame, unit.names, [rows], self.nan_policy)
        paired = self.paired or (builtin is not None and builtin.paired)
        options: dict[str, Any] = {"nan_policy": self.nan_policy, "names": unit.titles}
        if self.weights is None:
            return as_samples(unit.data, paired=paired, **options)
        weights = self.weights if unit.weights is None else unit.weights
        return weighted_samples(unit.data, weights, paired=paired, **options)

    def _prepare(self, unit: Unit, resolved: Resolved, label: str | None, asked: Any) -> Prepared:
        """Check the statistic on the data and make the plan."""
        data = original(resolved.samples)
        if self.weights is not None:
            asked = weighted(asked, len(resolved.samples.tables), self.compile)
        statistic: Any = as_statistic(asked, data, vectorized=self.vectorized, compile=self.compile)
        if label is not None:
            statistic = replace(statistic, name=label)
        if self.weights is not None:
            statistic = replace(statistic, name=f"weighted {statistic.name}")
        plan = Plan(
            statistic,
            SCHEMES[self.scheme](resolved.samples),
            (),
            self.seed,
            "resample",
            self.n_resamples,
            self.on_error,
            unit.key,
        )
        return Prepared.of(
            unit,
            resolved,
            plan,
            estimate_of(statistic, data),
            self.view,
            keep=self.keep,
            engine=self.engine,
            n_jobs=self.n_jobs,
            options={"keep": self.keep, "nan_policy": self.nan_policy},
            rule=self.rule,
        )
