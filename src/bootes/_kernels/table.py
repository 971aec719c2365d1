"""Draws from a table of a discrete distribution: indexed search of its cumulative sums.

One 64-bit word w of the replicate's stream gives one value: u = (w >> 11) 2^-53, and the value
is the first support point plus the smallest j with cdf[j] > u. The leading bits of the word
choose a cell of a guide that says where the search starts; it changes no value.

References
----------
Chen and Asau (1974), AIIE Trans. 6, 163-166; Devroye (1986), section III.2.4.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba.types import int64, uint64

from ._jit import INDEX, KEY, SOURCE, VALUES, kernel
from .sfc64 import advance, seeded

__all__ = ["fill_table", "sample_from_table"]


@kernel((KEY, int64, SOURCE, INDEX, VALUES))
def fill_table(key, replicate, source, layout, resample):
    """Write independent draws.

    ``source`` holds the cumulative sums, the last of which is 1; ``layout`` the first support
    point, 64 less the number of bits that choose a cell, and for each cell the smallest j with
    cdf[j] above the cell's lower end.
    """
    first, shift = float(layout[0]), uint64(layout[1])
    a, b, c, counter = seeded(key, replicate)
    for i in range(resample.shape[0]):
        a, b, c, counter, word = advance(a, b, c, counter)
        u = float(int64(word >> uint64(11))) * 2.0**-53
        j = layout[2 + int64(word >> shift)]
        # One step without a branch: which of two values it is cannot be predicted.
        j += int64(source[j] <= u)
        while source[j] <= u:
            j += 1
        resample[i] = first + j


def sample_from_table(
    words: npt.NDArray[np.uint64], cdf: npt.NDArray[np.float64], first: int = 0
) -> npt.NDArray[np.float64]:
    """Return the values that ``fill_table`` makes of these words."""
    u = (words >> np.uint64(11)) * 2.0**-53
    return np.searchsorted(cdf, u, side="right").astype(np.float64) + first
