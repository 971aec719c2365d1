"""The replicate loops of bootstrap resamples that are drawn eight at a time.

``at[0]`` holds the replicate being computed, so that the caller knows which one raised.
"""

from __future__ import annotations

import numpy as np
from numba.core.types import FunctionType
from numba.types import boolean, float64, int64

from ._jit import INDEX, KEY, SOURCE, STATISTIC, VALUES, kernel
from .eight import RESAMPLES, fill_eight, workspace_size
from .lanes import LANES

__all__ = ["draw_block", "loop_drawn", "loop_drawn_one", "loop_drawn_two"]

_ONE = FunctionType(float64(VALUES))
_TWO = FunctionType(float64(VALUES, VALUES))
_SAMPLER = (boolean, KEY, int64, int64, SOURCE, INDEX)
_TARGET = (RESAMPLES, int64[::1])


@kernel((*_SAMPLER, RESAMPLES))
def draw_block(together, key, start, stop, source, offsets, block):
    """Write the resamples ``start`` to ``stop - 1`` into the rows of ``block``."""
    state = np.empty(4 * LANES, np.uint64)
    rows = np.empty(workspace_size(offsets), np.uint32)
    rest = np.empty(source.shape[0] + 3, np.uint32)
    for first in range(start, stop, LANES):
        lanes = min(LANES, stop - first)
        resamples = block[first - start : first - start + lanes]
        fill_eight(key, first, lanes, source, offsets, together, state, rows, rest, resamples)


@kernel((STATISTIC, SOURCE, boolean, *_SAMPLER, *_TARGET))
def loop_drawn(statistic, args, each, together, key, start, stop, source, offsets, out, at):
    """Evaluate a statistic of the flat resample, or ``each`` sample by itself."""
    state = np.empty(4 * LANES, np.uint64)
    rows = np.empty(workspace_size(offsets), np.uint32)
    rest = np.empty(source.shape[0] + 3, np.uint32)
    resamples = np.empty((LANES, offsets[-1]))
    own = np.zeros(2, np.int64)
    for first in range(start, stop, LANES):
        lanes = min(LANES, stop - first)
        fill_eight(key, first, lanes, source, offsets, together, state, rows, rest, resamples)
        for lane in range(lanes):
            at[0] = first + lane
            row = out[first + lane - start]
            if not each:
                statistic(resamples[lane], offsets, args, row)
                continue
            for j in range(offsets.shape[0] - 1):
                own[1] = offsets[j + 1] - offsets[j]
                sample = resamples[lane, offsets[j] : offsets[j + 1]]
                statistic(sample, own, args, row[j : j + 1])


@kernel((_ONE, *_SAMPLER, *_TARGET))
def loop_drawn_one(statistic, together, key, start, stop, source, offsets, out, at):
    """Evaluate a user's compiled f(x) -> float."""
    state = np.empty(4 * LANES, np.uint64)
    rows = np.empty(workspace_size(offsets), np.uint32)
    rest = np.empty(source.shape[0] + 3, np.uint32)
    resamples = np.empty((LANES, offsets[-1]))
    for first in range(start, stop, LANES):
        lanes = min(LANES, stop - first)
        fill_eight(key, first, lanes, source, offsets, together, state, rows, rest, resamples)
        for lane in range(lanes):
            at[0] = first + lane
            out[first + lane - start, 0] = statistic(resamples[lane])


@kernel((_TWO, *_SAMPLER, *_TARGET))
def loop_drawn_two(statistic, together, key, start, stop, source, offsets, out, at):
    """Evaluate a user's compiled f(x, y) -> float."""
    state = np.empty(4 * LANES, np.uint64)
    rows = np.empty(workspace_size(offsets), np.uint32)
    rest = np.empty(source.shape[0] + 3, np.uint32)
    resamples = np.empty((LANES, offsets[-1]))
    for first in range(start, stop, LANES):
        lanes = min(LANES, stop - first)
        fill_eight(key, first, lanes, source, offsets, together, state, rows, rest, resamples)
        for lane in range(lanes):
            at[0] = first + lane
            resample = resamples[lane]
            value = statistic(resample[: offsets[1]], resample[offsets[1] :])
            out[first + lane - start, 0] = value
