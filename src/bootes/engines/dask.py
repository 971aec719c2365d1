"""The Dask engine: a cluster of the user's, or one on this machine for the time of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from types import ModuleType
from typing import Any

from bootes.engines.defaults import EngineDefaults, worker_options
from bootes.engines.environment import environment_kept
from bootes.engines.packages import check_installed
from bootes.engines.time_limit import refuse_time_limit
from bootes.engines.workers import n_workers
from bootes.errors import InputError
from bootes.protocols import EngineInfo

__all__ = ["Dask"]

_LARGE = 2**20  # bytes; below, a payload travels with the work
_ALLOWED_FAILURES = 3  # Dask's own default: so often a task may lose its worker


class Dask(EngineDefaults):
    """A Dask cluster.

    Parameters
    ----------
    client : distributed.Client, distributed cluster or str, optional
        A client or cluster of the user's, which is never closed, or the address of a scheduler.
        None starts a cluster of processes on this machine at the first task, listening on the
        loopback interface alone; ``close`` ends it.
    n_jobs : int, optional
        The number of processes of a cluster that is started; None is every usable CPU.
    ship_modules : sequence of modules
        Modules that the workers cannot import; their functions and classes travel by value.
    timeout_s : None
        Refused: only :class:`~bootes.engines.Processes` has a time limit per replicate.

    Raises
    ------
    MissingPackageError
        If distributed is not installed.
    InputError
        If the client is asynchronous, or ``n_jobs`` goes with a cluster that exists.
    """

    def __init__(
        self,
        client: Any = None,
        *,
        n_jobs: int | None = None,
        ship_modules: Sequence[ModuleType] = (),
        timeout_s: float | None = None,
    ) -> None:
        refuse_time_limit("dask", timeout_s, "Dask starts and watches the workers")
        check_installed("dask")
        if client is not None and n_jobs is not None:
            msg = f"n_jobs={n_jobs} goes with a cluster of ours; this one has its own workers."
            raise InputError(msg)
        if getattr(client, "asynchronous", False):
            msg = "the Dask client is asynchronous. Pass one made with asynchronous=False."
            raise InputError(msg)
        self.info = EngineInfo(
            "dask",
            n_workers(n_jobs) if client is None else None,
            shares_memory=False,
            min_chunk_seconds=0.5,
            same_host=client is None,
            own_retries=_ALLOWED_FAILURES,
            options=worker_options(ship_modules),
        )
        self._given = client
        self._client: Any = client if hasattr(client, "get_executor") else None
        self._cluster: Any = None
        self._executor: Any = None

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Run the function on the cluster."""
        if self._executor is None:
            # Equal tasks are not pure: a chunk that was lost must be computed again.
            self._executor = self._connected().get_executor(pure=False, retries=0)
        future: Future[Any] = self._executor.submit(function, *arguments)
        return future

    def alive(self) -> int | None:
        """Return the number of threads of all workers."""
        try:
            return int(sum(self._connected().nthreads().values()))
        except (OSError, TimeoutError):  # the scheduler does not answer
            return 0

    def share(self, payload: bytes) -> Any:
        """Return a future of Dask's to what every worker then holds once."""
        if len(payload) < _LARGE or not self.alive():
            return payload
        return self._connected().scatter(payload, broadcast=True, hash=False)

    def close(self, *, kill: bool = False) -> None:
        """Close what we opened: a cluster, or a client of an address or a cluster."""
        client, cluster = self._client, self._cluster
        self._executor = self._cluster = None
        if client is not self._given and client is not None:
            self._client = None
            with environment_kept():
                client.close()
                if cluster is not None:
                    cluster.close()

    def _connected(self) -> Any:
        if self._client is None:
            from distributed import Client

            if self._given is None:
                self._cluster = _local_cluster(self.info.workers)
            self._client = Client(
                self._cluster if self._given is None else self._given, set_as_default=False
            )
        return self._client


def _local_cluster(workers: int | None) -> Any:
    from distributed import LocalCluster

    with environment_kept():
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # any free port: another cluster may run
            scheduler_kwargs={"dashboard": False},
        )
