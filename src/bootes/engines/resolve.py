"""Choose an engine: by name, by object, or from what the first replicates cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bootes.engines.processes import Processes
from bootes.engines.serial import Serial
from bootes.engines.threads import Threads
from bootes.engines.workers import n_workers
from bootes.errors import InputError, InputTypeError, UnknownNameError
from bootes.protocols import Engine, EngineChoice

__all__ = ["ENGINES", "as_engine", "check_engine"]

# Below these, starting workers costs more than it saves.
_WORTH_THREADS_S = 0.005
_WORTH_PROCESSES_S = 2.0


@dataclass(frozen=True)
class _Fixed:
    """The engine that was asked for."""

    engine: Engine
    owned: bool

    timed = False

    def pick(self, seconds_left: float) -> Engine:
        return self.engine


@dataclass(frozen=True)
class _Automatic:
    """Threads for compiled forms, processes for Python ones, serial where that is as fast."""

    compiled: bool
    n_jobs: int | None

    timed = True
    owned = True

    def pick(self, seconds_left: float) -> Engine:
        worth = _WORTH_THREADS_S if self.compiled else _WORTH_PROCESSES_S
        if seconds_left < worth or n_workers(self.n_jobs) == 1:
            return Serial()
        return Threads(self.n_jobs) if self.compiled else Processes(self.n_jobs)


def as_engine(engine: Any, n_jobs: int | None, *, compiled: bool) -> EngineChoice:
    """Return how to choose the engine.

    Parameters
    ----------
    engine : None, str or engine object
        None chooses by itself; a name of the table; an object is used as it is.
    n_jobs : int, optional
        The number of workers. For compiled forms None is every usable CPU; Python forms use
        several processes when the run is long enough to pay for them.
    compiled : bool
        Whether the statistic runs without the GIL.

    Raises
    ------
    UnknownNameError
        If a name is not in the table.
    InputError, InputTypeError
        If ``n_jobs`` is not allowed, or ``engine`` is neither a name nor an engine.
    """
    check_engine(engine, n_jobs)
    if engine is None:
        return _Automatic(compiled, n_jobs)
    if isinstance(engine, str):
        return _Fixed(ENGINES[engine](n_jobs), owned=True)
    return _Fixed(engine, owned=False)


def check_engine(engine: Any, n_jobs: Any) -> None:
    """Refuse what :func:`as_engine` would, without making an engine."""
    if n_jobs is not None:
        n_workers(n_jobs)
    if engine is None:
        return
    if isinstance(engine, str):
        if engine not in ENGINES:
            raise UnknownNameError.from_name_and_choices("engine", engine, ENGINES)
        return
    if isinstance(engine, type) or not (hasattr(engine, "submit") and hasattr(engine, "info")):
        msg = (
            f"engine={engine!r} is not an engine. Pass one of "
            f"{', '.join(map(repr, ENGINES))}, an engine object, or None."
        )
        raise InputTypeError(msg)
    if n_jobs is not None:
        msg = (
            f"n_jobs={n_jobs} goes with an engine's name; an engine object has its own number "
            "of workers."
        )
        raise InputError(msg)


ENGINES: Mapping[str, Callable[[int | None], Engine]] = {
    "serial": lambda n_jobs: Serial(),
    "threads": Threads,
    "processes": Processes,
}
