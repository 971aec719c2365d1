"""The MPI engine: rank 0 runs the script, the other ranks work."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from bootes.engines.executor import Executor
from bootes.engines.packages import check_installed
from bootes.engines.time_limit import refuse_time_limit
from bootes.errors import EngineError

__all__ = ["MPI"]


class MPI(Executor):
    """The ranks of an MPI job that was started as a pool of workers.

    Start the script with ``mpiexec -n 9 python -m mpi4py.futures script.py``: rank 0 runs it and
    the eight others compute. A rank that dies ends the job, which only a checkpoint survives.

    Parameters
    ----------
    n_jobs : int, optional
        How many ranks are used; None is all of them.
    ship_modules : sequence of modules
        Modules that the other ranks cannot import; their functions and classes travel by value.
    timeout_s : None
        Refused: only :class:`~bootes.engines.Processes` has a time limit per replicate.

    Raises
    ------
    MissingPackageError
        If mpi4py is not installed.
    EngineError
        If the job was not started as a pool.
    """

    def __init__(
        self,
        n_jobs: int | None = None,
        *,
        ship_modules: Sequence[ModuleType] = (),
        timeout_s: float | None = None,
    ) -> None:
        refuse_time_limit("mpi", timeout_s, "a rank that is ended takes the whole job along")
        check_installed("mpi")
        # Without the pool mpi4py would start processes of its own, where MPI can do that at all.
        if getattr(sys.modules.get("mpi4py.futures._core"), "SharedPool", None) is None:
            msg = (
                "engine='mpi' needs a job that was started as a pool of workers: "
                "mpiexec -n 9 python -m mpi4py.futures script.py"
            )
            raise EngineError(msg)
        super().__init__(lambda: _pool(n_jobs), ship_modules=ship_modules)
        self.info = replace(self.info, name="mpi", min_chunk_seconds=0.2)


def _pool(n_jobs: int | None) -> Any:
    from mpi4py.futures import MPIPoolExecutor

    return MPIPoolExecutor(n_jobs)
