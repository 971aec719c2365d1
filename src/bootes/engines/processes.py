"""The process engine (loky): for Python statistics, closures and notebook functions included."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from types import ModuleType
from typing import Any

from bootes.engines.child import end_child, watch_parent
from bootes.engines.defaults import EngineDefaults, worker_options
from bootes.engines.time_limit import time_limit_options
from bootes.engines.workers import n_workers
from bootes.protocols import EngineInfo

__all__ = ["Processes"]

_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "BLIS_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
        "NUMBA_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
    ),
    "1",
)


class Processes(EngineDefaults):
    """Loky's pool of worker processes; it is kept between calls and ends when idle.

    Parameters
    ----------
    n_jobs : int, optional
        The number of processes; None is every CPU that this process may use, -1 the same, -2
        one fewer.
    idle_timeout_s : float
        Seconds after which an idle worker ends.
    timeout_s : float, optional
        Seconds that one replicate may take. One that takes longer has failed, of kind "timeout":
        ``on_error="omit"`` counts it, ``on_error="raise"`` ends the run and names it. A worker
        in which code hangs that never comes back to Python is killed and replaced. Which
        replicates are overdue depends on the machine; the values of the others do not.
    ship_modules : sequence of modules
        Modules that the workers cannot import; their functions and classes travel by value.

    Raises
    ------
    InputTypeError, InputError
        If ``n_jobs``, ``timeout_s`` or ``ship_modules`` is not allowed.

    Examples
    --------
    >>> Processes(n_jobs=2).info.name
    'processes'
    """

    def __init__(
        self,
        n_jobs: int | None = None,
        *,
        idle_timeout_s: float = 60.0,
        timeout_s: float | None = None,
        ship_modules: Sequence[ModuleType] = (),
    ) -> None:
        self.info = EngineInfo(
            "processes",
            n_workers(n_jobs),
            shares_memory=False,
            min_chunk_seconds=0.3,
            options=worker_options(ship_modules) | time_limit_options(timeout_s),
        )
        self._idle_timeout_s = idle_timeout_s
        self._pool: Any = None
        self._doubtful = False  # loky tells whether a pool is broken, and makes a new one then

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Run the function in one of the processes."""
        if self._pool is None or self._doubtful:
            from loky import get_reusable_executor

            self._doubtful = False
            # Those that are killed with their parent before their first task must end, too.
            self._pool = get_reusable_executor(
                max_workers=self.info.workers,
                timeout=self._idle_timeout_s,
                env=_ONE_THREAD,
                initializer=watch_parent,
                initargs=(os.getpid(),),
            )
        future: Future[Any] = self._pool.submit(function, *arguments)
        return future

    def kill(self, pid: int) -> bool:
        """End one of the processes, if it is ours; the others of the pool end with it."""
        process = (getattr(self._pool, "_processes", None) or {}).get(pid)
        if process is None or not process.is_alive():
            return False
        end_child(process)
        return True

    def restart(self) -> None:
        """Take a new pool at the next task if this one is broken; it is watched until then."""
        self._doubtful = True

    def close(self, *, kill: bool = False) -> None:
        """Leave the pool to the next call, or end its workers at once."""
        if kill and self._pool is not None:
            self._pool.shutdown(wait=False, kill_workers=True)
        self._pool = None
