"""The serial engine: work is done where it is submitted."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from bootes.engines.defaults import EngineDefaults
from bootes.engines.time_limit import refuse_time_limit
from bootes.protocols import EngineInfo

__all__ = ["Serial"]


class Serial(EngineDefaults):
    """Runs each task at once in the caller's thread.

    Parameters
    ----------
    timeout_s : None
        Refused: only :class:`~bootes.engines.Processes` has a time limit per replicate.
    """

    info = EngineInfo("serial", workers=1, shares_memory=True, min_chunk_seconds=0.02)

    def __init__(self, *, timeout_s: float | None = None) -> None:
        refuse_time_limit("serial", timeout_s, "the work is done in your own thread")

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Run the function and return a finished future."""
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future
