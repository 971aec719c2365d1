"""Permutation of independent samples: pooled values dealt to the groups anew."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np

from bootes.errors import InputError
from bootes.protocols import KernelReference, Samples
from bootes.schemes.sampler import KernelSampler

__all__ = ["arrangements", "n_arrangements", "permutation"]

_MODULE = "bootes._kernels.permute"
_TWO_GROUPS = KernelReference(_MODULE, "fill_two_groups")
_SHUFFLED = KernelReference(_MODULE, "fill_shuffled")
_ARRANGEMENT = KernelReference(_MODULE, "fill_arrangement")

# The enumeration holds Pascal's triangle of this many rows, and counts in 63 bits.
LARGEST_ENUMERATED = 2_000
_SATURATED = 2**62


def permutation(samples: Samples) -> KernelSampler:
    """Deal the pooled values to groups of the given sizes, all dealings equally likely."""
    two = len(samples.sizes) == 2
    return KernelSampler(
        kind="two_groups" if two else "shuffled",
        fill=_TWO_GROUPS if two else _SHUFFLED,
        source=samples.values,
        layout=samples.offsets,
        offsets=samples.offsets,
        integer=samples.integer,
    )


def n_arrangements(samples: Samples) -> int:
    """Return the number of distinct dealings, n! / (n1! n2! ...)."""
    total, rest = 1, sum(samples.sizes)
    for size in samples.sizes:
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
    n, total = sum(samples.sizes), n_arrangements(samples)
    if n > LARGEST_ENUMERATED or total > _SATURATED:
        msg = (
            f"{n} values have {Decimal(total):.3g} distinct arrangements; at most "
            f"{LARGEST_ENUMERATED} values and {_SATURATED:.3g} arrangements can be enumerated. "
            "Pass method='montecarlo'."
        )
        raise InputError(msg)
    layout = [len(samples.sizes), *samples.sizes, *_triangle(n)]
    return KernelSampler(
        kind="arrangements",
        fill=_ARRANGEMENT,
        source=samples.values,
        layout=np.array(layout, np.int64),
        offsets=samples.offsets,
        total=total,
        integer=samples.integer,
    )


def _triangle(n: int) -> list[int]:
    """Return Pascal's triangle (n + 1 rows of n + 1), held at 2^62 where it is never read."""
    entries: list[int] = []
    row = [1] + [0] * n
    for _ in range(n + 1):
        entries += row
        row = [1] + [min(row[k - 1] + row[k], _SATURATED) for k in range(1, n + 1)]
    return entries
