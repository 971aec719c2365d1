"""Time ours and a peer in turn, so that a drift of the machine's speed cancels."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.effort import Effort
from benchmarks.rows import Pair

__all__ = ["Contender", "compare"]


@dataclass(frozen=True)
class Contender:
    """``run(size)`` computes that many replicates, to the end that a user would see."""

    name: str
    run: Callable[[int], object]
    size: int
    warm_up: int = 0
    """Replicates of the untimed call before the first round; 0 is ``size``."""


def compare(
    task: str, ours: Contender, peer: Contender, effort: Effort, target: float | None = None
) -> Pair:
    """Return the times of both, in rounds of one call each."""
    contenders = (ours, peer)
    for contender in contenders:
        contender.run(contender.warm_up or contender.size)
    seconds: tuple[list[float], list[float]] = ([], [])
    begin = time.perf_counter()
    while effort.more(len(seconds[0]), time.perf_counter() - begin):
        for contender, taken in zip(contenders, seconds, strict=True):
            taken.append(_timed(contender))
    return Pair(
        task=task,
        peer=peer.name,
        our_size=ours.size,
        peer_size=peer.size,
        our_seconds=tuple(seconds[0]),
        peer_seconds=tuple(seconds[1]),
        target=effort.target(target),
    )


def _timed(contender: Contender) -> float:
    gc.collect()
    begin = time.perf_counter()
    contender.run(contender.size)
    return time.perf_counter() - begin
