"""Where chunks run: one file per engine. The packages of engines load when they are used."""

from __future__ import annotations

from bootes.engines.dask import Dask
from bootes.engines.defaults import EngineDefaults
from bootes.engines.executor import Executor
from bootes.engines.ipyparallel import IPyParallel
from bootes.engines.mpi import MPI
from bootes.engines.processes import Processes
from bootes.engines.ray import Ray
from bootes.engines.serial import Serial
from bootes.engines.threads import Threads

__all__ = [
    "MPI",
    "Dask",
    "EngineDefaults",
    "Executor",
    "IPyParallel",
    "Processes",
    "Ray",
    "Serial",
    "Threads",
]
