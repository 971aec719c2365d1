"""What a function passed as ``progress=`` is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["ProgressOption", "ProgressUpdate"]


@dataclass(frozen=True, slots=True)
class ProgressUpdate:
    """How far a run is.

    Attributes
    ----------
    what : str
        The name of the statistic; of several in one call, that of the verb.
    n_done : int
        Resamples that there are, of all columns, groups and statistics of the call together.
    n_resamples : int
        Resamples in all. With ``n_resamples="auto"`` those of the stage, and it grows.
    n_resumed : int
        Those of ``n_done`` that were there when the call began; they are in no rate.
    n_failed : int
        Those of ``n_done`` that failed.
    seconds : float
        Time since the run began.
    rate : float
        Resamples per second over the last half minute or so; in the last update, over the run.
    seconds_left : float or None
        What is missing at this rate; None while there is no rate.
    engine : str
        The name of the engine. The first resamples are computed by "serial", to be timed.
    workers : int
        The largest number of workers so far.
    """

    what: str
    n_done: int
    n_resamples: int
    n_resumed: int
    n_failed: int
    seconds: float
    rate: float
    seconds_left: float | None
    engine: str
    workers: int

    @property
    def engine_and_workers(self) -> str:
        """Name of the engine, with the number of workers where there are several."""
        return self.engine if self.workers == 1 else f"{self.engine} x {self.workers}"


ProgressOption = bool | Callable[[ProgressUpdate], object] | None
