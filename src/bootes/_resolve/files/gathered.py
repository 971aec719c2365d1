"""The replicates of a file, or of all shards of one run, added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bootes._core.evaluate import FailureLog, Partial, keeps_values
from bootes._core.files.parts import Part, add_part, joined
from bootes._core.files.plain_facts import number, text
from bootes._core.files.stored import Head, StoredRun
from bootes._resolve.files.consistent import check_consistent
from bootes.errors import StorageError
from bootes.protocols import Reducer

__all__ = ["check_no_parts", "execution_of", "gathered", "late_of_all"]


def gathered(files: Sequence[StoredRun], reducers: Sequence[Reducer]) -> Partial:
    """Return what all replicates of a run add up to, of its file or of all its shards.

    Raises
    ------
    StorageError
        If some are missing.
    ValueError, TypeError, KeyError
        If what the files hold does not fit the reducers.
    """
    n = number(files[0].plan["n_resamples"])
    parts, lacking = list[Part](), list[str]()
    for file in files:
        own = list(file)
        _check_whole(file)
        lacking += _lacking(file, own, n)
        parts += own
    if lacking:
        msg = (
            f"{'; '.join(lacking)}: a run that is not finished. Repeat the call with the same "
            "checkpoint=, which goes on from there."
        )
        raise StorageError(msg)
    for part in parts:
        _check_part(part, reducers)
    total = Partial([reducer.empty(0, n) for reducer in reducers], FailureLog(), 0, n)
    for part in parts:
        add_part(reducers, total, part, alike=True)
    check_consistent(reducers, total)
    return total


def check_no_parts(files: Sequence[StoredRun]) -> None:
    """Refuse files that are damaged, or hold replicates of a result that has none.

    Raises
    ------
    StorageError, ValueError
    """
    parts = [part for file in files for part in file]
    for file in files:
        _check_whole(file)
    if parts:
        msg = "replicates of a result without"
        raise ValueError(msg)


def _check_whole(file: StoredRun) -> None:
    """Refuse a file of which something cannot be read."""
    if file.file.damaged:
        what = f"is damaged: {len(file.file.damaged)} of its records are not what was written"
    elif file.file.torn:
        what = "ends within a record, since it was not written to its end"
    elif file.head.facts.get("saved") and not file.late.facts.get("complete"):
        what = "ends before its last record"
    else:
        return
    msg = (
        f"{str(file.path)!r} {what}. If it is a checkpoint, the call that began it mends it; "
        "otherwise take a copy that is whole."
    )
    raise StorageError(msg)


def _lacking(file: StoredRun, parts: Sequence[Part], n: int) -> list[str]:
    """Return what a file should have and has not, in words; nothing if it is complete."""
    start, stop = (0, n) if file.shard is None else file.shard.span(n)
    done = joined(span for part in parts for span in part.ranges)
    there = sum(behind - first for first, behind in done)
    if done == ([(start, stop)] if stop > start else []):
        return []
    if any(not start <= first < behind <= stop for first, behind in done):
        msg = f"replicates outside of {start} to {stop - 1}"
        raise ValueError(msg)
    return [f"{str(file.path)!r} has {there} of {stop - start} replicates"]


def _check_part(part: Part, reducers: Sequence[Reducer]) -> None:
    for i, reducer in enumerate(reducers):
        named = {k.partition(".")[2]: a for k, a in part.arrays.items() if k.startswith(f"{i}.")}
        if not keeps_values(reducer):
            reducer.from_arrays(named)
        elif named["values"].dtype != np.float64:
            msg = f"replicates of type {named['values'].dtype}"
            raise TypeError(msg)


def late_of_all(files: Sequence[StoredRun]) -> Head:
    """Return what was known at the end, of the first file that says it."""
    facts: dict[str, Any] = {}
    arrays: dict[str, Any] = {}
    for file in files:
        facts = {**file.late.facts, **facts}
        arrays = {**file.late.arrays, **arrays}
    return Head(facts, arrays)


def execution_of(files: Sequence[StoredRun]) -> dict[str, Any]:
    """Return how a run was executed, its parts added up, as `Run` takes it."""
    told = [file.late.facts["execution"] for file in files if "execution" in file.late.facts]
    engines = dict.fromkeys(text(one["engine"]) for one in told)
    return {
        "seconds": sum(float(one["seconds"]) for one in told),
        "engine": ", ".join(engines) or "not known",
        "workers": max((number(one["workers"]) for one in told), default=1),
        "n_chunks": sum(number(one["n_chunks"]) for one in told),
        "n_lost": sum(number(one["n_lost"]) for one in told),
        "n_resumed": sum(number(one["n_resumed"]) for one in told),
    }
