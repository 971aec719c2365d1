"""Keep every replicate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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

    def to_arrays(self, state: tuple[int, Floats]) -> dict[str, NDArray[Any]]:
        """Return the first number and the values."""
        first, values = state
        return {"first": np.array([first]), "values": values}

    def from_arrays(self, arrays: Mapping[str, NDArray[Any]]) -> tuple[int, Floats]:
        """Return the state that gave these arrays, or raise a ValueError if none does."""
        first, values = arrays["first"], arrays["values"]
        if first.shape != (1,) or values.shape != (len(values), self.n_components):
            msg = f"these are no replicates of {self.n_components} components"
            raise ValueError(msg)
        return int(first[0]), values
