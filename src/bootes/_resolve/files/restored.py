"""Results as they were when they were saved, from what their files say."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._arguments import ALTERNATIVES
from bootes._core.files.plain_facts import number, one_of, text, texts
from bootes._core.files.stored import Head, StoredRun
from bootes._core.files.stored_plan import StoredPlan, stored_plan
from bootes._core.run import Run
from bootes._resolve.files.gathered import check_no_parts, execution_of, gathered, late_of_all
from bootes._resolve.files.recorded import recorded_call
from bootes._resolve.files.reducing import reducers_of
from bootes._resolve.pvalues import pvalues_of
from bootes.errors import StorageError
from bootes.intervals.resolve import INTERVALS
from bootes.protocols import Floats
from bootes.reducers.tails import Tails
from bootes.results.acceleration import StoredAcceleration
from bootes.results.bootstrap import BootstrapResult
from bootes.results.fit import FitResult
from bootes.results.permutation import PermutationResult
from bootes.results.precision import Precision
from bootes.results.replicates import Kept

__all__ = ["meaning", "restored"]

Arrays = Mapping[str, NDArray[Any]]


def restored(files: Sequence[StoredRun]) -> Any:
    """Return the result that a file holds, or all shards of one together.

    Raises
    ------
    StorageError
        If they do not hold all of it, are damaged, or say what cannot be.
    """
    with meaning(files[0]):
        first = files[0]
        kind = one_of(first.head.facts["kind"], _KINDS)
        return _KINDS[kind](files, first.head.facts, first.head.arrays)


@contextlib.contextmanager
def meaning(file: StoredRun) -> Iterator[None]:
    """Refuse what has the checksum of its writer and makes no sense."""
    try:
        yield
    except StorageError:
        raise
    except (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError) as error:
        raise _senseless(file, error) from error
    except (TypeError, ValueError) as error:
        raise _senseless(file, error) from error


def _senseless(file: StoredRun, error: Exception) -> StorageError:
    what = str(error) or type(error).__name__
    return StorageError(f"{str(file.path)!r} says what cannot be of a result: {what}.")


def _bootstrap(files: Sequence[StoredRun], facts: Mapping[str, Any], arrays: Arrays) -> Any:
    plan, run, late = _run(files, facts, len(arrays["estimate"]))
    p = plan.statistic.n_components
    estimate, tolerance = (_floats(arrays, name, p) for name in ("estimate", "tolerance"))
    level = facts["confidence_level"]
    if not isinstance(level, float) or not 0.0 < level < 1.0:
        msg = f"a confidence level of {level!r}"
        raise ValueError(msg)
    known = late.arrays.get("acceleration")
    return BootstrapResult(
        estimate=_shaped(plan, estimate),
        names=plan.statistic.names,
        n=_sizes(facts["n"]),
        n_omitted=_sizes(facts["n_omitted"]),
        method=one_of(facts["method"], INTERVALS),
        confidence_level=level,
        alternative=one_of(facts["alternative"], ALTERNATIVES),
        _plan=plan,
        _kept=Kept(run),
        _acceleration=StoredAcceleration(
            None if known is None else _floats(late.arrays, "acceleration", p)
        ),
        _tolerance=tolerance,
        _options=texts(facts["options"]),
        _facts=texts(facts["facts"]),
        _precision=_precision(late),
        _call=recorded_call(facts["call"]),
    )


def _test(files: Sequence[StoredRun], facts: Mapping[str, Any], arrays: Arrays) -> Any:
    plan, run, _ = _run(files, facts, len(arrays["statistic"]))
    statistic = _floats(arrays, "statistic", plan.statistic.n_components)
    centre = float(_floats(arrays, "centre", 1)[0])
    exact = plan.sampler.total is not None
    alternative = one_of(facts["alternative"], ALTERNATIVES)
    two_sided = one_of(facts["two_sided"], (None, "abs", "doubled", "minlike"))
    tolerances = [reducer.tolerance for reducer in plan.reducers if isinstance(reducer, Tails)]
    if facts["exact"] is not exact or (exact and plan.sampler.total != plan.n_resamples):
        msg = f"{plan.n_resamples} of {plan.sampler.total} arrangements"
        raise ValueError(msg)
    if two_sided is None and alternative == "two-sided":
        msg = "a two-sided p-value of no kind"
        raise ValueError(msg)
    kept = Kept(run)
    sides = (alternative, two_sided)
    return PermutationResult(
        statistic=_shaped(plan, statistic),
        names=plan.statistic.names,
        alternative=alternative,
        two_sided=two_sided,
        exact=exact,
        method="exact" if exact else "montecarlo",
        n=_sizes(facts["n"]),
        n_omitted=_sizes(facts["n_omitted"]),
        centre=centre,
        _pvalues=pvalues_of(kept, statistic, tolerances[0], exact, *sides),
        _plan=plan,
        _kept=kept,
        _options=texts(facts["options"]),
        _facts=texts(facts["facts"]),
        _call=recorded_call(facts["call"]),
    )


def _fit(files: Sequence[StoredRun], facts: Mapping[str, Any], arrays: Arrays) -> Any:
    names = tuple(map(text, facts["names"]))
    params, numbers = _floats(arrays, "params", len(names)), _floats(arrays, "numbers", 2)
    booted = None
    if facts["bootstrap"] is None:
        check_no_parts(files)
    else:
        inner = {k.partition(".")[2]: a for k, a in arrays.items() if k.startswith("bootstrap.")}
        booted = _bootstrap(files, facts["bootstrap"], inner)
        if booted.names != names:
            msg = f"the names {booted.names} of the parameters {names}"
            raise ValueError(msg)
    return FitResult(
        model=text(facts["model"]),
        names=names,
        params=params,
        loglik=float(numbers[0]),
        converged=one_of(facts["converged"], (None, True, False)),
        score_norm=float(numbers[1]),
        n=number(facts["n"]),
        n_omitted=number(facts["n_omitted"]),
        bootstrap=booted,
        status=text(facts["status"]),
        _facts=texts(facts["facts"]),
        _seed=text(facts["seed"]),
        _call=recorded_call(facts["call"]),
    )


_KINDS: Mapping[str, Callable[[Sequence[StoredRun], Mapping[str, Any], Arrays], Any]] = {
    "bootstrap": _bootstrap,
    "permutation_test": _test,
    "fit": _fit,
}


def _run(
    files: Sequence[StoredRun], facts: Mapping[str, Any], p: int
) -> tuple[StoredPlan, Run, Head]:
    """Return the plan and what came of it, of a statistic with p components."""
    stored = files[0]
    if not stored.plan or number(stored.plan["n_components"]) != p or p < 1:
        msg = f"{p} values of {stored.plan.get('n_components')} components"
        raise ValueError(msg)
    reducers = reducers_of(stored)
    if _floats_of(stored.arrays["references"]).shape[1:] != (p,):
        msg = "reference replicates of another shape"
        raise ValueError(msg)
    partial = gathered(files, reducers)
    late = late_of_all(files)
    made_with = {"versions": texts(facts["versions"]), "machine": text(facts["machine"])}
    first = late.arrays.get("first")
    plan = stored_plan(stored.plan, stored.arrays, reducers, first, made_with)
    return plan, Run(plan, partial, **execution_of(files)), late


def _floats_of(values: NDArray[Any]) -> Floats:
    if values.dtype != np.float64:
        msg = f"numbers of type {values.dtype}"
        raise TypeError(msg)
    return values


def _floats(arrays: Arrays, name: str, p: int) -> Floats:
    values = _floats_of(arrays[name])
    if values.shape != (p,):
        msg = f"{name} of shape {values.shape} instead of {(p,)}"
        raise ValueError(msg)
    return values


def _shaped(plan: StoredPlan, values: Floats) -> Any:
    return float(values[0]) if plan.statistic.names is None else values


def _sizes(sizes: Any) -> tuple[int, ...]:
    return tuple(map(number, sizes))


def _precision(late: Head) -> Precision | None:
    facts = late.facts.get("precision")
    if facts is None:
        return None
    rows = _floats_of(late.arrays["precision"])
    stages = tuple((int(n), float(error)) for n, error in rows[1:])
    return Precision(
        one_of(facts["of"], ("limits", "standard_error")),
        float(facts["tolerance"]),
        float(rows[0, 1]),
        stages,
        number(facts["max_resamples"]),
        text(facts["problem"]),
    )
