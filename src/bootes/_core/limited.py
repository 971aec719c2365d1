"""Replicates under a time limit, on the worker's side: what takes longer is a failure.

Before every range of replicates a worker writes down which it is and until when it must be done,
into a file of its own that the driver reads: code that never comes back to Python can only be
ended together with its process.
"""

from __future__ import annotations

import dataclasses
import math
import os
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from weakref import WeakSet

import numpy as np

from bootes._core.alarm import within
from bootes._core.evaluate import Partial, ReplicateError, evaluate
from bootes._core.plan import Plan
from bootes._core.worker import Outcome, execute_chunk
from bootes.protocols import Evaluation, Failure, Key, Sampler

__all__ = ["ENTRY", "Limit", "limited_chunk"]

ENTRY = struct.Struct("<dqq")  # until when, first replicate, the one after the last
_SPAN_S = 0.02  # so long a range should take: far longer than writing down that it begins
_LOAD_S = 60.0  # for loading and compiling, once in a process
_begun: WeakSet[Plan] = WeakSet()  # plans of which this process has computed a range


@dataclass(frozen=True)
class Limit:
    """How long a replicate of a chunk may take, and what is known from earlier trials."""

    seconds: float
    folder: str  # of the files that workers write
    slow: tuple[tuple[int, int], ...] = ()  # ranges that are computed one by one
    overdue: tuple[int, ...] = ()  # replicates that ended their workers


def limited_chunk(limit: Limit, job: str, payload: Any, start: int, stop: int) -> Outcome:
    """Evaluate one chunk, every replicate of it for so long and no longer."""

    def limited(plan: Plan, start: int, stop: int) -> Partial:
        with _diary(limit.folder) as diary:
            watched: Any = _Watched(plan, limit, diary)
            return evaluate(dataclasses.replace(plan, statistic=watched), start, stop)

    return execute_chunk(job, payload, start, stop, limited)


@contextmanager
def _diary(folder: str) -> Iterator[BinaryIO]:
    with Path(folder, str(os.getpid())).open("wb", buffering=0) as file:
        try:
            yield file
        finally:
            _note(file, math.inf, 0, 0)


def _note(file: BinaryIO, until: float, start: int, stop: int) -> None:
    file.seek(0)
    file.write(ENTRY.pack(until, start, stop))


def _load(plan: Plan, i: int) -> None:
    """Load our kernels, which is not the statistic's time; a generator of the user's may hang."""
    if plan.sampler.fill is not None:
        plan.sampler.draw(plan.key, i, i + 1, np.empty((1, int(plan.sampler.offsets[-1]))))


class _Watched:
    """The statistic of a plan under a limit: the same values, and NaN for what is overdue."""

    def __init__(self, plan: Plan, limit: Limit, diary: BinaryIO) -> None:
        self._plan, self._limit, self._diary = plan, limit, diary
        self._compute = plan.statistic.evaluate
        # A block is computed whole, as long as none of its replicates is overdue.
        self._compute_one = getattr(plan.statistic, "alone", self._compute_alone)
        self._size = 1
        self.n_components = plan.statistic.n_components

    def evaluate(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Return the values of the resamples ``start`` to ``stop - 1``, range after range."""
        values = np.empty((stop - start, self.n_components))
        failures: list[Failure] = []
        low = start
        while low < stop:
            high = self._end(low, stop)
            found = self._range(sampler, key, low, high)
            values[low - start : high - start] = found.values
            failures += found.failures
            if failures and self._plan.on_error == "raise":
                raise ReplicateError(min(failures, key=lambda failure: failure.replicate))
            low = high
        return Evaluation(values, failures)

    def _end(self, low: int, stop: int) -> int:
        """Return where the range that begins at ``low`` ends: none is slow in part."""
        for edge in (edge for slow in self._limit.slow for edge in slow):
            stop = min(stop, edge) if low < edge else stop
        unit = self._plan.statistic.unit
        return min(stop, low - low % unit + max(unit, self._size))

    def _range(self, sampler: Sampler, key: Key, low: int, high: int) -> Evaluation:
        if not any(first <= low < last for first, last in self._limit.slow):
            begin = time.monotonic()
            found = self._tried(self._compute, (sampler, key, low, high), low, high)
            if found is not None:
                self._grow(high - low, time.monotonic() - begin)
                return found
            if high - low == 1 and self._plan.statistic.unit == 1:
                return self._late(low)
        self._size = 1
        parts = [self._one(sampler, key, i) for i in range(low, high)]
        failures = [failure for part in parts for failure in part.failures]
        return Evaluation(np.concatenate([part.values for part in parts]), failures)

    def _one(self, sampler: Sampler, key: Key, i: int) -> Evaluation:
        if i in self._limit.overdue:
            return self._late(i)
        return self._tried(self._compute_one, (sampler, key, i), i, i + 1) or self._late(i)

    def _compute_alone(self, sampler: Sampler, key: Key, i: int) -> Evaluation:
        return self._compute(sampler, key, i, i + 1)

    def _grow(self, n: int, seconds: float) -> None:
        wanted = n * min(_SPAN_S, self._limit.seconds / 10) / max(seconds, 1e-9)
        self._size = int(max(1, min(wanted, 4 * n)))

    def _tried(
        self, compute: Callable[..., Evaluation], arguments: tuple[Any, ...], low: int, high: int
    ) -> Evaluation | None:
        """Return the values of a range; None where that takes too long.

        In a process a kernel has more time for its first range, since it is loaded or compiled,
        and a function of Python, which may import something, is called once more.
        """
        seconds, tries = self._limit.seconds, 1
        if self._plan not in _begun:
            _begun.add(self._plan)
            _load(self._plan, low)
            compiled = self._plan.statistic.form in ("kernel", "compiled")
            seconds, tries = (seconds + _LOAD_S, 1) if compiled else (seconds, 2)
        for _ in range(tries):
            _note(self._diary, time.monotonic() + seconds, low, high)
            found = within(seconds, lambda: compute(*arguments))
            if found is not None:
                return found
        return None

    def _late(self, i: int) -> Evaluation:
        message = f"no value within timeout_s={self._limit.seconds:g}"
        values = np.full((1, self.n_components), np.nan)
        return Evaluation(values, [Failure(i, "timeout", message)])
