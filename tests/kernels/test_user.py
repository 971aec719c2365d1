"""Users' compiled functions that do not match a function type as they are."""

from __future__ import annotations

import numba
import numpy as np

from bootes._kernels.user import wrapped


@numba.njit
def _default(x, k=2):
    return x[k]


@numba.njit
def _two(x, y, k=1):
    return x[k] - y[k]


def test_defaults_keep_their_values():
    x, y = np.array([1.0, 2.0, 4.0]), np.array([1.0, 1.5, 3.0])
    assert wrapped(_default, 1)(x) == 4.0
    assert wrapped(_two, 2)(x, y) == 0.5


def test_a_function_is_wrapped_once():
    assert wrapped(_default, 1) is wrapped(_default, 1)
