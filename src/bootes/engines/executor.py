"""Any executor with ``submit``: pools of threads and processes, loky, MPI, batch queues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from types import ModuleType
from typing import Any

from bootes.engines.child import end_child, run_in_child
from bootes.engines.defaults import EngineDefaults, worker_options
from bootes.engines.time_limit import refuse_time_limit
from bootes.errors import EngineError, InputTypeError
from bootes.protocols import EngineInfo

__all__ = ["Executor"]

_MIN_CHUNK_S = {"threads": 0.02, "processes": 0.1, "unknown": 0.5}


class Executor(EngineDefaults):
    """An executor as :mod:`concurrent.futures` defines it, used as it is.

    Parameters
    ----------
    pool : executor or callable
        Anything whose ``submit(function, *arguments)`` returns a future; it is never closed. Or a
        function without arguments that makes one: such a pool is ours, is closed with the
        engine, and is made again when it breaks.
    workers : int, optional
        How many tasks it runs at a time, where it does not tell.
    ship_modules : sequence of modules
        Modules that the workers cannot import; their functions and classes travel by value.
    timeout_s : None
        Refused: only :class:`~bootes.engines.Processes` has a time limit per replicate.

    Raises
    ------
    InputTypeError
        If ``pool`` is neither an executor nor gives one.

    Examples
    --------
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as pool:
    ...     engine = Executor(pool)
    ...     engine.info.workers, engine.submit(divmod, 7, 2).result()
    (2, (3, 1))
    """

    def __init__(
        self,
        pool: Any,
        workers: int | None = None,
        *,
        ship_modules: Sequence[ModuleType] = (),
        timeout_s: float | None = None,
    ) -> None:
        refuse_time_limit("executor", timeout_s, "the workers belong to the pool")
        self._make: Callable[[], Any] | None = None if hasattr(pool, "submit") else pool
        self._pool = pool if self._make is None else self._made()
        kind = _kind(self._pool)
        found = getattr(self._pool, "_max_workers", None)
        self.info = EngineInfo(
            type(self._pool).__name__,
            workers or (found if isinstance(found, int) else None),
            shares_memory=kind == "threads",
            min_chunk_seconds=_MIN_CHUNK_S[kind],
            same_host=kind != "unknown",
            options=worker_options(ship_modules),
        )
        self._children = kind == "processes" and self._make is not None

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Run the function in the pool."""
        if self._pool is None:
            self._pool = self._made()
        if self._children:
            function, arguments = run_in_child, (function, *arguments)
        future: Future[Any] = self._pool.submit(function, *arguments)
        return future

    def restart(self) -> None:
        """Make a new pool if this one takes no more work.

        Raises
        ------
        EngineError
            If the pool is broken and the user's.
        """
        refusal = self._refusal()
        if refusal is None:
            return
        if self._make is None:
            why = f"{type(refusal).__name__}: {str(refusal).partition(chr(10))[0]}"
            msg = (
                f"the {self.info.name} takes no more work ({why}), "
                "and is not ours to replace. Pass a function that makes it, such as engine="
                "lambda: ProcessPoolExecutor(2), and a broken pool is made again."
            )
            raise EngineError(msg) from refusal
        self.close(kill=True)

    def _refusal(self) -> Exception | None:
        """Return why the pool takes no work; a dead worker often breaks all of it."""
        if self._pool is None:
            return None
        try:
            self._pool.submit(int).cancel()
        except Exception as error:  # pools refuse with errors of many types
            return error
        return None

    def close(self, *, kill: bool = False) -> None:
        """End a pool of ours; one that was handed in is left alone."""
        if self._make is not None and self._pool is not None:
            pool, self._pool = self._pool, None
            (_kill if kill else _end)(pool)

    def _made(self) -> Any:
        pool = self._make() if callable(self._make) else None
        if not hasattr(pool, "submit"):
            msg = f"{self._make!r} gave {pool!r}, which has no method submit(function, *arguments)."
            raise InputTypeError(msg)
        return pool


def _kind(pool: Any) -> str:
    names = {cls.__name__ for cls in type(pool).__mro__}
    if isinstance(pool, ThreadPoolExecutor) and "InterpreterPoolExecutor" not in names:
        return "threads"
    loky = any("loky" in cls.__module__ for cls in type(pool).__mro__)
    return "processes" if isinstance(pool, ProcessPoolExecutor) or loky else "unknown"


def _end(pool: Any) -> None:
    getattr(pool, "shutdown", lambda: None)()


def _kill(pool: Any) -> None:
    """End running work, too, where the pool can."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    try:
        pool.shutdown(wait=False, cancel_futures=True)
    except TypeError:  # loky and others have no such argument
        pool.shutdown(wait=False)
    for process in processes:
        end_child(process)
