"""A part of a run that is computed by itself, as one task of many."""

from __future__ import annotations

from dataclasses import dataclass

from bootes.protocols import BLOCK

__all__ = ["Shard"]


_BLOCKS = 64


@dataclass(frozen=True)
class Shard:
    """Part ``k`` of ``of`` parts, k from 1.

    Examples
    --------
    >>> [Shard(k, 3).span(1_000) for k in (1, 2, 3)]
    [(0, 333), (333, 666), (666, 1000)]
    """

    k: int
    of: int

    def span(self, n_resamples: int) -> tuple[int, int]:
        """Return the first replicate of the part and the one behind its last.

        Parts begin with blocks where that makes them hardly less equal.
        """
        unit = BLOCK if n_resamples >= _BLOCKS * BLOCK * self.of else 1
        n = n_resamples // unit
        first, behind = (unit * (n * k // self.of) for k in (self.k - 1, self.k))
        return first, n_resamples if self.k == self.of else behind

    def __str__(self) -> str:
        return f"{self.k}/{self.of}"
