"""The reducers that a file tells of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from bootes._core.files.plain_facts import number, one_of
from bootes._core.files.stored import StoredRun
from bootes.protocols import Reducer
from bootes.reducers.resolve import reducer_of

__all__ = ["reducers_of"]

# As `reducers_for` chooses them.
_KEPT = (
    ("Replicates", "Tails"),
    ("Tails", "Moments"),
    ("Moments",),
    ("Tails", "Moments", "Histogram"),
)


def reducers_of(file: StoredRun) -> tuple[Reducer, ...]:
    """Return what kept the replicates in a file.

    Raises
    ------
    ValueError, TypeError, KeyError
        If it says no such reducers.
    """
    p = number(file.plan["n_components"])
    kinds = one_of(tuple(file.plan["kept"]), _KEPT)
    return tuple(reducer_of(kind, _parameters(file.arrays, i), p) for i, kind in enumerate(kinds))


def _parameters(arrays: Mapping[str, NDArray[Any]], i: int) -> dict[str, NDArray[Any]]:
    prefix = f"reducer.{i}."
    return {name[len(prefix) :]: a for name, a in arrays.items() if name.startswith(prefix)}
