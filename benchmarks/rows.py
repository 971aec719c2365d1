"""The rows of the two tables: ratios to a peer, and plain figures with a limit."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

__all__ = ["Figure", "Missing", "Pair"]


@dataclass(frozen=True)
class Pair:
    """Ours and a peer, timed in turn: seconds per round, and replicates per round."""

    task: str
    peer: str
    our_size: int
    peer_size: int
    our_seconds: tuple[float, ...]
    peer_seconds: tuple[float, ...]
    target: float | None = None

    @property
    def our_rate(self) -> float:
        """Replicates per second in our best round."""
        return self.our_size / min(self.our_seconds)

    @property
    def peer_rate(self) -> float:
        """Replicates per second in the peer's best round."""
        return self.peer_size / min(self.peer_seconds)

    @property
    def ratio(self) -> float:
        """How many times as fast we are, best round against best round."""
        return self.our_rate / self.peer_rate

    @property
    def median_ratio(self) -> float:
        """The median of the ratios of each round."""
        scale = self.our_size / self.peer_size
        pairs = zip(self.our_seconds, self.peer_seconds, strict=True)
        return statistics.median(scale * theirs / ours for ours, theirs in pairs)

    def cells(self) -> tuple[str, ...]:
        """Return the text of the row."""
        scaled = f" ({self.peer_size:,}, scaled)" if self.peer_size != self.our_size else ""
        return (
            self.task,
            self.peer + scaled,
            f"{min(self.our_seconds):.4f}",
            f"{min(self.peer_seconds):.4f}",
            f"{self.our_rate:,.0f}",
            f"{self.peer_rate:,.0f}",
            _three_digits(self.ratio),
            _three_digits(self.median_ratio),
            _verdict(self.target, self.ratio),
            str(len(self.our_seconds)),
        )


@dataclass(frozen=True)
class Missing:
    """A peer that could not be timed."""

    task: str
    peer: str
    reason: str

    def cells(self) -> tuple[str, ...]:
        """Return the text of the row."""
        return (self.task, f"{self.peer}: n/a, {self.reason}", *["n/a"] * 8)


@dataclass(frozen=True)
class Figure:
    """A number of ours, the best of some; it should stay below its target."""

    task: str
    value: float
    unit: str
    target: float | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the text of the row."""
        value = f"{_three_digits(self.value)} {self.unit}"
        if self.target is None:
            return self.task, value, ""
        verdict = "met" if self.value < self.target else "missed"
        return self.task, value, f"{self.target:g} {self.unit}: {verdict}"


def _three_digits(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def _verdict(target: float | None, ratio: float) -> str:
    if target is None:
        return ""
    return f"{_three_digits(target)}: {'met' if ratio >= target else 'missed'}"
