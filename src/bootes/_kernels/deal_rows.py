"""Fill functions of permutation tests of rows: whole rows are dealt to the groups.

``layout`` is (number of groups, columns, group sizes ..., layout of the fill function of values);
``source`` is the row numbers 0 to n - 1, then the pooled columns. The row numbers are dealt by
that fill function, so that rows go where the values of one column would.
"""

from __future__ import annotations

import numpy as np
from numba.types import int64

from ._jit import INDEX, KEY, SOURCE, VALUES, kernel
from .permute import fill_arrangement, fill_shuffled, fill_two_groups

__all__ = ["fill_arranged_rows", "fill_shuffled_rows", "fill_two_row_groups"]

_FILL = (KEY, int64, SOURCE, INDEX, VALUES)


@kernel((SOURCE, INDEX, VALUES, VALUES))
def _hand_out(source, layout, dealt, resample):
    """Copy the columns of the dealt rows, group by group."""
    groups, columns, n = layout[0], layout[1], dealt.shape[0]
    position, first = 0, 0
    for g in range(groups):
        size = layout[2 + g]
        for j in range(columns):
            start = n * (j + 1)
            for i in range(first, first + size):
                resample[position] = source[start + int64(dealt[i])]
                position += 1
        first += size


@kernel(_FILL)
def fill_two_row_groups(key, replicate, source, layout, resample):
    """Deal the rows to two groups."""
    inner = layout[2 + layout[0] :]
    dealt = np.empty(inner[2])
    fill_two_groups(key, replicate, source[: dealt.shape[0]], inner, dealt)
    _hand_out(source, layout, dealt, resample)


@kernel(_FILL)
def fill_shuffled_rows(key, replicate, source, layout, resample):
    """Deal the rows to three groups or more."""
    inner = layout[2 + layout[0] :]
    dealt = np.empty(inner[inner.shape[0] - 1])
    fill_shuffled(key, replicate, source[: dealt.shape[0]], inner, dealt)
    _hand_out(source, layout, dealt, resample)


@kernel(_FILL)
def fill_arranged_rows(key, replicate, source, layout, resample):
    """Deal the rows in arrangement number ``replicate``."""
    inner = layout[2 + layout[0] :]
    n = 0
    for g in range(layout[0]):
        n += layout[2 + g]
    dealt = np.empty(n)
    fill_arrangement(key, replicate, source[:n], inner, dealt)
    _hand_out(source, layout, dealt, resample)
