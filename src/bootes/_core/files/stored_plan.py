"""The plan of a run that was read from a file: it knows what it was, and cannot compute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from bootes._core.files.plain_facts import number, text
from bootes._core.plan import Plan
from bootes._streams import Seed
from bootes.errors import InputError
from bootes.protocols import BLOCK, Evaluation, Failure, Floats, Key, Reducer, Sampler

__all__ = ["StoredPlan", "stored_plan"]


def _refuse(what: str) -> NoReturn:
    msg = (
        f"{what} was loaded from a file, which holds neither the data nor the function. Pass them: "
        "r.replay(i, data=..., statistic=...), bootes.extend(r, n, data=..., statistic=...) or "
        "bootes.load(path, data=..., statistic=...)."
    )
    raise InputError(msg)


@dataclass(frozen=True, eq=False)
class StoredStatistic:
    """Stands in for a statistic whose function no file holds.

    ``first`` are the values of the first replicates, as far as they are known.
    """

    name: str
    form: str
    reason: str
    names: tuple[str, ...] | None
    n_components: int
    first: Floats

    unit = BLOCK
    rounding = "value"
    centre = None

    def evaluate(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Return the values that are known, of the replicates of its own plan."""
        if not (isinstance(sampler, StoredSampler) and stop <= len(self.first)):
            _refuse(f"a result of {self.name!r}")
        return Evaluation(self.first[start:stop].copy())

    def identity(self) -> tuple[Any, ...]:
        """Return its name; the code is in the fingerprint of the plan."""
        return ("stored", self.name)


@dataclass(frozen=True, eq=False)
class StoredSampler:
    """Stands in for a scheme whose data no file holds."""

    kind: str
    total: int | None

    side_by_side = False
    fill = None
    source = np.zeros(1)
    layout = np.zeros(1, np.int64)

    @property
    def offsets(self) -> NDArray[np.int64]:
        """Raise an error that says what is missing."""
        _refuse("this result")

    def draw(self, key: Key, start: int, stop: int, out: Floats) -> Sequence[Failure]:
        """Raise an error that says what is missing."""
        _refuse("this result")

    def arguments(self, resamples: Floats) -> tuple[Any, ...]:
        """Raise an error that says what is missing."""
        _refuse("this result")

    def identity(self) -> tuple[Any, ...]:
        """Return the scheme; the data are in the fingerprint of the plan."""
        return ("stored", self.kind)


@dataclass(frozen=True, eq=False)
class StoredPlan(Plan):
    """A plan whose statistic and sampler are stand-ins.

    Attributes
    ----------
    facts, arrays : mapping
        What the file says of it.
    made_with : mapping
        The versions and the machine that computed.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    made_with: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stream_version(self) -> int:
        """The version of the streams that the replicates were drawn from."""
        return int(self.facts["stream_version"])

    @property
    def first(self) -> Floats:
        """The values of the first replicates, as far as they are known."""
        statistic: Any = self.statistic
        values: Floats = statistic.first
        return values

    @property
    def fingerprint(self) -> str:
        """The hash that the plan had."""
        return str(self.facts["fingerprint"])


def stored_plan(
    facts: Mapping[str, Any],
    arrays: Mapping[str, NDArray[Any]],
    reducers: tuple[Reducer, ...],
    first: Floats | None = None,
    made_with: Mapping[str, Any] | None = None,
) -> StoredPlan:
    """Return the plan that a file tells of.

    Parameters
    ----------
    facts, arrays : mapping
        As `plan_facts` and `plan_arrays` give them.
    reducers : tuple of Reducer
        Those that kept the replicates.
    first : (k, p) float64, optional
        The values of the first replicates.
    made_with : mapping, optional
        As in the provenance.

    Raises
    ------
    ValueError, TypeError, KeyError
        If they make no sense.
    """
    p = number(facts["n_components"])
    names = facts["names"] if facts["names"] is None else tuple(map(text, facts["names"]))
    if (p != 1 if names is None else p != len(names)) or p < 1:
        msg = f"{p} components have the names {names}"
        raise ValueError(msg)
    name, form, reason = (text(facts[key]) for key in ("statistic", "form", "reason"))
    first = np.empty((0, p)) if first is None else first
    if first.shape != (len(first), p):
        msg = f"values of shape {first.shape} are not of {p} components"
        raise ValueError(msg)
    total = facts["total"]
    plan = StoredPlan(
        StoredStatistic(name, form, reason, names, p, first),
        StoredSampler(text(facts["scheme"]), None if total is None else number(total)),
        reducers,
        Seed(number(int(text(facts["entropy"]))), tuple(map(number, facts["spawn_key"]))),
        text(facts["purpose"]),
        number(facts["n_resamples"]),
        text(facts["on_error"]),
        text(facts["label"]),
        facts=dict(facts),
        arrays=dict(arrays),
        made_with=dict(made_with or {}),
    )
    if not isinstance(plan.facts["fingerprint"], str) or plan.stream_version < 1:
        msg = "the plan has no fingerprint"
        raise ValueError(msg)
    return plan
