"""The IPython engine: clusters of ipyparallel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from types import ModuleType
from typing import Any

from bootes.engines.defaults import EngineDefaults, worker_options
from bootes.engines.packages import check_installed
from bootes.engines.time_limit import refuse_time_limit
from bootes.errors import EngineError
from bootes.protocols import EngineInfo

__all__ = ["IPyParallel"]


class IPyParallel(EngineDefaults):
    """The engines of an IPython cluster, whose work is balanced; they are never stopped.

    Parameters
    ----------
    client : ipyparallel.Client or view, optional
        A client for all its engines, or a view for some; None connects to the cluster of the
        default profile, which must be running.
    n_jobs : int, optional
        How many of the engines are used; None is all of them.
    ship_modules : sequence of modules
        Modules that the engines cannot import; their functions and classes travel by value.
    timeout_s : None
        Refused: only :class:`~bootes.engines.Processes` has a time limit per replicate.

    Raises
    ------
    MissingPackageError
        If ipyparallel is not installed.
    EngineError
        If no cluster runs.
    """

    def __init__(
        self,
        client: Any = None,
        *,
        n_jobs: int | None = None,
        ship_modules: Sequence[ModuleType] = (),
        timeout_s: float | None = None,
    ) -> None:
        refuse_time_limit("ipyparallel", timeout_s, "the engines belong to your cluster")
        check_installed("ipyparallel")
        self._ours = client is None
        given = _default_client() if client is None else client
        self._client = getattr(given, "client", given)
        self._view = _balanced(given, self._client, n_jobs)
        self._results: dict[Future[Any], Any] = {}
        self.info = EngineInfo(
            "ipyparallel",
            None,
            shares_memory=False,
            min_chunk_seconds=0.5,
            same_host=False,
            own_retries=int(self._view.retries or 0),
            options=worker_options(ship_modules),
        )

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Run the function on the engine that is free first."""
        future: Future[Any] = Future()
        result = self._view.apply_async(function, *arguments)
        self._results[future] = result
        result.add_done_callback(lambda _: self._hand_over(future, result))
        return future

    def _hand_over(self, future: Future[Any], result: Any) -> None:
        """Pass a result on and drop the client's copies, which it keeps for ever."""
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(result.result())
            except BaseException as error:  # whatever the engine's end is called
                future.set_exception(error)
        self._results.pop(future, None)
        with suppress(RuntimeError):  # one that was aborted is still awaited
            self._client.purge_local_results(result)

    def alive(self) -> int | None:
        """Return the number of engines that are registered."""
        targets = self._view.targets
        ids = set(self._client.ids)
        return len(ids if targets is None else ids.intersection(targets))

    def cancel(self, futures: Iterable[Future[Any]]) -> None:
        """Take back what has not begun: cancelled futures alone would still be computed."""
        from ipyparallel.error import NoEnginesRegistered

        waiting = [self._results[future] for future in futures if future in self._results]
        if waiting:
            with suppress(NoEnginesRegistered):  # all are gone, and the work with them
                self._client.abort(waiting, block=False)
        super().cancel(list(futures))

    def close(self, *, kill: bool = False) -> None:
        """Close the connection if we opened it; the engines go on."""
        if self._ours:
            self._client.close()


def _balanced(given: Any, client: Any, n_jobs: int | None) -> Any:
    """Return a view that gives work to the engine that is free first."""
    if type(given).__name__ == "LoadBalancedView":
        return given
    targets = getattr(given, "targets", None)
    if n_jobs is not None:
        targets = list(client.ids)[:n_jobs]
    return client.load_balanced_view(targets=targets)


def _default_client() -> Any:
    import ipyparallel

    try:
        return ipyparallel.Client()
    except (OSError, TimeoutError) as error:
        msg = (
            "engine='ipyparallel' found no running cluster of the default profile. Start one with "
            "'ipcluster start -n 2', or pass a client: engine=ipyparallel.Client(...)."
        )
        raise EngineError(msg) from error
