"""Engines that complete work in any order, from any thread, and lose some of it."""

from __future__ import annotations

import random
import threading
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress

from bootes.engines.defaults import EngineDefaults
from bootes.protocols import EngineInfo

__all__ = ["LosingEngine", "ShufflingEngine"]


class ShufflingEngine(EngineDefaults):
    """Completes what is in flight in random order, from threads that end when it is closed."""

    def __init__(self, seed=0, workers=3, shares_memory=True):
        self.info = EngineInfo("shuffling", workers, shares_memory, min_chunk_seconds=0.0)
        self.random = random.Random(seed)
        self.pending = []
        self.lock = threading.Condition()
        self.threads = []
        self.order = []  # in which chunks were completed
        self.restarts = 0
        self.closed = []

    def submit(self, function, /, *arguments):
        future = Future()
        with self.lock:
            self.pending.append((future, function, arguments))
            self.lock.notify_all()
        if not self.threads:
            for _ in range(self.info.workers):
                thread = threading.Thread(target=self._work, daemon=True)
                self.threads.append(thread)
                thread.start()
        return future

    def _work(self):
        while not self.closed:
            with self.lock:
                self.lock.wait_for(lambda: self.pending or self.closed)
                # A short wait lets more arrive, so that there is an order to shuffle.
                self.lock.wait(0.0005)
                if not self.pending:
                    continue
                task = self.pending.pop(self.random.randrange(len(self.pending)))
                self.order.append(task[2][-2])
            self.complete(*task)

    def complete(self, future, function, arguments):
        outcome = function(*arguments)
        with suppress(InvalidStateError):  # the driver has taken it back
            future.set_result(outcome)

    def restart(self):
        self.restarts += 1

    def close(self, *, kill=False):
        with self.lock:
            self.closed.append("kill" if kill else "close")
            self.lock.notify_all()


class LosingEngine(ShufflingEngine):
    """Besides: some chunks are lost before or after they ran, cancelled, or not taken at all."""

    def __init__(self, seed=0, share=0.3, most=2, refuses=0.1):
        super().__init__(seed)
        self.info = EngineInfo("losing", 3, shares_memory=True, min_chunk_seconds=0.0)
        self.share, self.most, self.refuses = share, most, refuses
        self.lost = {}
        self.kinds = set()

    def _loses(self, chunk):
        with self.lock:
            lost = self.lost.get(chunk, 0) < self.most and self.random.random() < self.share
            if lost:
                self.lost[chunk] = self.lost.get(chunk, 0) + 1
            return lost

    def submit(self, function, /, *arguments):
        if self.random.random() < self.refuses and self._loses(arguments[-2:]):
            self.kinds.add("refused")
            raise RuntimeError("the pool is broken")
        return super().submit(function, *arguments)

    def complete(self, future, function, arguments):
        if not self._loses(arguments[-2:]):
            super().complete(future, function, arguments)
            return
        kind = self.random.choice(["before", "after", "cancelled"])
        self.kinds.add(kind)
        if kind == "cancelled":
            future.cancel()
            return
        if kind == "after":
            function(*arguments)
        with suppress(InvalidStateError):
            future.set_exception(ConnectionError("the worker is gone"))
