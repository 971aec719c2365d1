"""Hand over resamples that were drawn before, by a generator that is not compiled."""

from __future__ import annotations

from numba.types import int64

from ._jit import INDEX, KEY, SOURCE, VALUES, kernel

__all__ = ["fill_stored"]


@kernel((KEY, int64, SOURCE, INDEX, VALUES))
def fill_stored(key, replicate, source, layout, resample):
    """Copy row ``replicate - layout[0]`` of the stored resamples."""
    n = resample.shape[0]
    first = (replicate - layout[0]) * n
    for i in range(n):
        resample[i] = source[first + i]
