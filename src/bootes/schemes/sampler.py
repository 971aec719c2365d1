"""Samplers: a scheme bound to data."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._streams import generator_for
from bootes.errors import StatisticError
from bootes.protocols import Failure, Floats, KernelReference, Key

__all__ = ["GeneratedSampler", "KernelSampler"]


def _arguments(
    resamples: Floats, offsets: NDArray[np.int64], matrix: bool, integer: bool
) -> tuple[NDArray[Any], ...]:
    if integer:
        resamples = resamples.astype(np.int64)
    if matrix:
        return (resamples.reshape(len(offsets) - 1, -1).T,)
    return tuple(resamples[..., first:stop] for first, stop in itertools.pairwise(offsets))


@dataclass(frozen=True, eq=False)
class KernelSampler:
    """Resamples drawn by a compiled fill function."""

    kind: str
    fill: KernelReference
    source: Floats
    layout: NDArray[np.int64]
    offsets: NDArray[np.int64]
    total: int | None = None
    matrix: bool = False
    integer: bool = False

    def draw(self, key: Key, start: int, stop: int, out: Floats) -> Sequence[Failure]:
        """Write the resamples ``start`` to ``stop - 1`` into the rows of ``out``."""
        from bootes._kernels.loops import fill_block

        fill_block(self.fill.load(), key, start, stop, self.source, self.layout, out)
        return ()

    def arguments(self, resamples: Floats) -> tuple[NDArray[Any], ...]:
        """Return the samples of one flat resample, or of the rows of a block."""
        return _arguments(resamples, self.offsets, self.matrix, self.integer)

    def identity(self) -> tuple[Any, ...]:
        """Return the scheme and the data."""
        return (self.kind, self.source, self.layout, self.offsets, self.integer, self.matrix)


@dataclass(frozen=True, eq=False)
class GeneratedSampler:
    """Resamples of one sample drawn by a Python function ``generate(rng) -> values``."""

    generate: Callable[[np.random.Generator], Any]
    offsets: NDArray[np.int64]
    integer: bool
    label: tuple[Any, ...]

    kind = "generated"
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

    def arguments(self, resamples: Floats) -> tuple[NDArray[Any], ...]:
        """Return the sample of one flat resample, or of the rows of a block."""
        return _arguments(resamples, self.offsets, False, self.integer)

    def identity(self) -> tuple[Any, ...]:
        """Return the generator and its options."""
        return (self.kind, self.generate, self.offsets, self.integer, self.label)
