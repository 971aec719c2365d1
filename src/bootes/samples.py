"""The data as the schemes draw from them, and as the statistics get what was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import Floats

__all__ = ["Arguments", "Columns", "Samples"]


class Arguments(Protocol):
    """How a statistic gets a flat resample: as arrays, rows of a matrix, a frame."""

    def of(self, resamples: Floats, offsets: NDArray[np.int64]) -> tuple[Any, ...]:
        """Return the arguments of one flat resample, or of a block of them."""

    def identity(self) -> tuple[Any, ...]:
        """Return what tells this way from others."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Arrays: an argument is one column, or the (n, d) matrix of ``widths[k]`` columns.

    Those of ``integers`` are int64, those of ``booleans`` bool; the others, and all of what is not
    told, float64.
    """

    widths: tuple[int, ...] = ()  # 0: one column as a one-dimensional array
    integers: tuple[bool, ...] = ()
    booleans: tuple[bool, ...] = ()

    def of(self, resamples: Floats, offsets: NDArray[np.int64]) -> tuple[NDArray[Any], ...]:
        """Return the arrays of one flat resample, or of a block of them."""
        widths = self.widths or (0,) * (len(offsets) - 1)
        arrays, first = list[NDArray[Any]](), 0
        for k, width in enumerate(widths):
            last = first + max(1, width)
            array: NDArray[Any] = resamples[..., offsets[first] : offsets[last]]
            if self.integers and self.integers[k]:
                array = array.astype(np.int64)
            if self.booleans and self.booleans[k]:
                array = array.astype(np.bool_)
            if width:
                array = array.reshape(*array.shape[:-1], width, -1).swapaxes(-1, -2)
            arrays.append(array)
            first = last
        return tuple(arrays)

    def identity(self) -> tuple[Any, ...]:
        """Return the shapes and types."""
        return (self.widths, self.integers, self.booleans)


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """The data as the kernels see them: float64 columns one after the other.

    ``values`` ends with one zero beyond the data, the target of skipped draws in fused loops.
    ``tables`` counts the columns of each independent sample; rows of a sample stay together.
    """

    values: Floats
    offsets: NDArray[np.int64]
    tables: tuple[int, ...]
    arguments: Arguments = Columns()
    weighted: bool = False  # the last column of each sample holds the weights of its rows

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of rows of each column."""
        return tuple(np.diff(self.offsets).tolist())

    @property
    def rows(self) -> tuple[int, ...]:
        """The number of rows of each independent sample."""
        firsts = np.cumsum((0, *self.tables[:-1]))
        return tuple(np.diff(self.offsets)[firsts].tolist())

    @property
    def paired(self) -> bool:
        """Whether all columns are of one sample: rows are drawn together."""
        return self.tables[0] > 1 and len(self.tables) == 1
