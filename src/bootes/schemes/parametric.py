"""The parametric bootstrap: samples drawn from a fitted distribution."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._streams import generator_for
from bootes.protocols import Floats, KernelReference, Key
from bootes.samples import Columns
from bootes.schemes.sampler import GeneratedSampler, KernelSampler

__all__ = ["generated", "tabulated"]

_TABLE = KernelReference("bootes._kernels.table", "fill_table")


def generated(
    generate: Callable[[np.random.Generator], Any], n: int, key: Key, label: tuple[Any, ...] = ()
) -> GeneratedSampler:
    """Draw by a Python function of a generator; its first sample tells ints from floats."""
    first = np.asarray(generate(generator_for(key, 0)))
    offsets = np.array([0, n], np.int64)
    return GeneratedSampler(generate, offsets, first.dtype.kind in "iub", label)


def tabulated(source: Floats, layout: NDArray[np.int64], n: int) -> KernelSampler:
    """Draw from a discrete distribution by its table, compiled."""
    return KernelSampler(
        kind="table",
        fill=_TABLE,
        source=source,
        layout=layout,
        offsets=np.array([0, n], np.int64),
        hand_over=Columns((0,), (True,)),
    )
