"""Samplers: a scheme bound to data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._streams import generator_for
from bootes.errors import StatisticError
from bootes.protocols import Failure, Floats, KernelReference, Key
from bootes.samples import Arguments, Columns

__all__ = ["GeneratedSampler", "KernelSampler"]


_AS_VECTORS = Columns()
_LARGEST_16 = 65_536  # rows that are drawn with 16 bits each


@dataclass(frozen=True, eq=False)
class KernelSampler:
    """Resamples drawn by a compiled fill function."""

    kind: str
    fill: KernelReference
    source: Floats
    layout: NDArray[np.int64]
    offsets: NDArray[np.int64]
    total: int | None = None
    hand_over: Arguments = _AS_VECTORS

    @property
    def side_by_side(self) -> bool:
        """Whether they are rows drawn with replacement, few enough for 16-bit draws."""
        few = bool(np.diff(self.offsets).max() <= _LARGEST_16)
        return few and self.kind in ("samples", "rows")

    def draw(self, key: Key, start: int, stop: int, out: Floats) -> Sequence[Failure]:
        """Write the resamples ``start`` to ``stop - 1`` into the rows of ``out``."""
        if stop - start > 1 and self.side_by_side:
            from bootes._kernels.loops_drawn import draw_block

            draw_block(self.kind == "rows", key, start, stop, self.source, self.offsets, out)
            return ()
        from bootes._kernels.loops import fill_block

        fill_block(self.fill.load(), key, start, stop, self.source, self.layout, out)
        return ()

    def arguments(self, resamples: Floats) -> tuple[Any, ...]:
        """Return the samples of one flat resample, or of the rows of a block."""
        return self.hand_over.of(resamples, self.offsets)

    def identity(self) -> tuple[Any, ...]:
        """Return the scheme and the data."""
        return (
            self.kind,
            self.source,
            self.layout,
            self.offsets,
            self.hand_over.identity(),
        )


@dataclass(frozen=True, eq=False)
class GeneratedSampler:
    """Resamples of one sample drawn by a Python function ``generate(rng) -> values``."""

    generate: Callable[[np.random.Generator], Any]
    offsets: NDArray[np.int64]
    integer: bool
    label: tuple[Any, ...]

    kind = "generated"
    side_by_side = False
    fill = None
    total = None
    source = np.zeros(1)
    layout = np.zeros(1, np.int64)

    def draw(self, key: Key, start: int, stop: int, out: Floats) -> Sequence[Failure]:
        """Write the resamples ``start`` to ``stop - 1`` into the rows of ``out``."""
        failures = []
        for replicate in range(start, stop):
            try:
                out[replicate - start] = self._checked(generator_for(key, replicate))
            except Exception as error:  # the user's generator may raise anything
                out[replicate - start] = np.nan
                failures.append(Failure(replicate, type(error).__name__, str(error), error))
        return failures

    def _checked(self, rng: np.random.Generator) -> Floats:
        values = np.asarray(self.generate(rng), np.float64)
        size = int(self.offsets[-1])
        if values.shape != (size,):
            msg = (
                f"the generator returned an array of shape {values.shape}, and a sample has "
                f"shape ({size},). It must return `size` values."
            )
            raise StatisticError(msg)
        return values

    def arguments(self, resamples: Floats) -> tuple[Any, ...]:
        """Return the sample of one flat resample, or of the rows of a block."""
        return Columns((0,), (self.integer,)).of(resamples, self.offsets)

    def identity(self) -> tuple[Any, ...]:
        """Return the generator and its options."""
        return (self.kind, self.generate, self.offsets, self.integer, self.label)
