"""Finished ranges of replicates as they lie in a file, and how they add up again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._core.chunks import Chunk
from bootes._core.evaluate import FailureLog, Partial, keeps_values, take_in
from bootes._core.files.records import Record
from bootes.protocols import Floats, Reducer

__all__ = [
    "Chunk",
    "Gathered",
    "Part",
    "add_part",
    "joined",
    "part_of",
    "part_record",
]


@dataclass(frozen=True)
class Part:
    """Finished ranges of replicates, and the arrays of what they add up to."""

    ranges: tuple[Chunk, ...]
    failures: FailureLog
    arrays: Mapping[str, NDArray[Any]]

    @property
    def n_done(self) -> int:
        """How many replicates it has."""
        return sum(stop - start for start, stop in self.ranges)

    @property
    def values(self) -> Floats | None:
        """The (n_done, p) values of the ranges, one after the other, where they were kept."""
        return next((a for name, a in self.arrays.items() if name.endswith(".values")), None)

    def pieces(self) -> Iterator[tuple[int, Floats]]:
        """Yield the first number and the values of each range."""
        assert self.values is not None
        at = 0
        for start, stop in self.ranges:
            yield start, self.values[at : at + stop - start]
            at += stop - start


def part_record(part: Part) -> Record:
    """Return the record of finished ranges."""
    failures = {"counts": dict(part.failures.counts), "examples": part.failures.examples}
    facts = {"ranges": part.ranges, "failures": failures}
    return Record("part", facts, part.arrays)


def part_of(reducers: Sequence[Reducer], partial: Partial, ranges: Sequence[Chunk]) -> Part:
    """Return a whole partial result, whose finished ranges are these, as a part of a file."""
    arrays: dict[str, NDArray[Any]] = {}
    for i, (reducer, state) in enumerate(zip(reducers, partial.states, strict=True)):
        if keeps_values(reducer):
            first, values = state
            kept = [values[start - first : stop - first] for start, stop in ranges]
            arrays[f"{i}.values"] = (
                kept[0] if len(kept) == 1 else np.concatenate([values[:0], *kept])
            )
        else:
            arrays |= _named(i, reducer.to_arrays(state))
    return Part(tuple(ranges), partial.failures, arrays)


class Gathered:
    """Finished chunks on their way into one part."""

    def __init__(self, reducers: Sequence[Reducer]) -> None:
        self._reducers = reducers
        self._states = [None if keeps_values(r) else r.empty(0, 0) for r in reducers]
        self._values: list[list[tuple[int, Floats]]] = [[] for _ in reducers]
        self._ranges: list[Chunk] = []
        self._failures = FailureLog()

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def add(self, chunk: Chunk, partial: Partial) -> None:
        """Take in a chunk."""
        for i, (reducer, state) in enumerate(zip(self._reducers, partial.states, strict=True)):
            if keeps_values(reducer):
                self._values[i].append(state)
            else:
                reducer.merge(self._states[i], state)
        self._ranges.append(chunk)
        self._failures.merge(partial.failures)

    def part(self) -> Part:
        """Return what was taken in."""
        arrays: dict[str, NDArray[Any]] = {}
        for i, reducer in enumerate(self._reducers):
            if keeps_values(reducer):
                ordered = sorted(self._values[i], key=lambda piece: piece[0])
                arrays[f"{i}.values"] = np.concatenate([values for _, values in ordered])
            else:
                arrays |= _named(i, reducer.to_arrays(self._states[i]))
        return Part(tuple(joined(self._ranges)), self._failures, arrays)


def add_part(reducers: Sequence[Reducer], total: Partial, part: Part, *, alike: bool) -> None:
    """Add a part of a file; where other things were kept, from its values."""
    for i, (reducer, state) in enumerate(zip(reducers, total.states, strict=True)):
        if alike and not keeps_values(reducer):
            named = {
                n.partition(".")[2]: a for n, a in part.arrays.items() if n.startswith(f"{i}.")
            }
            reducer.merge(state, reducer.from_arrays(named))
            continue
        for start, values in part.pieces():
            take_in(reducer, state, start, values)
    total.failures.merge(part.failures)
    total.n_done += part.n_done


def _named(i: int, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    return {f"{i}.{name}": array for name, array in arrays.items()}


def joined(ranges: Iterable[Chunk]) -> list[Chunk]:
    """Return ranges in their order, neighbours as one.

    Raises
    ------
    ValueError
        If two overlap.
    """
    found: list[Chunk] = []
    for start, stop in sorted(ranges):
        if found and start < found[-1][1]:
            msg = f"replicates {start} to {min(stop, found[-1][1]) - 1} are there twice"
            raise ValueError(msg)
        if found and start == found[-1][1]:
            start = found.pop()[0]
        found.append((start, stop))
    return found
