"""How many replicates are sent to a worker at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Chunk", "ChunkSizes", "Gaps"]

Chunk = tuple[int, int]

_TARGET_S = 0.1
_LARGEST_S = 1.0  # Ctrl-C and progress wait for a chunk
_ALIGNED = 16_384  # large chunks end where slabs and tree nodes do


@dataclass
class ChunkSizes:
    """Sizes that follow the measured speed; they change no bit of any result."""

    unit: int  # replicates that are computed together
    target: float = _TARGET_S
    seconds_each: float = 0.0
    last: int = 0

    def timed(self, n: int, seconds: float) -> None:
        """Take in how long a chunk took."""
        self.seconds_each = seconds / n

    def seconds_for(self, n: int) -> float:
        """Return how long ``n`` replicates would take in one thread."""
        return n * self.seconds_each

    def stop(self, start: int, n_resamples: int, workers: int) -> int:
        """Return where the chunk that begins at ``start`` ends."""
        left = n_resamples - start
        if self.seconds_each <= 0.0:
            size = self.unit
        else:
            wanted = min(self.target, _LARGEST_S) / self.seconds_each
            # Shares shrink towards the end, so that workers finish together.
            share = left if workers == 1 else -(-left // (2 * workers))
            # Never more than eight times the last one: the first timings are the worst.
            size = int(min(wanted, 8 * self.last, max(1, share)))
        self.last = max(size, self.unit)
        if self.last >= _ALIGNED:
            return start - start % _ALIGNED + self.last - self.last % _ALIGNED
        return start - start % self.unit + -(-self.last // self.unit) * self.unit


class Gaps:
    """The replicates of a span that are neither done nor handed out."""

    def __init__(self, span: Chunk, done: Sequence[Chunk] = ()) -> None:
        """``done`` are ranges in their order, which do not overlap."""
        starts = [span[0], *(stop for _, stop in done)]
        stops = [*(start for start, _ in done), span[1]]
        gaps = zip(starts, stops, strict=True)
        self._gaps = deque((start, stop) for start, stop in gaps if start < stop)

    @property
    def n(self) -> int:
        """How many there are."""
        return sum(stop - start for start, stop in self._gaps)

    def __bool__(self) -> bool:
        return bool(self._gaps)

    def next_chunk(self, sizes: ChunkSizes, workers: int) -> Chunk:
        """Hand out a chunk of the first gap."""
        left = self.n
        start, behind = self._gaps.popleft()
        stop = min(behind, sizes.stop(start, start + left, workers))
        if stop < behind:
            self._gaps.appendleft((stop, behind))
        return start, stop
