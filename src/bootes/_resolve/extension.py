"""Results with more resamples, of which the first are not computed again."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any

import numpy as np

from bootes._core.execute import execute
from bootes._core.files.checkpoint import Checkpoint
from bootes._core.progress import Progress
from bootes._core.progress_update import ProgressOption
from bootes._resolve.jackknife import LeaveOneOut
from bootes._resolve.planning import reducers_for
from bootes._resolve.pvalues import pvalues_of
from bootes.engines.resolve import as_engine
from bootes.errors import InputError, InputTypeError
from bootes.protocols import Floats
from bootes.reducers.tails import Tails
from bootes.results.bootstrap import BootstrapResult
from bootes.results.fit import FitResult
from bootes.results.permutation import PermutationResult
from bootes.results.replicates import Kept

__all__ = ["extended"]


@functools.singledispatch
def extended(
    result: Any,
    n_resamples: int,
    engine: Any,
    n_jobs: int | None,
    progress: Progress | ProgressOption,
    checkpoint: Checkpoint | None = None,
) -> Any:
    """Return the result with ``n_resamples`` in all; the one given stays as it is.

    Raises
    ------
    InputTypeError
        If it is no result.
    InputError
        If a test is exact (it has all there are), or a fit was asked not to be bootstrapped.
    """
    msg = f"a {type(result).__name__} is not a result, so it cannot be extended."
    raise InputTypeError(msg)


@extended.register
def _bootstrap(
    result: BootstrapResult,
    n_resamples: int,
    engine: Any,
    n_jobs: Any,
    progress: Any,
    checkpoint: Checkpoint | None = None,
) -> BootstrapResult:
    estimate = np.atleast_1d(result.estimate)
    compared = (estimate, estimate, result._tolerance)
    kept = _run(result, n_resamples, compared, engine, n_jobs, progress, checkpoint)
    acceleration: Any = result._acceleration
    left_out: LeaveOneOut = acceleration.having(n_resamples)
    return replace(
        result,
        _plan=kept.run.plan,
        _kept=kept,
        _acceleration=left_out,
        _options={**result._options, "jackknife": left_out.text},
        _precision=None,
    )


@extended.register
def _test(
    result: PermutationResult,
    n_resamples: int,
    engine: Any,
    n_jobs: Any,
    progress: Any,
    checkpoint: Checkpoint | None = None,
) -> PermutationResult:
    if result.exact:
        msg = (
            f"this test is exact: it has all {result.n_resamples:,} arrangements, and there are "
            "no more. method='montecarlo' draws random ones."
        )
        raise InputError(msg)
    observed = np.atleast_1d(result.statistic)
    tolerance = next(r.tolerance for r in result._plan.reducers if isinstance(r, Tails))
    centre = np.full(len(observed), result.centre)
    compared = (observed, centre, tolerance)
    kept = _run(result, n_resamples, compared, engine, n_jobs, progress, checkpoint)
    sides = (result.alternative, result.two_sided)
    pvalues = pvalues_of(kept, observed, tolerance, False, *sides)
    return replace(result, _plan=kept.run.plan, _kept=kept, _pvalues=pvalues)


@extended.register
def _fit(
    result: FitResult,
    n_resamples: int,
    engine: Any,
    n_jobs: Any,
    progress: Any,
    checkpoint: Checkpoint | None = None,
) -> FitResult:
    """Extend the bootstrap of a fit, if its estimate can be drawn from at all."""
    if result.bootstrap is not None:
        booted = _bootstrap(result.bootstrap, n_resamples, engine, n_jobs, progress, checkpoint)
        return replace(result, bootstrap=booted)
    if result.status == "n_resamples=0":
        msg = "this fit has no replicates to begin with (n_resamples=0). Call fit again."
        raise InputError(msg)
    return result


def _run(
    result: BootstrapResult | PermutationResult,
    n_resamples: int,
    compared: tuple[Floats, Floats, Floats],
    engine: Any,
    n_jobs: int | None,
    progress: Progress | ProgressOption,
    checkpoint: Checkpoint | None,
) -> Kept:
    """Compute the replicates that are missing, kept as a run from the start would keep them."""
    plan = result._plan.having(n_resamples=n_resamples)
    plan = plan.having(reducers=reducers_for(result._options["keep"], plan, *compared))
    choice = as_engine(engine, n_jobs, compiled=plan.is_compiled)
    run = execute(
        plan,
        choice,
        progress=progress,
        what=plan.statistic.name,
        earlier=result._kept.run,
        checkpoint=checkpoint,
    )
    return Kept(run)
