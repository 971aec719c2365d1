"""Whether what was kept of the replicates of a run counts all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bootes._core.evaluate import Partial
from bootes.protocols import Reducer
from bootes.reducers.histogram import Histogram
from bootes.reducers.moments import Moments
from bootes.reducers.replicates import Replicates
from bootes.reducers.tails import Tails

__all__ = ["check_consistent"]


def check_consistent(reducers: Sequence[Reducer], total: Partial) -> None:
    """Refuse states that count more or fewer replicates than there are.

    Raises
    ------
    ValueError
        With the reducer.
    """
    failed = total.failures.total
    if any(count < 0 for count in total.failures.counts.values()):
        msg = "a negative number of failures"
        raise ValueError(msg)
    for reducer, state in zip(reducers, total.states, strict=True):
        n, n_missing = _counted(reducer, state)
        wrong = n != total.n_wanted - failed
        if n_missing is not None:
            wrong = wrong | (n_missing != failed)
        if wrong.any():
            kind = type(reducer).__name__
            msg = f"{kind} that are not of {total.n_wanted} replicates, {failed} of them failed"
            raise ValueError(msg)


def _counted(reducer: Reducer, state: Any) -> tuple[Any, Any]:
    """Return of how many values, and of how many failures, each component tells."""
    if isinstance(reducer, Replicates):
        n_missing = np.isnan(state[1]).sum(axis=0)
        return len(state[1]) - n_missing, n_missing
    if isinstance(reducer, Tails):
        above, below, ties, far, n_missing, infinite = state.T
        n = above + below - ties
        fits = (ties <= above) & (ties <= below) & (far <= n) & (infinite <= n)
        return np.where(fits, n, -1), n_missing
    if isinstance(reducer, Moments):
        return reducer.finish(state)[:, 0], None
    assert isinstance(reducer, Histogram)
    return state.sum(axis=1), None
