"""Statistics of tiles from sums and centred sums of squares, eight columns side by side.

For each sample ``moments`` holds the sums of its rows less the centre, then the sums of squares
about the mean, eight columns per replicate; ``centres`` holds the eight centres of each sample.
"""

from __future__ import annotations

import math

from numba.core.types import FunctionType
from numba.types import void

from ._jit import SOURCE, VALUES, kernel
from .vectors import WIDTH

__all__ = [
    "FINISH",
    "finish_cohen_d",
    "finish_mean",
    "finish_mean_difference",
    "finish_sem",
    "finish_std",
    "finish_student_t",
    "finish_sum",
    "finish_variance",
    "finish_welch_t",
]

_ARGUMENTS = (VALUES, SOURCE, SOURCE, SOURCE, VALUES)
FINISH = FunctionType(void(*_ARGUMENTS))


@kernel(_ARGUMENTS)
def finish_mean(moments, centres, sizes, args, out):
    """x̄."""
    n = sizes[0]
    for b in range(0, out.shape[0], WIDTH):
        for j in range(WIDTH):
            out[b + j] = centres[j] + moments[b + j] / n


@kernel(_ARGUMENTS)
def finish_sum(moments, centres, sizes, args, out):
    """Σx."""
    n = sizes[0]
    for b in range(0, out.shape[0], WIDTH):
        for j in range(WIDTH):
            out[b + j] = n * centres[j] + moments[b + j]


@kernel(_ARGUMENTS)
def finish_variance(moments, centres, sizes, args, out):
    """Σ(x - x̄)² / (n - ddof), ddof = args[0]; the divisor is at least 0."""
    squares, divisor = moments[out.shape[0] :], max(sizes[0] - args[0], 0.0)
    for i in range(out.shape[0]):
        out[i] = squares[i] / divisor


@kernel(_ARGUMENTS)
def finish_std(moments, centres, sizes, args, out):
    """√variance."""
    squares, divisor = moments[out.shape[0] :], max(sizes[0] - args[0], 0.0)
    for i in range(out.shape[0]):
        out[i] = math.sqrt(squares[i] / divisor)


@kernel(_ARGUMENTS)
def finish_sem(moments, centres, sizes, args, out):
    """√variance / √n."""
    finish_std(moments, centres, sizes, args, out)
    root = math.sqrt(sizes[0])
    for i in range(out.shape[0]):
        out[i] /= root


@kernel(_ARGUMENTS)
def finish_mean_difference(moments, centres, sizes, args, out):
    """x̄ - ȳ."""
    second = moments[2 * out.shape[0] :]
    n, m = 1.0 / sizes[0], 1.0 / sizes[1]
    for i in range(out.shape[0]):
        out[i] = moments[i] * n - second[i] * m
    for j in range(WIDTH):
        apart = centres[j] - centres[WIDTH + j]
        if apart != 0.0:  # never where rows are dealt
            for i in range(j, out.shape[0], WIDTH):
                out[i] += apart


@kernel(_ARGUMENTS)
def finish_welch_t(moments, centres, sizes, args, out):
    """(x̄ - ȳ) / sqrt(s²ₓ/nₓ + s²ᵧ/nᵧ)."""
    k = out.shape[0]
    finish_mean_difference(moments, centres, sizes, args, out)
    first, second = moments[k:], moments[3 * k :]
    n, m = sizes[0] * (sizes[0] - 1.0), sizes[1] * (sizes[1] - 1.0)
    for i in range(k):
        out[i] /= math.sqrt(first[i] / n + second[i] / m)


@kernel(_ARGUMENTS)
def finish_cohen_d(moments, centres, sizes, args, out):
    """(x̄ - ȳ) / s, s² the pooled variance."""
    k = out.shape[0]
    finish_mean_difference(moments, centres, sizes, args, out)
    first, second, freedom = moments[k:], moments[3 * k :], sizes[0] + sizes[1] - 2.0
    for i in range(k):
        out[i] /= math.sqrt((first[i] + second[i]) / freedom)


@kernel(_ARGUMENTS)
def finish_student_t(moments, centres, sizes, args, out):
    """(x̄ - ȳ) / (s sqrt(1/nₓ + 1/nᵧ)), s² the pooled variance."""
    finish_cohen_d(moments, centres, sizes, args, out)
    scale = 1.0 / math.sqrt(1.0 / sizes[0] + 1.0 / sizes[1])
    for i in range(out.shape[0]):
        out[i] *= scale
