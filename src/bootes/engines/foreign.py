"""Clients and views of other packages, told by name: nothing is imported that is not loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bootes.engines.dask import Dask
from bootes.engines.ipyparallel import IPyParallel
from bootes.protocols import Engine

__all__ = ["foreign"]


def foreign(spec: Any) -> Callable[[], Engine] | None:
    """Return what makes the engine of a client, a cluster or a view; None for anything else."""
    for cls in type(spec).__mro__:
        make = _MAKERS.get((cls.__module__.partition(".")[0], cls.__name__))
        if make is not None:
            return lambda: make(spec)
    return None


_MAKERS: Mapping[tuple[str, str], Callable[[Any], Engine]] = {
    ("distributed", "Client"): Dask,
    ("distributed", "Cluster"): Dask,
    ("distributed", "ClientExecutor"): lambda executor: Dask(executor._client),
    ("ipyparallel", "Client"): IPyParallel,
    ("ipyparallel", "View"): IPyParallel,
    ("ipyparallel", "ViewExecutor"): lambda executor: IPyParallel(executor.view),
}
