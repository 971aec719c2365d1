"""The serial engine: work is done where it is submitted."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from bootes.engines.defaults import EngineDefaults
from bootes.protocols import EngineInfo

__all__ = ["Serial"]


class Serial(EngineDefaults):
    """Runs each task at once in the caller's thread."""

    info = EngineInfo("serial", workers=1, shares_memory=True, min_chunk_seconds=0.02)

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Run the function and return a finished future."""
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future
