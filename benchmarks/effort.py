"""How long to measure."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FULL", "QUICK", "Effort"]


@dataclass(frozen=True)
class Effort:
    """Rounds of a measurement, and how much smaller than life its work is.

    A round times ours and the peer once. There are ``rounds`` of them; up to ``most_rounds``
    while they take less than ``short_s`` together, at least two where they take longer than
    ``budget_s``.
    """

    rounds: int = 5
    most_rounds: int = 25
    short_s: float = 1.0
    budget_s: float = 60.0
    shrink: int = 1

    def size(self, n: int, least: int = 50) -> int:
        """Return how many replicates stand for ``n``."""
        return n if self.shrink == 1 else min(n, max(least, n // self.shrink))

    def target(self, value: float | None) -> float | None:
        """Return the target, which is for work of full size alone."""
        return value if self.shrink == 1 else None

    def more(self, done: int, elapsed_s: float) -> bool:
        """Say whether another round follows."""
        if elapsed_s > self.budget_s and done >= 2:
            return False
        return done < (self.most_rounds if elapsed_s < self.short_s else self.rounds)


FULL = Effort()
QUICK = Effort(rounds=1, most_rounds=1, shrink=1000)
