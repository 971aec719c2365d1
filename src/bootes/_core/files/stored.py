"""A run as it lies in a file: its plan, what is known of its result, and finished replicates."""

from __future__ import annotations

import contextlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from bootes._core.chunks import Chunk
from bootes._core.evaluate import FailureLog
from bootes._core.files.identity import FORMAT, plan_arrays, plan_facts
from bootes._core.files.parts import Part, joined
from bootes._core.files.records import Record, RecordFile
from bootes._core.files.shard import Shard
from bootes._core.plan import Plan
from bootes.errors import StorageError

__all__ = ["Head", "StoredRun", "head_record", "late_record"]


@dataclass(frozen=True)
class Head:
    """What a result is besides its replicates: JSON facts, and arrays for all other numbers."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def says_as(self, other: Head) -> bool:
        """Whether the facts of both are the same in a file."""
        return json.dumps(dict(self.facts)) == json.dumps(dict(other.facts))


def head_record(plan: Plan | None, head: Head, shard: Shard | None = None) -> Record:
    """Return the first record of a file; without a plan nothing is resampled."""
    facts = {
        "format": FORMAT,
        "plan": None if plan is None else plan_facts(plan),
        "shard": None if shard is None else [shard.k, shard.of],
        "result": dict(head.facts),
    }
    arrays = {} if plan is None else plan_arrays(plan)
    return Record("run", facts, arrays | {f"result.{k}": v for k, v in head.arrays.items()})


def late_record(late: Head) -> Record:
    """Return the record of what is known only at the end."""
    return Record("late", dict(late.facts), late.arrays)


class StoredRun:
    """A file that was opened: its first record is read, its parts are read when asked for.

    Attributes
    ----------
    path : Path
    plan : dict
        What it says of its plan, as `plan_facts`; empty where there is none.
    arrays : dict
        The reference replicates and the parameters of the reducers, as `plan_arrays`.
    head : Head
        What it says of its result.
    shard : Shard or None
    late : Head
        What was known only at the end; complete once the parts have been read.

    Raises
    ------
    StorageError
        If it is no file of a run, is damaged in its first record, or of a newer format.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.file = RecordFile(path)
        self.path = self.file.path
        self._records = iter(self.file)
        first = next(self._records, None)
        if first is None or first.kind != "run" or self.file.damaged:
            msg = f"{str(self.path)!r} {self._nothing()}"
            raise StorageError(msg)
        if first.facts.get("format") != FORMAT:
            msg = (
                f"{str(self.path)!r} has format {first.facts.get('format')!r}, and this version of "
                f"bootes reads format {FORMAT}. Read it with the version that wrote it."
            )
            raise StorageError(msg)
        with self._meaning():
            self.plan: dict[str, Any] = dict(first.facts["plan"] or {})
            self.shard = None if first.facts["shard"] is None else Shard(*first.facts["shard"])
            own, result = _split(first.arrays)
            self.arrays, self.head = own, Head(dict(first.facts["result"]), result)
        self.late = Head()

    def __iter__(self) -> Iterator[Part]:
        """Yield the parts that are whole, once; what was known at the end is in ``late`` then.

        Raises
        ------
        StorageError
            If the file is damaged where it says how long a record is, or says things that cannot
            be.
        """
        done: list[Chunk] = []
        for record in self._records:
            with self._meaning():
                if record.kind == "late":
                    self.late = Head(record.facts, dict(record.arrays))
                    continue
                part = self._part(record)
                done = joined([*done, *part.ranges])
            yield part

    def _part(self, record: Record) -> Part:
        ranges = tuple((int(start), int(stop)) for start, stop in record.facts["ranges"])
        log = record.facts["failures"]
        examples = [(int(i), str(kind), str(text)) for i, kind, text in log["examples"]]
        counts = Counter({str(kind): int(n) for kind, n in log["counts"].items()})
        part = Part(ranges, FailureLog(counts, examples), record.arrays)
        shape = (part.n_done, self.plan["n_components"])
        if record.kind != "part" or (part.values is not None and part.values.shape != shape):
            raise ValueError(record.kind)
        if any(not 0 <= start < stop <= self.plan["n_resamples"] for start, stop in ranges):
            raise ValueError(ranges)
        return part

    @contextlib.contextmanager
    def _meaning(self) -> Iterator[None]:
        """Refuse what has the checksum of its writer and makes no sense."""
        try:
            yield
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            msg = f"{str(self.path)!r} is no file of a run: {type(error).__name__} ({error})."
            raise StorageError(msg) from error

    def _nothing(self) -> str:
        if self.file.damaged:
            return "is damaged at its beginning, so nothing can be read from it."
        return "ends before its first record does, so nothing is in it."


def _split(
    arrays: Mapping[str, NDArray[Any]],
) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    """Return the arrays of the plan, and those of the result without their prefix."""
    own = {name: array for name, array in arrays.items() if not name.startswith("result.")}
    result = {name.partition(".")[2]: a for name, a in arrays.items() if name not in own}
    return own, result
