"""Leave-one-out values of a statistic, through the same plans as every other scheme."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

import numpy as np

from bootes._core.execute import execute
from bootes._core.plan import Plan
from bootes._streams import Seed
from bootes.engines.resolve import as_engine
from bootes.intervals.bca import acceleration_of
from bootes.protocols import Floats, Sampler, Statistic
from bootes.reducers.replicates import Replicates
from bootes.samples import Samples
from bootes.schemes.jackknife import jackknife

__all__ = ["LeaveOneOut"]

_KEPT_BYTES = 64 * 2**20
_SLICE_BYTES = 8 * 2**20
_LEAST = 20  # groups, however many components there are


@dataclass(frozen=True, eq=False)
class LeaveOneOut:
    """The acceleration (p,) of a statistic, computed when it is first asked for.

    Rows are left out one by one; in groups where there are more of them than resamples, or than
    64 MB hold values of. It is NaN where the statistic fails on some data set with rows left out.
    """

    statistic: Statistic
    samples: Samples
    n_resamples: int

    def __call__(self) -> Floats:
        return self._acceleration

    @functools.cached_property
    def _acceleration(self) -> Floats:
        values = [_values(self.statistic, s) for s in jackknife(self.samples, self.most)]
        p = self.statistic.n_components
        step = max(2, _SLICE_BYTES // (8 * max(map(len, values))))
        slices = [slice(low, low + step) for low in range(0, p, step)]
        return np.concatenate([acceleration_of([v[:, part] for v in values]) for part in slices])

    @property
    def most(self) -> int:
        """The most rows that are left out one by one."""
        return min(self.n_resamples, self._most_held)

    @property
    def _most_held(self) -> int:
        return max(_LEAST, _KEPT_BYTES // (8 * self.statistic.n_components))

    @property
    def text(self) -> str:
        """What is left out in turn."""
        rows = max(self.samples.sizes)
        if rows <= self.most:
            return "one row left out at a time"
        if rows > self.n_resamples:
            return "groups of rows left out, since there are more rows than resamples"
        return "groups of rows left out, since there are many components"

    def having(self, n_resamples: int) -> LeaveOneOut:
        """Return that of as many resamples: this one, unless other rows are left out then."""
        singly = max(self.samples.sizes) <= min(self.most, n_resamples)
        return self if singly else replace(self, n_resamples=n_resamples)


def _values(statistic: Statistic, sampler: Sampler) -> Floats:
    assert sampler.total is not None
    reducer = Replicates(statistic.n_components)
    plan = Plan(statistic, sampler, (reducer,), Seed(0), "jackknife", sampler.total, "omit")
    compiled = statistic.form in ("kernel", "compiled")
    run = execute(plan, as_engine(None, None, compiled=compiled), progress=False)
    values: Floats = run.states[0][1]
    return values
