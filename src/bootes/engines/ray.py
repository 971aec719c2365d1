"""The Ray engine: the cluster that Ray is connected to, or one on this machine for a run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from types import ModuleType
from typing import Any

import numpy as np

from bootes.engines.defaults import EngineDefaults, worker_options
from bootes.engines.environment import environment_kept
from bootes.engines.packages import check_installed
from bootes.engines.time_limit import refuse_time_limit
from bootes.engines.workers import n_workers
from bootes.protocols import EngineInfo

__all__ = ["Ray"]

_LARGE = 2**17  # bytes; below, a payload travels with the work
# Ray takes them when it is imported: stay on the loopback interface, report nothing to anybody.
_PRIVATE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_USAGE_STATS_ENABLED": "0"}


class Ray(EngineDefaults):
    """A Ray cluster.

    Where ``ray.init`` was called, that cluster is used and never shut down. Otherwise one is
    started on this machine at the first task, and ``close`` shuts it down.

    Parameters
    ----------
    address : str, optional
        The address of a running cluster to connect to.
    n_jobs : int, optional
        The number of processes of a cluster that is started; None is every usable CPU.
    ship_modules : sequence of modules
        Modules that the workers cannot import; their functions and classes travel by value.
    timeout_s : None
        Refused: only :class:`~bootes.engines.Processes` has a time limit per replicate.

    Raises
    ------
    MissingPackageError
        If Ray is not installed.
    """

    def __init__(
        self,
        address: str | None = None,
        *,
        n_jobs: int | None = None,
        ship_modules: Sequence[ModuleType] = (),
        timeout_s: float | None = None,
    ) -> None:
        refuse_time_limit("ray", timeout_s, "Ray starts and watches the workers")
        check_installed("ray")
        self._address = address
        self._ours = False
        self._remote: dict[Callable[..., Any], Any] = {}
        there = address is not None or _ray().is_initialized()
        self.info = EngineInfo(
            "ray",
            None if there else n_workers(n_jobs),
            shares_memory=False,
            min_chunk_seconds=0.5,
            same_host=False,
            options=worker_options(ship_modules),
        )

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Run the function as a task that Ray does not repeat by itself."""
        ray = self._connected()
        if function not in self._remote:
            self._remote[function] = ray.remote(max_retries=0, num_cpus=1)(function)
        future: Future[Any] = self._remote[function].remote(*arguments).future()
        return future

    def alive(self) -> int | None:
        """Return the number of CPUs of the cluster."""
        return int(self._connected().cluster_resources().get("CPU", 0))

    def share(self, payload: bytes) -> Any:
        """Put a large payload into the object store, which workers of a machine read in place."""
        if len(payload) < _LARGE:
            return payload
        return self._connected().put(np.frombuffer(payload, np.uint8))

    def cancel(self, futures: Iterable[Future[Any]]) -> None:
        """Await nothing more: what was sent is computed to its end, in vain.

        Ray's own ``cancel`` can abort the caller's process where a task ends at that moment, and
        leaves modules half imported in the worker that it interrupts.
        """
        for future in futures:
            future.cancel()

    def close(self, *, kill: bool = False) -> None:
        """Shut Ray down if we started or connected it."""
        if self._ours:
            self._ours = False
            self._remote.clear()
            _ray().shutdown()

    def _connected(self) -> Any:
        ray = _ray()
        if not ray.is_initialized():
            self._ours = True
            where = {"address": self._address} if self._address else {"num_cpus": self.info.workers}
            with environment_kept():
                ray.init(
                    **where, include_dashboard=False, log_to_driver=False, logging_level="error"
                )
        return ray


def _ray() -> Any:
    for name, value in _PRIVATE.items():
        os.environ.setdefault(name, value)
    import ray

    return ray
