"""The Ray engine: the cluster that Ray is connected to, or one on this machine for a run."""

from __future__ import annotations

import importlib
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

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
        self._remote: Any = None
        self._references: WeakKeyDictionary[Future[Any], Any] = WeakKeyDictionary()
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
        if self._remote is None:
            self._remote = ray.remote(max_retries=0, num_cpus=1)(_run)
        reference = self._remote.remote(function, *arguments)
        future: Future[Any] = reference.future()
        self._references[future] = reference
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
        """Cancel tasks in Ray itself, whose futures only seem to.

        Not by force: Ray can abort the caller where a task ends at that moment.
        """
        for future in futures:
            if future in self._references and not future.done():
                self._connected().cancel(self._references[future])
            future.cancel()

    def close(self, *, kill: bool = False) -> None:
        """Shut Ray down if we started or connected it."""
        if self._ours:
            self._ours = False
            self._remote = None
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


def _run(function: Callable[..., Any], /, *arguments: Any) -> Any:
    """Run a task in a worker, which Ray interrupts when the task is cancelled."""
    with _uninterrupted(), suppress(Exception):  # the task itself says what is missing
        # Numba that is half imported would fail in every later task of this worker.
        importlib.import_module("bootes._kernels.reduce")
    return function(*arguments)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is interrupted
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.default_int_handler)


def _ray() -> Any:
    for name, value in _PRIVATE.items():
        os.environ.setdefault(name, value)
    import ray

    return ray
