"""The replicate loop of a statistic of one sample over each of several samples."""

from __future__ import annotations

import numpy as np
from numba.types import float64, int64

from ._jit import FILL, INDEX, KEY, SOURCE, STATISTIC, VALUES, kernel

__all__ = ["loop_each"]

_SAMPLER = (FILL, KEY, int64, int64, SOURCE, INDEX, INDEX)
_TARGET = (VALUES, float64[:, ::1], int64[::1])


@kernel((STATISTIC, SOURCE, *_SAMPLER, *_TARGET))
def loop_each(statistic, args, fill, key, start, stop, source, layout, offsets, resample, out, at):
    """Write the value of sample j of each resample into column j of ``out``."""
    own = np.zeros(2, np.int64)
    for b in range(start, stop):
        at[0] = b
        fill(key, b, source, layout, resample)
        for j in range(offsets.shape[0] - 1):
            first, last = offsets[j], offsets[j + 1]
            own[1] = last - first
            statistic(resample[first:last], own, args, out[b - start, j : j + 1])
