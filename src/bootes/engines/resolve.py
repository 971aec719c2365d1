"""Choose an engine: by name, by object, or from what the first replicates cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bootes.engines.dask import Dask
from bootes.engines.defaults import complete
from bootes.engines.executor import Executor
from bootes.engines.foreign import foreign
from bootes.engines.ipyparallel import IPyParallel
from bootes.engines.mpi import MPI
from bootes.engines.packages import check_installed
from bootes.engines.processes import Processes
from bootes.engines.ray import Ray
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
    engine : None, str, engine object, executor, client, view or callable
        None chooses by itself; a name of the table is an engine of ours, closed at the end. The
        user's own executor (anything with ``submit``), Dask client or IPython client or view is
        used as it is and never closed. A function without arguments that makes an executor or an
        engine is called, and what it makes is ours to close.
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
        If ``n_jobs`` is not allowed, or ``engine`` is none of these.
    MissingPackageError
        If the package of a named engine is not installed.
    """
    check_engine(engine, n_jobs)
    if engine is None:
        return _Automatic(compiled, n_jobs)
    if isinstance(engine, str):
        return _Fixed(ENGINES[engine](n_jobs), owned=True)
    if _is_ready(engine):
        return _Fixed(_of_the_user(engine), owned=False)
    return _Fixed(_made_by(engine), owned=True)


def check_engine(engine: Any, n_jobs: Any) -> None:
    """Refuse what :func:`as_engine` would, without making an engine."""
    if n_jobs is not None:
        n_workers(n_jobs)
    if engine is None:
        return
    if isinstance(engine, str):
        if engine not in ENGINES:
            raise UnknownNameError.from_name_and_choices("engine", engine, ENGINES)
        check_installed(engine)
        return
    if isinstance(engine, type) or not (_is_ready(engine) or callable(engine)):
        msg = (
            f"engine={engine!r} is not an engine. Pass one of {', '.join(map(repr, ENGINES))}, an "
            "engine object, an executor, a Dask or IPython client, a function that makes one of "
            "these, or None."
        )
        raise InputTypeError(msg)
    if n_jobs is not None:
        msg = (
            f"n_jobs={n_jobs} goes with an engine's name; an engine object has its own number "
            "of workers."
        )
        raise InputError(msg)


def _is_ready(engine: Any) -> bool:
    return hasattr(engine, "submit") or foreign(engine) is not None


def _of_the_user(engine: Any) -> Engine:
    make = foreign(engine)
    if make is not None:
        return make()
    return complete(engine) if hasattr(engine, "info") else Executor(engine)


def _made_by(factory: Callable[[], Any]) -> Engine:
    """Return the engine that a function makes, or one of the executors that it makes."""
    made = factory()
    if foreign(made) is not None:
        msg = (
            f"the function gave as engine= made a {type(made).__name__}, which nobody would "
            "close. Make it beforehand and pass it itself."
        )
        raise InputTypeError(msg)
    if hasattr(made, "info") and hasattr(made, "submit"):
        return complete(made)
    first = iter([made])
    return Executor(lambda: next(first, None) or factory())


ENGINES: Mapping[str, Callable[[int | None], Engine]] = {
    "serial": lambda n_jobs: Serial(),
    "threads": Threads,
    "processes": Processes,
    "dask": lambda n_jobs: Dask(n_jobs=n_jobs),
    "ray": lambda n_jobs: Ray(n_jobs=n_jobs),
    "ipyparallel": lambda n_jobs: IPyParallel(n_jobs=n_jobs),
    "mpi": MPI,
}
