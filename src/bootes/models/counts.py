"""The support of distributions of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bootes.protocols import Floats

__all__ = ["COUNTS", "are_counts"]

COUNTS = "counts (integers of 0 or more)"


def are_counts(values: Floats) -> NDArray[np.bool_]:
    """Return for each value whether it is an integer of 0 or more."""
    result: NDArray[np.bool_] = np.isfinite(values) & (values >= 0) & (np.floor(values) == values)
    return result
