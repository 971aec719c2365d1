"""Keep every replicate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bootes.protocols import Floats

__all__ = ["Replicates"]


@dataclass(frozen=True)
class Replicates:
    """The values themselves, in the order of the replicates."""

    n_components: int

    keeps_values = True

    def empty(self, start: int, stop: int) -> tuple[int, Floats]:
        """Return the first replicate's number and a (stop - start, p) array of NaN."""
        return start, np.full((stop - start, self.n_components), np.nan)

    def update(self, state: tuple[int, Floats], start: int, values: Floats) -> None:
        """Put the values in their place."""
        first, kept = state
        kept[start - first : start - first + len(values)] = values

    def merge(self, total: tuple[int, Floats], part: tuple[int, Floats]) -> None:
        """Put the values of another run in their place."""
        self.update(total, *part)
