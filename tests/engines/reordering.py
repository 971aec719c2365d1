"""An engine that hands over what another one completes in another order."""

from __future__ import annotations

import random
import threading
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress

from bootes.engines.defaults import EngineDefaults
from bootes.engines.resolve import as_engine

__all__ = ["ReorderingEngine"]


class ReorderingEngine(EngineDefaults):
    """Holds up to three results back while others are on their way, and picks by chance."""

    def __init__(self, engine, seed):
        self.inner = as_engine(engine, None, compiled=True).pick(1.0)
        self.info = self.inner.info
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.inside = {}  # the other engine's future of each of ours
        self.flying, self.ready = 0, []
        self.order = []  # in which chunks were handed over
        self.alive, self.share = self.inner.alive, self.inner.share
        self.restart, self.kill = self.inner.restart, self.inner.kill

    def submit(self, function, /, *arguments):
        outer, inner = Future(), self.inner.submit(function, *arguments)
        with self.lock:
            self.flying += 1
            self.inside[outer] = inner
        inner.add_done_callback(lambda _: self._come(outer, arguments[-2]))
        return outer

    def _come(self, outer, start):
        with self.lock:
            self.flying -= 1
            self.ready.append((outer, start))
            n = len(self.ready) - (3 if self.flying else 0)
            going = [self.ready.pop(self.random.randrange(len(self.ready))) for _ in range(n)]
            self.order += [start for _, start in going]
        for future, _ in going:
            self._hand_over(future, self.inside.pop(future))

    def _hand_over(self, outer, inner):
        with suppress(InvalidStateError):  # the driver has taken it back
            try:
                outer.set_result(inner.result())
            except InvalidStateError:
                raise
            except BaseException as error:
                outer.set_exception(error)

    def cancel(self, futures):
        self.inner.cancel([self.inside[future] for future in futures if future in self.inside])
        super().cancel(futures)
