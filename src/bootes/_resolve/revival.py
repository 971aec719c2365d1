"""Results with data and functions of their own again, which are compared with what they were."""

from __future__ import annotations

import functools
import json
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from bootes._core.files.identity import difference, differing_versions, plan_facts, references
from bootes._core.files.stored_plan import StoredPlan
from bootes._core.plan import Plan
from bootes._resolve.jackknife import LeaveOneOut
from bootes._resolve.requests import repeated
from bootes.errors import (
    BootesWarning,
    DataError,
    InputError,
    StorageError,
    StorageWarning,
    warn,
)
from bootes.results.acceleration import StoredAcceleration
from bootes.results.bootstrap import BootstrapResult
from bootes.results.fit import FitResult
from bootes.results.permutation import PermutationResult
from bootes.results.replicates import Kept

__all__ = ["Reviver", "revived"]

Prepare = Callable[[Any, Any], Mapping[Any, Any]]


def revived(result: Any, data: Any, statistic: Any = None, weights: Any = None) -> Any:
    """Return a result that can compute, from one that was loaded; others are compared only.

    Parameters
    ----------
    result : BootstrapResult, PermutationResult or FitResult
    data
        Those of the call.
    statistic
        That of the call, or its model; needed where it was no name.
    weights
        Those of the call, where they were arrays.

    Raises
    ------
    DataError, InputError, InputTypeError
        If data, statistic or options are not those of the result.
    StorageError
        If another version of bootes wrote it.
    """
    return Reviver(data, statistic, weights)(result)


class Reviver:
    """Revives the results of one call, whose data are looked at once."""

    def __init__(self, data: Any, statistic: Any = None, weights: Any = None) -> None:
        self.given = (data, statistic, weights)
        self.known: dict[str, Mapping[Any, Any]] = {}

    def __call__(self, result: Any) -> Any:
        """Return a result as `revived` does."""
        call = result._call
        if call is None:
            msg = "this result does not say how it was made, so that it cannot be made again."
            raise InputError(msg)
        if self._booted(result) is None:  # a fit without a bootstrap: nothing is computed
            return result
        item = self._items(result).get(call.label)
        if item is None:
            msg = f"the data have no column or group {call.label!r}, of which the result is."
            raise DataError(msg)
        return _with_parts(result, item)

    @staticmethod
    def _booted(result: Any) -> Any:
        return result.bootstrap if isinstance(result, FitResult) else result

    def _items(self, result: Any) -> Mapping[Any, Any]:
        booted = self._booted(result)
        plan, options = booted._plan, result._call.options
        key = json.dumps([options, booted.method, plan.n_resamples, str(plan.seed)])
        if key not in self.known:
            with warnings.catch_warnings():  # they were given by the call itself
                warnings.simplefilter("ignore", BootesWarning)
                self.known[key] = repeated(result._call, booted, *self.given)
        return self.known[key]


@functools.singledispatch
def _with_parts(result: Any, item: Any) -> Any:
    """Return the result with the plan that was made again."""
    raise NotImplementedError


@_with_parts.register
def _bootstrap(result: BootstrapResult, item: Any) -> BootstrapResult:
    plan = _checked(result._plan, item.plan)
    if plan is result._plan:
        return result
    left_out = LeaveOneOut(plan.statistic, item.resolved.samples, plan.n_resamples)
    stored = result._acceleration
    if isinstance(stored, StoredAcceleration) and stored.values is not None:
        vars(left_out)["_acceleration"] = stored.values  # it has been computed
    return replace(
        result,
        _plan=plan,
        _kept=_kept(result._kept, plan),
        _acceleration=left_out,
        _call=item.call if item.call is not None else result._call,
    )


@_with_parts.register
def _test(result: PermutationResult, item: Any) -> PermutationResult:
    plan = _checked(result._plan, item.plan)
    if plan is result._plan:
        return result
    return replace(result, _plan=plan, _kept=_kept(result._kept, plan), _call=item.call)


@_with_parts.register
def _fit(result: FitResult, item: Any) -> FitResult:
    if item.bootstrap is None or result.bootstrap is None:
        msg = f"the fit of these data has no bootstrap ({item.result.status}), and the result has."
        raise DataError(msg)
    booted = _bootstrap(result.bootstrap, item.bootstrap)
    if booted is result.bootstrap:
        return result
    return replace(result, bootstrap=booted, _call=item.result._call)


def _kept(kept: Kept, plan: Plan) -> Kept:
    return Kept(replace(kept.run, plan=plan))


def _checked(own: Plan, made: Plan) -> Plan:
    """Return the plan that was made again, if it is the one of the result; a live one as it is."""
    part, what = difference(made, plan_facts(own))
    if part in ("data", "label"):
        msg = f"data differ from those of the result: it is of {what}."
        raise DataError(msg)
    if part in ("statistic", "form", "names", "code"):
        msg = f"statistic differs from that of the result: it is of {what}."
        raise InputError(msg)
    if part:
        msg = f"the result is of {what}."
        raise (StorageError if "version" in part else InputError)(msg)
    if not isinstance(own, StoredPlan):
        return own
    _check_values(own, made)
    return made.having(reducers=own.reducers)


def _check_values(own: StoredPlan, made: Plan) -> None:
    """Compare the reference replicates, and say what the versions were."""
    here, there = references(made), own.arrays["references"]
    other = differing_versions(own.facts["versions"])
    if not np.array_equal(here, there, equal_nan=True):
        why = other or "what the statistic uses beside its own code has changed"
        msg = f"statistic differs from that of the result: replicates have other values ({why})."
        raise InputError(msg)
    if other:
        msg = f"the result was computed with other versions, so that bits may differ: {other}."
        warn(msg, StorageWarning)
