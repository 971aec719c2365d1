"""How many replicates are sent to a worker at a time."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ChunkSizes"]

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
