"""Two files of one shard: whether they hold the same."""

from __future__ import annotations

from bootes._core.evaluate import FailureLog, Partial, keeps_values
from bootes._core.files.parts import Part, add_part
from bootes._core.files.stored import StoredRun
from bootes._resolve.files.reducing import reducers_of

__all__ = ["alike"]


def alike(one: StoredRun, two: StoredRun) -> StoredRun | None:
    """Return one of two files that hold the same, the more complete one; else None.

    Both are read, and opened anew.
    """
    first, second = (list(StoredRun(file.path)) for file in (one, two))
    n_first, n_second = (sum(part.n_done for part in parts) for parts in (first, second))
    if n_first != n_second:
        return one if n_first > n_second else two
    return one if not one.plan or _same(one, first, second) else None


def _same(file: StoredRun, first: list[Part], second: list[Part]) -> bool:
    mine, other = (_summed(file, parts) for parts in (first, second))
    logs = mine.failures, other.failures
    if logs[0].counts != logs[1].counts or logs[0].examples != logs[1].examples:
        return False
    reducers = reducers_of(file)
    for reducer, own, its in zip(reducers, mine.states, other.states, strict=True):
        arrays, theirs = reducer.to_arrays(own), reducer.to_arrays(its)
        names = [name for name in arrays if name != "runs"]  # how loose values came in
        if any(arrays[name].tobytes() != theirs[name].tobytes() for name in names):
            return False
    return True


def _summed(file: StoredRun, parts: list[Part]) -> Partial:
    reducers = reducers_of(file)
    start = min((a for part in parts for a, _ in part.ranges), default=0)
    stop = max((b for part in parts for _, b in part.ranges), default=0)
    states = [r.empty(start, stop) if keeps_values(r) else r.empty(0, 0) for r in reducers]
    total = Partial(states, FailureLog(), 0, stop - start)
    for part in parts:
        add_part(reducers, total, part, alike=True)
    return total
