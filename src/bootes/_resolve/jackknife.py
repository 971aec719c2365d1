"""Leave-one-out values of a statistic, through the same plans as every other scheme."""

from __future__ import annotations

from bootes._core.execute import execute
from bootes._core.plan import Plan
from bootes._streams import Seed
from bootes.engines.resolve import as_engine
from bootes.intervals.bca import acceleration_of
from bootes.protocols import Floats, Sampler, Samples, Statistic
from bootes.reducers.replicates import Replicates
from bootes.schemes.jackknife import jackknife

__all__ = ["jackknife_text", "leave_one_out"]


def leave_one_out(statistic: Statistic, samples: Samples, n_resamples: int) -> Floats:
    """Return the acceleration (p,) from the jackknife, of groups of rows where n > n_resamples.

    NaN where the statistic fails on some data set with rows left out.
    """
    values = [_values(statistic, sampler) for sampler in jackknife(samples, n_resamples)]
    return acceleration_of(values)


def jackknife_text(samples: Samples, n_resamples: int) -> str:
    """Say what is left out in turn for the acceleration."""
    if max(samples.sizes) <= n_resamples:
        return "one row left out at a time"
    return "groups of rows left out, since there are more rows than resamples"


def _values(statistic: Statistic, sampler: Sampler) -> Floats:
    assert sampler.total is not None
    reducer = Replicates(statistic.n_components)
    plan = Plan(statistic, sampler, (reducer,), Seed(0), "jackknife", sampler.total, "omit")
    compiled = statistic.form in ("kernel", "compiled")
    run = execute(plan, as_engine(None, None, compiled=compiled), progress=False)
    values: Floats = run.states[0][1]
    return values
