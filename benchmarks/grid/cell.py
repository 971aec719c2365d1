"""One task at one size: our times, the times of every peer, and why some have none."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Cell", "Timed"]


@dataclass(frozen=True)
class Timed:
    """A way, its resamples, and the seconds of each round by number of threads."""

    label: str
    size: int
    seconds: Mapping[int, tuple[float, ...]]

    def each(self, threads: int) -> tuple[float, ...]:
        """Return the seconds per resample; on one thread where it has no other."""
        return tuple(s / self.size for s in self.seconds.get(threads, self.seconds[1]))


@dataclass(frozen=True)
class Cell:
    """A row of the grid."""

    title: str
    n: int
    form: str
    ours: Timed
    peers: Mapping[str, Timed]
    reasons: Mapping[str, str]

    def ratio(self, peer: str, threads: int) -> float | None:
        """How many times as fast we are, best against best; None where the peer has no way."""
        if peer not in self.peers:
            return None
        return min(self.peers[peer].each(threads)) / min(self.ours.each(threads))

    def median_ratio(self, peer: str, threads: int) -> float:
        """The median of the ratios of each round."""
        pairs = zip(self.peers[peer].each(threads), self.ours.each(threads), strict=True)
        return statistics.median(theirs / ours for theirs, ours in pairs)

    def least(self, threads: int, without: str = "") -> float | None:
        """The ratio to the fastest peer, or to the fastest but one that is left out."""
        names = (peer for peer in self.peers if peer != without)
        return min((self.ratio(peer, threads) or 0.0 for peer in names), default=None)

    def cells(self) -> tuple[str, ...]:
        """Return a line that says how far the measurement is."""
        least = self.least(1)
        return self.title, f"n = {self.n:,}", "" if least is None else f"{least:.3g}"
