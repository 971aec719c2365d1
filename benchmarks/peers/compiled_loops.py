"""Bootstrap loops that a user of Numba would write by hand around a statistic of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit, uint64

__all__ = [
    "coefficient_of_variation",
    "limits_by_generator",
    "limits_by_lanes",
    "limits_by_numba",
]

Floats = npt.NDArray[np.float64]


@njit
def coefficient_of_variation(x: Floats) -> np.floating[Any]:
    """Return the standard deviation over the mean."""
    return np.std(x) / np.mean(x)


@njit
def _loop_by_numba(x: Floats, out: Floats) -> None:
    resample = np.empty_like(x)
    for b in range(out.size):
        for i in range(x.size):
            resample[i] = x[np.random.randint(0, x.size)]
        out[b] = coefficient_of_variation(resample)


@njit
def _loop_by_generator(x: Floats, rng: Any, out: Floats) -> None:
    resample = np.empty_like(x)
    for b in range(out.size):
        rows = rng.integers(0, x.size, x.size)
        for i in range(x.size):
            resample[i] = x[rows[i]]
        out[b] = coefficient_of_variation(resample)


@njit
def _draw_by_lanes(x: Floats, state: Any, resample: Floats) -> None:
    """Draw with SFC64, four 16-bit lanes to a word; without a lane twice as likely as another."""
    a, b, c, counter = state[0], state[1], state[2], state[3]
    n, mask = uint64(x.size), uint64(0xFFFF)
    reject = uint64(65_536) % n
    i = 0
    while i < x.size:
        word = a + b + counter
        counter += uint64(1)
        a = b ^ (b >> uint64(11))
        b = c + (c << uint64(3))
        c = ((c << uint64(24)) | (c >> uint64(40))) + word
        for _lane in range(4):
            product = (word & mask) * n
            word >>= uint64(16)
            if (product & mask) >= reject and i < x.size:
                resample[i] = x[product >> uint64(16)]
                i += 1
    state[0], state[1], state[2], state[3] = a, b, c, counter


@njit
def _loop_by_lanes(x: Floats, state: Any, out: Floats) -> None:
    resample = np.empty_like(x)
    for b in range(out.size):
        _draw_by_lanes(x, state, resample)
        out[b] = coefficient_of_variation(resample)


def limits_by_numba(x: Floats, size: int) -> Floats:
    """Return the limits of 95 %, drawn by the generator that Numba has of its own."""
    out = np.empty(size)
    _loop_by_numba(x, out)
    return np.percentile(out, [2.5, 97.5])


def limits_by_generator(x: Floats, size: int) -> Floats:
    """Return the limits of 95 %, drawn by ``Generator.integers`` inside Numba."""
    out = np.empty(size)
    _loop_by_generator(x, np.random.Generator(np.random.SFC64(1)), out)
    return np.percentile(out, [2.5, 97.5])


def limits_by_lanes(x: Floats, size: int) -> Floats:
    """Return the limits of 95 %, drawn by hand from one SFC64 stream."""
    out = np.empty(size)
    _loop_by_lanes(x, np.random.SeedSequence(1).generate_state(4, np.uint64), out)
    return np.percentile(out, [2.5, 97.5])
