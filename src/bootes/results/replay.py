"""Give back the data of one replicate."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._core.plan import Plan
from bootes.errors import InputError

__all__ = ["replay"]


def replay(plan: Plan, i: Any) -> NDArray[Any] | tuple[NDArray[Any], ...]:
    """Return resample ``i``: an array, or a tuple of arrays for several samples.

    Raises
    ------
    InputError
        If ``i`` is not from 0 to n_resamples - 1.
    """
    last = plan.n_resamples - 1
    if isinstance(i, bool) or not hasattr(i, "__index__") or not 0 <= i.__index__() <= last:
        msg = f"replicate {i!r} does not exist; there are replicates 0 to {last}."
        raise InputError(msg)
    number = int(i.__index__())
    block = np.empty((1, int(plan.sampler.offsets[-1])))
    for failure in plan.sampler.draw(plan.key, number, number + 1, block):
        if failure.cause is not None:
            raise failure.cause
    arrays = plan.sampler.arguments(block[0])
    return arrays[0] if len(arrays) == 1 else arrays
