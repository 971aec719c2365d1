"""Run a kernel over the resamples of a sampler, eight at a time where they can be drawn so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.protocols import Floats, KernelReference, Key, Sampler

__all__ = ["Stored", "run_kernel"]

_DRAWN = KernelReference("bootes._kernels.loops_drawn", "loop_drawn")
_FILLED = KernelReference("bootes._kernels.loops", "loop_builtin")
_EACH = KernelReference("bootes._kernels.loop_each", "loop_each")


@dataclass(frozen=True, eq=False)
class Stored:
    """Resamples from number ``layout[0]`` on that a generator drew before, one after the other."""

    source: Floats
    layout: NDArray[np.int64]
    offsets: NDArray[np.int64]

    kind = "stored"
    side_by_side = False
    fill = KernelReference("bootes._kernels.stored", "fill_stored")

    @classmethod
    def of(cls, block: Floats, start: int, offsets: NDArray[np.int64]) -> Stored:
        """Hold the rows of a block, of which the first is resample ``start``."""
        return cls(block.ravel(), np.array([start], np.int64), offsets)


def run_kernel(
    kernel: Any,
    args: Floats,
    sampler: Sampler | Stored,
    key: Key,
    start: int,
    stop: int,
    out: Floats,
    at: Any,
    *,
    each: bool = False,
) -> None:
    """Write the values of the resamples ``start`` to ``stop - 1`` into the rows of ``out``.

    ``each``: the kernel is of one sample, and is run over each of several.
    """
    if sampler.side_by_side:
        together = sampler.kind == "rows"
        _DRAWN.load()(
            kernel, args, each, together, key, start, stop, sampler.source, sampler.offsets, out, at
        )
        return
    assert sampler.fill is not None
    loop, scratch = (_EACH if each else _FILLED).load(), np.empty(int(sampler.offsets[-1]))
    loop(
        kernel, args, sampler.fill.load(), key, start, stop, sampler.source, sampler.layout,
        sampler.offsets, scratch, out, at,
    )  # fmt: skip
