"""The workers of an engine as the driver sees them: how many, and what they know of the plan."""

from __future__ import annotations

import time
import warnings
from typing import Any

from bootes._core.worker import execute_chunk
from bootes.errors import EngineWarning
from bootes.protocols import Engine

__all__ = ["Crew"]

_ASSUMED = 8  # workers, where nobody can tell
_FRESH_S = 1.0  # how long a count of workers is believed: some engines ask over the network
_STALL_S = 60.0  # so long a cluster that lost all its workers may take to find new ones
_RETRIES = 3


class Crew:
    """What must be known beyond the engine to keep it busy."""

    def __init__(self, engine: Engine, payload: bytes | None) -> None:
        self.engine = engine
        self._payload = payload
        self._handle: Any = None
        self._knowing = 0  # chunks that carried the plan
        self._counted, self._n, self._most = float("-inf"), 0, 0
        self._heard, self._waiting = time.monotonic(), False
        # Where the engine repeats lost work itself, ours would multiply its tries.
        self.retries = 1 if engine.info.own_retries else _RETRIES
        self._share()

    def _share(self) -> None:
        if self._payload is not None:
            self._handle, self._knowing = self.engine.share(self._payload), 0

    @property
    def n(self) -> int:
        """How many workers to keep busy."""
        known = self.engine.info.workers
        if known is not None:
            self._most = known
            return known
        now = time.monotonic()
        if now - self._counted > _FRESH_S:
            alive = self.engine.alive()
            self._counted, self._n = now, _ASSUMED if alive is None else alive
            self._most = max(self._most, self._n)
        return max(1, self._n)

    @property
    def most(self) -> int:
        """The largest number of workers there has been."""
        return max(self.n, self._most)

    def submit(self, job: str, start: int, stop: int) -> Any:
        """Submit one chunk; a plan inside goes only to as many workers as there are."""
        parcel = None
        if self._handle is not self._payload or self._knowing < self.n:
            parcel, self._knowing = self._handle, self._knowing + 1
        return self.engine.submit(execute_chunk, job, parcel, start, stop)

    def forgot(self) -> None:
        """Send the plan again: a worker lacks it."""
        self._knowing = 0

    def restart(self) -> None:
        """Replace what is broken, which then knows nothing."""
        self.engine.restart()
        self._share()

    def heard(self) -> None:
        """Remember that something came back, from at least one worker."""
        self._heard, self._most = time.monotonic(), max(self._most, 1)

    def is_gone(self) -> bool:
        """Whether all workers that there were have been gone for a while.

        For a cluster that never had one, workers may be queued somewhere: that is said once.
        """
        if time.monotonic() - self._heard < _STALL_S or self.engine.alive() != 0:
            return False
        if self._most == 0 and not self._waiting:
            self._waiting = True
            msg = f"engine {self.engine.info.name!r} has no workers yet; the run waits for them"
            warnings.warn(msg, EngineWarning, stacklevel=6)
        return self._most > 0
