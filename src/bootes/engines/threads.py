"""The thread engine: for kernels, which run without the GIL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from bootes.engines.defaults import EngineDefaults
from bootes.engines.time_limit import refuse_time_limit
from bootes.engines.workers import n_workers
from bootes.protocols import EngineInfo

__all__ = ["Threads"]


class Threads(EngineDefaults):
    """A pool of threads in this process.

    Parameters
    ----------
    n_jobs : int, optional
        The number of threads; None is every CPU that this process may use, -1 the same, -2 one
        fewer.
    timeout_s : None
        Refused: only :class:`~bootes.engines.Processes` has a time limit per replicate.

    Examples
    --------
    >>> Threads(n_jobs=2).info.workers
    2
    """

    def __init__(self, n_jobs: int | None = None, *, timeout_s: float | None = None) -> None:
        refuse_time_limit("threads", timeout_s, "no thread can be ended")
        workers = n_workers(n_jobs)
        self.info = EngineInfo("threads", workers, shares_memory=True, min_chunk_seconds=0.02)
        self._pool: ThreadPoolExecutor | None = None

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Run the function in one of the threads."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.info.workers, thread_name_prefix="bootes")
        return self._pool.submit(function, *arguments)

    def restart(self) -> None:
        """Start new threads at the next task."""
        self.close()

    def close(self, *, kill: bool = False) -> None:
        """End the threads; a kernel that runs is waited for only without ``kill``."""
        if self._pool is not None:
            self._pool.shutdown(wait=not kill, cancel_futures=True)
            self._pool = None
