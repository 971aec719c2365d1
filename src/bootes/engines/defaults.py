"""What an engine answers that has nothing to say of its own; only ``submit`` is mandatory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from types import ModuleType
from typing import Any, Self

from bootes.errors import InputTypeError
from bootes.protocols import Engine, EngineInfo

__all__ = ["EngineDefaults", "complete", "worker_options"]


class EngineDefaults:
    """Base of our engines, and of those of others that want the defaults.

    A class that adds ``info`` and ``submit`` is an engine. As a context manager it is closed at
    the end, and killed where an error leaves the block.

    Examples
    --------
    >>> import bootes as bt
    >>> with bt.engines.Threads(2) as engine:
    ...     engine.submit(divmod, 7, 2).result()
    (3, 1)
    """

    info: EngineInfo

    def alive(self) -> int | None:
        """Return the number of workers there should be."""
        return self.info.workers

    def share(self, payload: bytes) -> Any:
        """Return the payload itself: it travels with the work."""
        return payload

    def cancel(self, futures: Iterable[Future[Any]]) -> None:
        """Cancel what has not begun."""
        for future in futures:
            future.cancel()

    def kill(self, pid: int) -> bool:
        """Leave a worker process alone, for only processes of ours are ended."""
        return False

    def restart(self) -> None:
        """Do nothing: the engine replaces its workers by itself."""

    def close(self, *, kill: bool = False) -> None:
        """Do nothing: nothing is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(kill=kind is not None)


class _Completed(EngineDefaults):
    """Somebody's engine that lacks a part of the port, with the defaults for what it lacks."""

    def __init__(self, engine: Any) -> None:
        self.info = engine.info
        self.submit = engine.submit
        for name in OPTIONAL:
            if hasattr(engine, name):
                setattr(self, name, getattr(engine, name))


OPTIONAL = ("alive", "share", "cancel", "kill", "restart", "close")


def complete(engine: Any) -> Engine:
    """Return the engine, or one that does the same and has the whole port."""
    whole = all(hasattr(engine, name) for name in OPTIONAL)
    found: Engine = engine if whole else _Completed(engine)
    return found


def worker_options(ship_modules: Sequence[ModuleType]) -> dict[str, Any]:
    """Return the options of an engine whose workers are other processes.

    Raises
    ------
    InputTypeError
        If ``ship_modules`` is no sequence of modules.
    """
    wrong = isinstance(ship_modules, str | ModuleType) or not all(
        isinstance(module, ModuleType) for module in ship_modules
    )
    if wrong:
        msg = (
            f"ship_modules={ship_modules!r} is no list of modules. Import the module and pass "
            "[module]."
        )
        raise InputTypeError(msg)
    return {"ship_modules": tuple(ship_modules)} if ship_modules else {}
