"""Built-in statistics of every column of a table, whose rows are drawn together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import BLOCK, Evaluation, Failure, Floats, Key, Sampler
from bootes.statistics.column_sampler import ALIKE, as_source, by_rows, columns_of
from bootes.statistics.kernel import KernelStatistic
from bootes.statistics.sums import Recipe, evaluate_tiles
from bootes.statistics.tiles import tiles_of

__all__ = ["ColumnwiseStatistic"]


@dataclass(frozen=True, eq=False)
class ColumnwiseStatistic:
    """A statistic of one column of each table, for all columns or for the largest of them.

    ``largest`` reduces the columns ``kept`` to the largest distance from the null centre.
    """

    name: str
    one: KernelStatistic
    tables: int
    width: int
    kept: NDArray[np.int64]
    names: tuple[str, ...] | None
    reason: str
    rounding: str
    recipe: Recipe | None = None  # how it comes from sums
    centre: float | None = None
    tail: str = "both"

    form = "kernel"
    unit = BLOCK

    @property
    def largest(self) -> bool:
        """Whether the columns are reduced to one value."""
        return self.names is None

    @property
    def n_components(self) -> int:
        """The number of values per resample."""
        return 1 if self.largest else self.width

    def evaluate(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Return the values of the resamples ``start`` to ``stop - 1``."""
        if sampler.kind not in ALIKE:
            return self._evaluate_drawn(sampler, key, start, stop)
        if self.recipe is not None:
            tiles = tiles_of(sampler, self.tables, self.width, self.kept)
            if tiles is not None:
                return evaluate_tiles(
                    self.recipe, self.one.args, tiles, key, start, stop,
                    n_columns=self.width, largest_from=self._null if self.largest else None,
                )  # fmt: skip
        columns = columns_of(sampler, self.tables, self.width)
        rows = by_rows(sampler, self.tables, self.width)
        out = self._empty(start, stop)
        for j in self.kept.tolist():
            one = replace(rows, source=as_source([part[j] for part in columns]))
            self._put(out, j, self.one.evaluate(one, key, start, stop).values[:, 0])
        return Evaluation(out)

    def _evaluate_drawn(self, sampler: Sampler, key: Key, start: int, stop: int) -> Evaluation:
        """Draw whole resamples, and hand over one column of them after the other."""
        out, failures = self._empty(start, stop), list[Failure]()
        size = int(sampler.offsets[-1])
        together = max(1, _DRAWN_BYTES // (8 * size))
        for low in range(start, stop, together):
            high = min(low + together, stop)
            block = np.empty((high - low, size))
            failures += sampler.draw(key, low, high, block)
            part = out[low - start : high - start]
            for j in self.kept.tolist():
                one = _Drawn.column(block, sampler.offsets, j, self.width)
                self._put(part, j, self.one.evaluate(one, key, 0, high - low).values[:, 0])
        out[[failure.replicate - start for failure in failures]] = np.nan
        return Evaluation(out, failures)

    @property
    def _null(self) -> float:
        return self.one.centre or 0.0

    def _empty(self, start: int, stop: int) -> Floats:
        return np.zeros((stop - start, self.n_components))

    def _put(self, out: Floats, j: int, values: Floats) -> None:
        if self.largest:
            np.maximum(out[:, 0], np.abs(values - self._null), out=out[:, 0])
        else:
            out[:, j] = values

    def identity(self) -> tuple[Any, ...]:
        """Return the statistic of one column, and what becomes of the columns."""
        of_sums = self.recipe is not None
        return (self.one.identity(), self.tables, self.width, self.largest, self.kept, of_sums)


_DRAWN_BYTES = 16 * 2**20


@dataclass(frozen=True, eq=False)
class _Drawn:
    """One column of resamples that were drawn before, numbered from 0."""

    values: Floats
    offsets: NDArray[np.int64]

    kind = "drawn"
    fill = None
    total = None
    source = np.zeros(1)
    layout = np.zeros(1, np.int64)

    @classmethod
    def column(cls, block: Floats, offsets: NDArray[np.int64], j: int, width: int) -> Any:
        """Return column ``j`` of each table of ``width`` columns."""
        spans = [slice(offsets[k], offsets[k + 1]) for k in range(j, len(offsets) - 1, width)]
        sizes = np.diff(offsets)[::width]
        return cls(
            np.concatenate([block[:, span] for span in spans], axis=1),
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        )

    def draw(self, key: Key, start: int, stop: int, out: Floats) -> tuple[Failure, ...]:
        """Write the resamples ``start`` to ``stop - 1`` into the rows of ``out``."""
        out[:] = self.values[start:stop]
        return ()
