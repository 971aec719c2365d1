"""What a result is besides its replicates, as a file has it: before the run, and at its end."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._core.files.names import plain_label
from bootes._core.files.stored import Head
from bootes._core.files.stored_plan import StoredPlan
from bootes._core.run import Run
from bootes.errors import BootesError, InputTypeError
from bootes.protocols import BLOCK
from bootes.reducers.histogram import Histogram
from bootes.reducers.replicates import Replicates
from bootes.results.acceleration import StoredAcceleration
from bootes.results.bootstrap import BootstrapResult
from bootes.results.call import Call
from bootes.results.fit import FitResult
from bootes.results.permutation import PermutationResult
from bootes.results.precision import Precision
from bootes.results.provenance import made_with

__all__ = ["head_of", "late_of"]


def head_of(result: Any, label: Any = None, order: int = 0, count: int | None = None) -> Head:
    """Return what a result is, without its replicates and what is computed from them.

    Parameters
    ----------
    result : BootstrapResult, PermutationResult or FitResult
        It need not have been run.
    label, order, count
        Its label in a mapping (None stands alone), its place there, and how many there are.

    Raises
    ------
    InputTypeError
        If it is no result, or the label is none of a file.
    """
    facts, arrays = _described(result)
    place = {"label": plain_label(label), "order": order, "count": count}
    return Head({**facts, **place}, arrays)


@functools.singledispatch
def _described(result: Any) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    msg = f"a {type(result).__name__} is not a result of bootes, so it has no file."
    raise InputTypeError(msg)


@_described.register
def _bootstrap(result: BootstrapResult) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    facts = {
        "kind": "bootstrap",
        "n": _ints(result.n),
        "n_omitted": _ints(result.n_omitted),
        "method": result.method,
        "confidence_level": result.confidence_level,
        "alternative": result.alternative,
        "options": dict(result._options),
        "facts": dict(result._facts),
        "call": _call_facts(result._call),
        **_made_with(result._plan),
    }
    return facts, {"estimate": np.atleast_1d(result.estimate), "tolerance": result._tolerance}


@_described.register
def _test(result: PermutationResult) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    facts = {
        "kind": "permutation_test",
        "alternative": result.alternative,
        "two_sided": result.two_sided,
        "exact": result.exact,
        "n": _ints(result.n),
        "n_omitted": _ints(result.n_omitted),
        "options": dict(result._options),
        "facts": dict(result._facts),
        "call": _call_facts(result._call),
        **_made_with(result._plan),
    }
    statistic = np.atleast_1d(result.statistic)
    return facts, {"statistic": statistic, "centre": np.array([float(result.centre)])}


@_described.register
def _fit(result: FitResult) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    facts = {
        "kind": "fit",
        "model": result.model,
        "names": list(result.names),
        "converged": None if result.converged is None else bool(result.converged),
        "n": int(result.n),
        "n_omitted": int(result.n_omitted),
        "status": result.status,
        "seed": result._seed,
        "facts": dict(result._facts),
        "call": _call_facts(result._call),
    }
    numbers = np.array([result.loglik, result.score_norm], np.float64)
    arrays = {"params": np.asarray(result.params, np.float64), "numbers": numbers}
    if result.bootstrap is None:
        return {**facts, "bootstrap": None}, arrays
    inner, more = _bootstrap(result.bootstrap)
    return {**facts, "bootstrap": inner}, arrays | {f"bootstrap.{k}": v for k, v in more.items()}


def _ints(sizes: tuple[int, ...]) -> list[int]:
    return [int(size) for size in sizes]


def _made_with(plan: Any) -> Mapping[str, Any]:
    return plan.made_with if isinstance(plan, StoredPlan) else made_with()


def _call_facts(call: Call | None) -> dict[str, Any] | None:
    if call is None:
        return None
    return {"verb": call.verb, "options": dict(call.options), "label": plain_label(call.label)}


def late_of(result: Any, run: Run | None = None, *, with_acceleration: bool = True) -> Head:
    """Return what is known of a result only when it has been run.

    The acceleration of BCa is computed now where it is the method of the result.

    Parameters
    ----------
    result : BootstrapResult, PermutationResult or FitResult
    run : Run, optional
        What was run, where it is a part of the result's run.
    with_acceleration : bool
        Of all parts one needs it.
    """
    booted = result.bootstrap if isinstance(result, FitResult) else result
    if booted is None:
        return Head({"complete": True})
    facts: dict[str, Any] = {"complete": True, "execution": _execution(run or booted._kept.run)}
    arrays = _first_block(booted)
    if isinstance(booted, BootstrapResult):
        acceleration = _acceleration(booted, with_acceleration)
        if acceleration is not None:
            arrays["acceleration"] = acceleration
        if booted.precision is not None:
            facts["precision"], arrays["precision"] = _precise(booted.precision)
    return Head(facts, arrays)


def _execution(run: Run) -> dict[str, Any]:
    return {
        "engine": run.engine,
        "workers": int(run.workers),
        "n_chunks": int(run.n_chunks),
        "n_lost": int(run.n_lost),
        "n_resumed": int(run.n_resumed),
        "seconds": float(run.seconds),
    }


def _acceleration(result: BootstrapResult, wanted: bool) -> Any:
    """Return the acceleration if it has been computed, or is for the default interval."""
    known = result._acceleration
    if isinstance(known, StoredAcceleration):
        return known.values
    has_limits = any(isinstance(r, Replicates | Histogram) for r in result._plan.reducers)
    if wanted and has_limits and result.method == "bca":
        with contextlib.suppress(BootesError), np.errstate(all="ignore"):
            return known()
    return vars(known).get("_acceleration")


def _first_block(result: BootstrapResult | PermutationResult) -> dict[str, NDArray[Any]]:
    """Return the first values of compiled replicates that were binned: figures look at them."""
    plan = result._plan
    if isinstance(plan, StoredPlan):
        return {"first": plan.first} if len(plan.first) else {}
    binned = any(isinstance(reducer, Histogram) for reducer in plan.reducers)
    if not binned or plan.statistic.form not in ("kernel", "compiled"):
        return {}
    stop = min(BLOCK, plan.n_resamples)
    return {"first": plan.statistic.evaluate(plan.sampler, plan.key, 0, stop).values}


def _precise(precision: Precision) -> tuple[dict[str, Any], NDArray[Any]]:
    facts = {
        "of": precision.of,
        "tolerance": precision.tolerance,
        "max_resamples": precision.max_resamples,
        "problem": precision.problem,
    }
    return facts, np.array([(0, precision.achieved), *precision.stages], np.float64)
