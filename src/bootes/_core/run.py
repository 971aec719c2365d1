"""What came of a plan, and how a longer plan goes on from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bootes._core.evaluate import Partial, keeps_values, take_in
from bootes._core.plan import Plan
from bootes.errors import InputError

__all__ = ["Run", "taken_over"]


@dataclass(frozen=True)
class Run:
    """What came of a plan, and how it was executed; of all its parts, where it was extended."""

    plan: Plan
    partial: Partial
    seconds: float
    engine: str
    workers: int
    n_chunks: int
    n_lost: int = 0
    n_resumed: int = 0  # replicates that a checkpoint had

    @classmethod
    def empty(cls, plan: Plan) -> Run:
        """Return a run that has computed nothing."""
        return cls(plan, Partial.empty(plan, 0, 0), 0.0, "serial", 1, 0)

    @property
    def states(self) -> list[Any]:
        """The final state of each reducer."""
        return self.partial.states


def taken_over(plan: Plan, earlier: Run | None) -> Partial:
    """Return a partial result of ``plan`` that begins with all replicates of an earlier run.

    The earlier run is left as it is. Where other reducers keep the replicates now, they are fed
    with those that were kept.

    Raises
    ------
    InputError
        If the earlier run is of another plan or is no shorter.
    """
    total = Partial.empty(plan, 0, plan.n_resamples)
    if earlier is None:
        return total
    _check(plan, earlier.plan)
    if _kinds(plan) == _kinds(earlier.plan):
        total.merge(plan, earlier.partial)
        return total
    values = _kept_values(earlier)
    for reducer, state in zip(plan.reducers, total.states, strict=True):
        take_in(reducer, state, 0, values)
    total.failures.merge(earlier.partial.failures)
    total.n_done = earlier.partial.n_done
    return total


def _kinds(plan: Plan) -> list[type]:
    return [type(reducer) for reducer in plan.reducers]


def _check(plan: Plan, earlier: Plan) -> None:
    if not _has_parts_of(plan, earlier) and plan.fingerprint != earlier.fingerprint:
        msg = "the earlier run has other data, another statistic, scheme or seed than this one."
        raise InputError(msg)
    if plan.n_resamples <= earlier.n_resamples:
        msg = (
            f"n_resamples={plan.n_resamples} is not more than the {earlier.n_resamples} there are."
        )
        raise InputError(msg)


def _has_parts_of(plan: Plan, earlier: Plan) -> bool:
    """Whether data and statistic are the very objects of the earlier plan: nothing to hash."""
    same = plan.statistic is earlier.statistic and plan.sampler is earlier.sampler
    named = [(p.seed, p.purpose, p.label, p.on_error) for p in (plan, earlier)]
    return same and named[0] == named[1]


def _kept_values(run: Run) -> Any:
    """Return the (B, p) replicates, which is the state (first, values) of one of the reducers."""
    for reducer, state in zip(run.plan.reducers, run.states, strict=True):
        if keeps_values(reducer):
            return state[1]
    msg = "what was kept of the earlier run cannot be counted anew; ask for the same keep=."
    raise InputError(msg)
