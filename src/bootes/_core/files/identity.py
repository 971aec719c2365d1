"""What identifies a plan in a file, part by part, so that what differs can be named."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._core.files.stored_plan import StoredPlan
from bootes._core.fingerprint import fingerprint
from bootes._core.handshake import facts as versions
from bootes._core.plan import Plan
from bootes._streams import STREAM_VERSION
from bootes.errors import StorageError
from bootes.protocols import Floats

__all__ = [
    "FORMAT",
    "check_same_plan",
    "check_same_values",
    "difference",
    "differing_versions",
    "kept_alike",
    "plan_arrays",
    "plan_facts",
    "references",
]

FORMAT = 1
_REFERENCES = (0, 1, 2**20)  # replicates whose values are kept whatever else is


def plan_facts(plan: Plan) -> dict[str, Any]:
    """Return what a file says of its plan; numbers that may be infinite are in `plan_arrays`."""
    if isinstance(plan, StoredPlan):
        return dict(plan.facts)
    statistic, sampler = plan.statistic, plan.sampler
    return {
        "seed": str(plan.seed),
        "entropy": str(plan.seed.entropy),
        "spawn_key": list(plan.seed.spawn_key),
        "purpose": plan.purpose,
        "label": plan.label,
        "key": [str(int(word)) for word in plan.key],
        "stream_version": STREAM_VERSION,
        "n_resamples": plan.n_resamples,
        "on_error": plan.on_error,
        "scheme": sampler.kind,
        "data": fingerprint(sampler.identity()),
        "total": sampler.total,
        "statistic": statistic.name,
        "form": statistic.form,
        "reason": statistic.reason,
        "names": None if statistic.names is None else list(statistic.names),
        "n_components": statistic.n_components,
        "code": fingerprint(statistic.identity()),
        "fingerprint": plan.fingerprint,
        "kept": [type(reducer).__name__ for reducer in plan.reducers],
        "versions": versions(),
    }


def plan_arrays(plan: Plan) -> dict[str, NDArray[Any]]:
    """Return the reference replicates and the parameters of the reducers."""
    if isinstance(plan, StoredPlan):
        return dict(plan.arrays)
    return {"references": references(plan), **_reducer_arrays(plan)}


def references(plan: Plan) -> Floats:
    """Return the (3, p) values of three replicates, whether they are part of the run or not."""
    total = plan.sampler.total
    numbers = [number if total is None else number % total for number in _REFERENCES]
    rows = [plan.statistic.evaluate(plan.sampler, plan.key, i, i + 1).values for i in numbers]
    return np.concatenate(rows)


def kept_alike(plan: Plan, stored: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bool:
    """Whether the file keeps of its replicates what the plan does, counted against the same."""
    if [type(reducer).__name__ for reducer in plan.reducers] != stored["kept"]:
        return False
    own = _reducer_arrays(plan)
    there = {name: value for name, value in arrays.items() if name.startswith("reducer.")}
    return own.keys() == there.keys() and all(
        np.array_equal(value, there[name], equal_nan=True) for name, value in own.items()
    )


def _reducer_arrays(plan: Plan) -> dict[str, NDArray[Any]]:
    return {
        f"reducer.{i}.{name}": value
        for i, reducer in enumerate(plan.reducers)
        for name, value in _parameters(reducer).items()
    }


def _parameters(reducer: Any) -> dict[str, NDArray[Any]]:
    fields = dataclasses.fields(reducer)
    return {field.name: np.asarray(getattr(reducer, field.name)) for field in fields}


def check_same_plan(path: object, plan: Plan, stored: Mapping[str, Any]) -> None:
    """Refuse a file of another plan.

    Raises
    ------
    StorageError
        With what differs: version, seed, scheme, data, statistic or option.
    """
    _, what = difference(plan, stored)
    if what:
        msg = f"{str(path)!r} is of {what}. Use another folder, or repeat the call that began it."
        raise StorageError(msg)


def difference(plan: Plan, stored: Mapping[str, Any]) -> tuple[str, str]:
    """Return which fact of a plan differs from those of a file, and what the file is of."""
    here = plan_facts(plan)
    for name, words in _WORDS:
        if here[name] != stored.get(name):
            shown = words.format(there=stored.get(_shown(name)), here=here[_shown(name)])
            return name, shown
    there, own = stored["versions"].get("bootes"), here["versions"]["bootes"]
    if there != own:
        return "versions", f"version {there} of bootes, and this is {own}"
    return ("", "") if here["code"] == stored.get("code") else ("code", _other_code(plan, stored))


def check_same_values(path: object, plan: Plan, stored: Floats, there: Mapping[str, str]) -> None:
    """Refuse a file whose reference replicates have other values here.

    Raises
    ------
    StorageError
        Hashes of code do not see everything that a function uses; its values do.
    """
    here = references(plan)
    if here.shape == stored.shape and here.tobytes() == stored.tobytes():
        return
    if here.shape == stored.shape and np.array_equal(here, stored, equal_nan=True):
        return
    other = differing_versions(there) or "what the statistic uses beside its own code has changed"
    msg = (
        f"{str(path)!r} cannot be gone on with: its reference replicates have other values here "
        f"({other}). Use another folder, or go back to what it was written with."
    )
    raise StorageError(msg)


def differing_versions(there: Mapping[str, str]) -> str:
    """Return which versions differ from those that a file was written with; empty if none do."""
    here = versions()
    differing = [name for name in here if here[name] != there.get(name)]
    return ", ".join(f"{name} {there.get(name)} there, {here[name]} here" for name in differing)


# What must be the same, in the order in which it is looked at.
_WORDS: Sequence[tuple[str, str]] = (
    ("stream_version", "version {there} of the streams of random numbers, and this is {here}"),
    ("seed", "another seed ({there}; this run's is {here})"),
    ("purpose", "another scheme ({there}; this run's is {here})"),
    ("scheme", "another scheme ({there}; this run's is {here})"),
    ("label", "another column or group ({there!r}; this run's is {here!r})"),
    ("data", "other data, or a resampling of them with other options"),
    ("statistic", "another statistic ({there}; this run's is {here})"),
    ("form", "another form of the statistic ({there}; this run's is {here})"),
    ("names", "a statistic with other components ({there}; this run's are {here})"),
    ("on_error", "the option on_error={there!r} (this run's is {here!r})"),
)


def _shown(name: str) -> str:
    return "scheme" if name == "purpose" else name


def _other_code(plan: Plan, stored: Mapping[str, Any]) -> str:
    python = versions()["Python"], stored["versions"].get("Python")
    note = "" if python[0] == python[1] else f", as Python {python[1]} had compiled it"
    return (
        f"another statistic {plan.statistic.name!r} (its code, its constants or what it takes from "
        f"around it{note})"
    )
