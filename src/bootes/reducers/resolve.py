"""From what a file says of a reducer to the reducer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import Floats, Reducer
from bootes.reducers.histogram import Histogram
from bootes.reducers.moments import Moments
from bootes.reducers.replicates import Replicates
from bootes.reducers.tails import Tails

__all__ = ["REDUCERS", "reducer_of"]

Arrays = Mapping[str, NDArray[Any]]


def reducer_of(kind: str, parameters: Arrays, n_components: int) -> Reducer:
    """Return the reducer with these parameters.

    Raises
    ------
    ValueError, KeyError
        If there is no such reducer of so many components.
    """
    return REDUCERS[kind](parameters, n_components)


def _floats(parameters: Arrays, name: str, p: int) -> Floats:
    values = parameters[name]
    if values.shape != (p,) or values.dtype != np.float64:
        msg = f"{name} has shape {values.shape}, and there are {p} components"
        raise ValueError(msg)
    return values


def _tails(parameters: Arrays, p: int) -> Tails:
    return Tails(*(_floats(parameters, name, p) for name in ("observed", "centre", "tolerance")))


def _histogram(parameters: Arrays, p: int) -> Histogram:
    n_bins = int(parameters["n_bins"])
    if n_bins < 1:
        msg = f"{n_bins} bins are none"
        raise ValueError(msg)
    return Histogram(_floats(parameters, "low", p), _floats(parameters, "width", p), n_bins)


REDUCERS: Mapping[str, Callable[[Arrays, int], Reducer]] = {
    "Replicates": lambda parameters, p: Replicates(p),
    "Tails": _tails,
    "Moments": lambda parameters, p: Moments(p),
    "Histogram": _histogram,
}
