"""The columns of a sampler's data in tiles, and what its resamples hold of them."""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import Floats, Key, Sampler
from bootes.statistics.column_sampler import ALIKE, by_rows, columns_of

__all__ = ["Tiles", "tiles_of"]

_WIDTH = 8  # columns of a tile, as in _kernels/vectors.py
_FEW = 64  # columns whose sums are added up as rows are drawn
_LANES_16 = 65_536  # rows that are drawn with 16-bit lanes


@dataclass(frozen=True, eq=False)
class Tiles:
    """Eight columns side by side, row after row, and a last row of zeros.

    ``dealt``: the two samples of a resample are all rows, told by the members of the first.
    """

    rows: Any  # the sampler of row numbers
    dealt: bool
    segments: NDArray[np.int64]  # of the rows of a tile, by table
    values: Floats
    centres: Floats

    @property
    def bounds(self) -> NDArray[np.int64]:
        """Sample j of a resample is its rows ``bounds[j]`` to ``bounds[j + 1] - 1``."""
        bounds: NDArray[np.int64] = self.rows.offsets
        return bounds

    @property
    def height(self) -> int:
        """The rows of a tile."""
        return int(self.segments[-1]) + 1

    @property
    def few(self) -> bool:
        """Whether sums are added up as rows are drawn: one table of few columns."""
        narrow = len(self.centres) <= _FEW and self.rows.kind == "samples"
        return narrow and len(self.bounds) == 2 and int(self.bounds[1]) <= _LANES_16

    @property
    def left_out(self) -> NDArray[np.int64] | None:
        """How many rows of each table a jackknife leaves out at a time; None of other samplers."""
        if self.rows.kind != "jackknife":
            return None
        return np.ascontiguousarray(self.rows.layout.reshape(-1, 3)[:, 2])

    def lists(self, key: Key, start: int, stop: int) -> NDArray[np.uint32]:
        """Return what the resamples ``start`` to ``stop - 1`` hold."""
        from bootes._kernels.listed import PORTION, list_members, list_rows

        rows, size = self.rows, int(self.bounds[-1])
        drawn = (rows.fill.load(), key, start, stop, rows.source, rows.layout, size)
        if self.dealt:
            lists = np.empty((stop - start) * -(-size // PORTION), np.uint32)
            list_members(*drawn, int(self.bounds[1]), lists)
        else:
            lists = np.empty((stop - start) * size, np.uint32)
            list_rows(*drawn, lists)
        return lists


# The tiles of a sampler are made once, and live as long as it does.
_made: weakref.WeakKeyDictionary[Any, dict[bytes, Tiles]] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def tiles_of(sampler: Sampler, tables: int, width: int, kept: NDArray[np.int64]) -> Tiles | None:
    """Return the kept columns of a sampler's tables; None where they cannot be drawn from rows."""
    if sampler.kind not in ALIKE or (sampler.kind == "rows" and tables > 1):
        return None
    with _lock:
        made = _made.setdefault(sampler, {})
        name = kept.tobytes()
        if name not in made:
            made[name] = _tiled(sampler, tables, width, kept)
        return made[name]


def _tiled(sampler: Sampler, tables: int, width: int, kept: NDArray[np.int64]) -> Tiles:
    from bootes._kernels.tiles import centre_tiles, fill_tiles

    columns = columns_of(sampler, tables, width)
    segments = np.cumsum([0, *(part.shape[1] for part in columns)])
    height = int(segments[-1]) + 1
    dealt = tables == 2 and (len(columns) == 1 or sampler.kind == "original")
    padded = np.concatenate([kept, np.repeat(kept[-1:], -len(kept) % _WIDTH)])
    values = np.zeros(len(padded) * height)
    for part, first in zip(columns, segments.tolist(), strict=False):
        fill_tiles(part.reshape(-1), padded, part.shape[1], first, height, values)
    held = segments[[0, -1]] if dealt else segments
    centres = np.empty(len(padded) * (len(held) - 1))
    centre_tiles(held, height, values, centres)
    if dealt:  # both samples have the centre of all rows
        centres = np.repeat(centres.reshape(-1, 1, _WIDTH), 2, axis=1).ravel()
    rows = by_rows(sampler, tables, width)
    return Tiles(rows, dealt, segments, values, centres)
