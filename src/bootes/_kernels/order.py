"""Order statistics by selection, in place."""

from __future__ import annotations

from numba.types import float64, int64

from ._jit import VALUES, kernel

__all__ = ["between", "linear_quantile", "middle", "select"]


@kernel(float64(VALUES, int64))
def select(x, k):
    """Return the k-th smallest value; smaller ones end before it, larger ones behind.

    Hoare's quickselect with the median of three as pivot.
    """
    low, high = 0, x.shape[0] - 1
    while low < high:
        middle = (low + high) >> 1
        if x[middle] < x[low]:
            x[low], x[middle] = x[middle], x[low]
        if x[high] < x[low]:
            x[low], x[high] = x[high], x[low]
        if x[high] < x[middle]:
            x[middle], x[high] = x[high], x[middle]
        pivot = x[middle]
        i, j = low, high
        while i <= j:
            while x[i] < pivot:
                i += 1
            while x[j] > pivot:
                j -= 1
            if i <= j:
                x[i], x[j] = x[j], x[i]
                i += 1
                j -= 1
        if k <= j:
            high = j
        elif k >= i:
            low = i
        else:
            break
    return x[k]


@kernel(float64(float64, float64, float64))
def between(low, high, weight):
    """Return low + weight (high - low), exact at both ends and in the middle."""
    if weight == 0.0:
        return low
    if weight == 0.5:
        return 0.5 * low + 0.5 * high
    difference = high - low
    if weight > 0.5:
        return high - difference * (1.0 - weight)
    return low + difference * weight


@kernel(float64(VALUES, int64))
def _least_from(x, start):
    """Return the smallest of x[start:]."""
    least = x[start]
    for i in range(start + 1, x.shape[0]):
        least = min(least, x[i])
    return least


@kernel(float64(VALUES))
def middle(x):
    """Return the median: the middle value, or the mean of the two middle ones."""
    n = x.shape[0]
    high = select(x, n >> 1)
    if n & 1:
        return high
    low = x[0]
    for i in range(1, n >> 1):
        low = max(low, x[i])
    return between(low, high, 0.5)


@kernel(float64(VALUES, float64))
def linear_quantile(x, level):
    """Return NumPy's linear quantile: order statistic (n - 1) level, interpolated."""
    n = x.shape[0]
    position = (n - 1) * level
    below = int64(position)
    weight = position - below
    low = select(x, below)
    if weight == 0.0 or below + 1 >= n:
        return low
    return between(low, _least_from(x, below + 1), weight)
