"""A file in which a run keeps what is finished, and from which it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bootes._core.chunks import Chunk
from bootes._core.evaluate import Partial
from bootes._core.files.identity import (
    check_same_plan,
    check_same_values,
    differing_versions,
    kept_alike,
)
from bootes._core.files.log import Log
from bootes._core.files.parts import Gathered, Part, add_part, joined, part_of, part_record
from bootes._core.files.records import Record, RecordFile
from bootes._core.files.shard import Shard
from bootes._core.files.stored import Head, StoredRun, head_record, late_record
from bootes._core.plan import Plan
from bootes.errors import StorageError, StorageWarning, warn

__all__ = ["Checkpoint"]

_LEAST_S = 1.0  # between two records
_SHARE = 0.02  # of the time is at most spent on records, and of the work lost when killed


class Checkpoint:
    """Records of finished replicates of one plan.

    Parameters
    ----------
    path : Path
        Its folder must exist.
    head : Head
        What is known of the result before the run.
    shard : Shard, optional
        Which part of the plan is computed.
    clock : callable
        Seconds; only how often a record is written depends on it.
    """

    def __init__(
        self,
        path: Path,
        head: Head | None = None,
        shard: Shard | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = path
        self.head = head or Head()
        self.shard = shard
        self._clock = clock
        self._log: Log | None = None
        self._end: int | None = None  # of the file, once the run is over
        self._is_finished = False  # what is known only at the end is there

    def span(self, n_resamples: int) -> Chunk:
        """Return the first replicate of this part and the one behind its last."""
        return (0, n_resamples) if self.shard is None else self.shard.span(n_resamples)

    def begin(self, plan: Plan) -> tuple[Partial, list[Chunk]]:
        """Open the file, and return what it has of the plan and which replicates those are.

        Raises
        ------
        StorageError
            If it cannot be opened, is of another run, or another run is writing it.
        """
        self._plan = plan
        self._began = self._wrote = self._clock()
        self._cost = 0.0
        self._gathered = Gathered(plan.reducers)
        self._is_finished = False
        self._log = Log(self.path)
        try:
            return self._begin(plan, self._log)
        except BaseException:
            self._log.close()
            raise

    def _begin(self, plan: Plan, log: Log) -> tuple[Partial, list[Chunk]]:
        total = Partial.empty(plan, *self.span(plan.n_resamples))
        file = RecordFile(self.path)
        if next(iter(file), None) is None and not file.damaged:
            log.append(head_record(plan, self.head, self.shard))
            return total, []
        stored = StoredRun(self.path)
        if not stored.plan:  # of a fit that was not resampled
            log.rewrite(self._records(iter([])))
            return total, []
        self._check(plan, stored)
        n_stored, alike = stored.plan["n_resamples"], kept_alike(plan, stored.plan, stored.arrays)
        done: list[Chunk] = []
        for part in stored:
            if self._is_usable(plan, part, alike, n_stored):
                add_part(plan.reducers, total, part, alike=alike)
                done += part.ranges
        self._warn(stored)
        if n_stored > plan.n_resamples:  # a longer run wrote it, which keeps its file
            log.close()
            self._log = None
        elif (
            n_stored < plan.n_resamples
            or not alike
            or stored.file.damaged
            or not self.head.says_as(stored.head)
        ):
            log.rewrite(self._records(self._parts() if alike else self._whole(total, done)))
        else:
            log.end = stored.file.end
            self._is_finished = bool(stored.late.facts)
        return total, joined(done)

    def _check(self, plan: Plan, stored: StoredRun) -> None:
        check_same_plan(self.path, plan, stored.plan)
        n_stored = stored.plan["n_resamples"]
        if stored.shard != self.shard or (self.shard and n_stored != plan.n_resamples):
            there = "the whole run" if stored.shard is None else f"shard {stored.shard}"
            here = "the whole run" if self.shard is None else f"shard {self.shard}"
            msg = (
                f"{str(self.path)!r} is of {there} of {n_stored} resamples, and this is {here} of "
                f"{plan.n_resamples}. Use another folder."
            )
            raise StorageError(msg)
        versions = stored.plan["versions"]
        check_same_values(self.path, plan, stored.arrays["references"], versions)

    def _is_usable(self, plan: Plan, part: Part, alike: bool, n_stored: int) -> bool:
        if any(stop > plan.n_resamples for _, stop in part.ranges):
            return False  # of a longer run
        if alike or part.values is not None:
            return True
        if n_stored > plan.n_resamples:
            return False
        msg = (
            f"{str(self.path)!r} keeps other things of its replicates than this run does, and not "
            "the replicates themselves: keep= or the tolerance for ties was another. Use another "
            "folder, or repeat the call that began it."
        )
        raise StorageError(msg)

    def _warn(self, stored: StoredRun) -> None:
        told = []
        if damaged := len(stored.file.damaged):
            told.append(f"{damaged} damaged records of it are left out and computed again")
        if other := differing_versions(stored.plan["versions"]):
            told.append(f"it was written with other versions, so that bits may differ: {other}")
        if told:
            warn(f"{str(self.path)!r}: {'; '.join(told)}", StorageWarning)

    def _parts(self) -> Iterator[Record]:
        return (record for record in RecordFile(self.path) if record.kind == "part")

    def _whole(self, total: Partial, done: Sequence[Chunk]) -> Iterator[Record]:
        if done:
            yield part_record(part_of(self._plan.reducers, total, joined(done)))

    def _records(self, parts: Iterator[Record]) -> Iterator[Record]:
        yield head_record(self._plan, self.head, self.shard)
        yield from parts

    def add(self, chunk: Chunk, partial: Partial) -> None:
        """Take in a finished chunk, and write a record when it is time.

        Raises
        ------
        StorageError
            If it cannot be written; what was written before is as it was.
        """
        if self._log is None:
            return
        self._gathered.add(chunk, partial)
        now = self._clock()
        least = max(_LEAST_S, self._cost / _SHARE, _SHARE * (now - self._began))
        if now - self._wrote >= least:
            self.flush()

    def put(self, total: Partial, done: Sequence[Chunk]) -> None:
        """Write what was computed elsewhere: the ranges ``done`` of ``total``."""
        if self._log is not None:
            self._log.append(part_record(part_of(self._plan.reducers, total, done)))

    def flush(self) -> None:
        """Write what is finished and not yet written."""
        if self._log is None or not self._gathered:
            return
        begin = self._clock()
        self._log.append(part_record(self._gathered.part()))
        self._is_finished = False
        self._gathered = Gathered(self._plan.reducers)
        self._wrote = self._clock()
        self._cost = self._wrote - begin

    def close(self) -> None:
        """Write what is left, and let other runs have the file."""
        if self._log is None:
            return
        try:
            self.flush()
        finally:
            self._end = self._log.end
            self._log.close()
            self._log = None

    def finish(self, late: Head) -> None:
        """Write what is known only at the end, unless it is there or a longer run has the file.

        Raises
        ------
        StorageError
            If it cannot be written.
        """
        if self._end is None or self._is_finished:
            return
        with Log(self.path) as log:
            log.end = self._end
            log.append(late_record(late))
        self._end = None
