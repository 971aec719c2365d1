"""Permutation of independent samples: pooled values dealt to the groups anew."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from bootes.errors import DataError, InputError
from bootes.protocols import Floats, KernelReference
from bootes.samples import Samples
from bootes.schemes.sampler import KernelSampler

__all__ = ["arrangements", "n_arrangements", "permutation"]

_MODULE = "bootes._kernels.permute"
_TWO_GROUPS = KernelReference(_MODULE, "fill_two_groups")
_SHUFFLED = KernelReference(_MODULE, "fill_shuffled")
_ARRANGEMENT = KernelReference(_MODULE, "fill_arrangement")
_ROWS_MODULE = "bootes._kernels.deal_rows"
_TWO_ROW_GROUPS = KernelReference(_ROWS_MODULE, "fill_two_row_groups")
_SHUFFLED_ROWS = KernelReference(_ROWS_MODULE, "fill_shuffled_rows")
_ARRANGED_ROWS = KernelReference(_ROWS_MODULE, "fill_arranged_rows")

# The enumeration holds Pascal's triangle of this many rows, and counts in 63 bits.
LARGEST_ENUMERATED = 2_000
_SATURATED = 2**62


def permutation(samples: Samples) -> KernelSampler:
    """Deal pooled values, or rows, to groups of the given sizes, all dealings equally likely."""
    two = len(samples.tables) == 2
    fills = (_TWO_GROUPS, _TWO_ROW_GROUPS) if two else (_SHUFFLED, _SHUFFLED_ROWS)
    offsets = np.concatenate([[0], np.cumsum(samples.rows)])
    return _dealt(samples, "two_groups" if two else "shuffled", fills, offsets)


def n_arrangements(samples: Samples) -> int:
    """Return the number of distinct dealings, n! / (n1! n2! ...)."""
    total, rest = 1, sum(samples.rows)
    for size in samples.rows:
        total *= math.comb(rest, size)
        rest -= size
    return total


def arrangements(samples: Samples) -> KernelSampler:
    """Enumerate all distinct dealings; number 0 is the data.

    Raises
    ------
    InputError
        If there are too many values or dealings to count through.
    """
    n, total = sum(samples.rows), n_arrangements(samples)
    if n > LARGEST_ENUMERATED or total > _SATURATED:
        msg = (
            f"{n} values have {Decimal(total):.3g} distinct arrangements; at most "
            f"{LARGEST_ENUMERATED} values and {_SATURATED:.3g} arrangements can be enumerated. "
            "Pass method='montecarlo'."
        )
        raise InputError(msg)
    layout = np.array([len(samples.rows), *samples.rows, *_triangle(n)])
    fills = (_ARRANGEMENT, _ARRANGED_ROWS)
    return replace(_dealt(samples, "arrangements", fills, layout), total=total)


def _dealt(
    samples: Samples, kind: str, fills: tuple[KernelReference, KernelReference], layout: Any
) -> KernelSampler:
    """Bind the fill function of values, or that of rows, with the layout of the former."""
    if len(set(samples.tables)) > 1:
        told = ", ".join(
            f"sample {j} has {columns} column{'s' if columns > 1 else ''}"
            for j, columns in enumerate(samples.tables)
        )
        msg = f"{told}; only rows of the same columns can be dealt to each other."
        raise DataError(msg)
    columns, of_rows = samples.tables[0], max(samples.tables) > 1
    source, layout = samples.values, layout.astype(np.int64)
    if of_rows:
        layout = np.array([len(samples.rows), columns, *samples.rows, *layout], np.int64)
        source = _pooled(samples)
    return KernelSampler(
        kind=f"{kind} of rows" if of_rows else kind,
        fill=fills[of_rows],
        source=source,
        layout=layout,
        offsets=samples.offsets,
        hand_over=samples.arguments,
    )


def _pooled(samples: Samples) -> Floats:
    """Return the row numbers, then every column of all samples one after the other."""
    n, columns = sum(samples.rows), samples.tables[0]
    source = np.empty(n * (columns + 1))
    source[:n] = np.arange(n)
    pooled = source[n:].reshape(columns, n)
    first = start = 0
    for rows in samples.rows:
        stop = start + rows * columns
        pooled[:, first : first + rows] = samples.values[start:stop].reshape(columns, rows)
        first, start = first + rows, stop
    return source


def _triangle(n: int) -> list[int]:
    """Return Pascal's triangle (n + 1 rows of n + 1), held at 2^62 where it is never read."""
    entries: list[int] = []
    row = [1] + [0] * n
    for _ in range(n + 1):
        entries += row
        row = [1] + [min(row[k - 1] + row[k], _SATURATED) for k in range(1, n + 1)]
    return entries
