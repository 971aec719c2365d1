"""The workers of an engine as the driver sees them: how many, and what they know of the plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from bootes._core.limited import limited_chunk
from bootes._core.limits import Limits
from bootes._core.worker import execute_chunk
from bootes.errors import EngineWarning, warn
from bootes.protocols import Engine

__all__ = ["Crew"]

_ASSUMED = 8  # workers, where nobody can tell
_FRESH_S = 1.0  # how long a count of workers is believed: some engines ask over the network
_STALL_S = 60.0  # so long a cluster that lost workers may take to find new ones
_SILENT_S = 300.0  # then it is said that nothing comes back and nobody knows why
_RETRIES = 3


class Crew:
    """What must be known beyond the engine to keep it busy, and to notice that it is not."""

    def __init__(
        self, engine: Engine, payload: bytes | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.engine = engine
        self._payload = payload
        self._handle: Any = None
        self._knowing = 0  # chunks that carried the plan
        self._clock = clock
        self._counted, self._n, self._most = float("-inf"), 0, 0
        self._heard, self._said = clock(), False
        self._manned: dict[Future[Any], int] = {}  # the workers that there were at submission
        seconds = engine.info.options.get("timeout_s")
        self._limits = None if seconds is None else Limits(seconds, clock)
        self._forgiven: set[Future[Any]] = set()  # they ended with a worker that was overdue
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
        self._most = max(self._most, self._count())
        return max(1, self._count())

    def _count(self) -> int:
        """Return how many workers there were a moment ago."""
        now = self._clock()
        if now - self._counted > _FRESH_S:
            alive = self.engine.alive()
            self._counted, self._n = now, _ASSUMED if alive is None else alive
        return self._n

    @property
    def most(self) -> int:
        """The largest number of workers there has been."""
        return max(self.n, self._most)

    def submit(self, job: str, start: int, stop: int) -> Any:
        """Submit one chunk; a plan inside goes only to as many workers as there are."""
        parcel = None
        if self._handle is not self._payload or self._knowing < self.n:
            parcel, self._knowing = self._handle, self._knowing + 1
        known = self.engine.info.workers
        manned = self._count() if known is None else known
        submit = self.engine.submit
        if self._limits is None:
            future = submit(execute_chunk, job, parcel, start, stop)
        else:
            future = submit(limited_chunk, self._limits.of(start, stop), job, parcel, start, stop)
        self._manned[future] = manned
        return future

    def forgot(self) -> None:
        """Send the plan again: a worker lacks it."""
        self._knowing = 0

    def restart(self) -> None:
        """Replace what is broken, which then knows nothing."""
        self.engine.restart()
        self._share()

    def end_overdue(self) -> None:
        """End workers of ours whose replicate takes longer than it may."""
        if self._limits is not None and self._limits.end(self.engine.kill):
            self._forgiven.update(self._manned)

    def cancel(self, futures: list[Future[Any]]) -> None:
        """Take work back; what hangs would hold a worker for ever, now that nobody looks."""
        self.engine.cancel(futures)
        if self._limits is not None:
            self.engine.close(kill=True)

    def has_ended(self, future: Future[Any]) -> bool:
        """Whether we ended the worker of a chunk, which is no fault of the chunk."""
        return future in self._forgiven

    def heard(self, future: Future[Any]) -> None:
        """Remember that something came back, from at least one worker."""
        self._manned.pop(future, None)
        if not future.cancelled():  # by us
            self._heard, self._most = self._clock(), max(self._most, 1)

    def is_gone(self) -> bool:
        """Whether all workers that there were have been gone for a while.

        For a cluster that never had one, workers may be queued somewhere: that is said once. So
        it is where nobody knows of workers: a long chunk is no error.
        """
        silent = self._clock() - self._heard
        if silent < _STALL_S:
            return False
        alive, name = self.engine.alive(), self.engine.info.name
        if alive == 0 and self._most == 0:
            self._say(f"engine {name!r} has no workers yet; the run waits for them")
        elif alive is None and silent >= _SILENT_S:
            msg = f"nothing came from engine {name!r} for {silent:.0f} s, and it cannot tell how "
            self._say(f"{msg}many workers it has; a long chunk is no error, so the run waits")
        return alive == 0 and self._most > 0

    def _say(self, what: str) -> None:
        if not self._said:
            self._said = True
            warn(what, EngineWarning)

    def stalled(self) -> list[Future[Any]]:
        """Return what is taken as lost after a silence: it was sent when there were more workers.

        Somebody may compute it nevertheless, in vain. An engine that repeats lost work itself is
        trusted to.
        """
        if self._clock() - self._heard < _STALL_S or self.engine.info.own_retries:
            return []
        alive = self.engine.alive()
        lost = [f for f, then in self._manned.items() if alive is not None and alive < then]
        for future in lost:
            del self._manned[future]
        if lost:
            self._heard = self._clock()
        return lost
