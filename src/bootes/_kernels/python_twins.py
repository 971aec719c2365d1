"""Twins of Python's own functions of numbers that raise where Python does.

Numba's versions return NaN, an infinity or a meaningless whole number there, which ``min``, a
comparison or ``int`` may turn into a value that looks like any other.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import types
from numba.extending import overload

from .numpy_twins import FUNCTIONS, OPTIONS

__all__ = ["CONVERSIONS"]

_NUMBERS = (types.Float, types.Integer, types.Boolean)
_BOUND = 2.0**63

# Where Python raises, and not which exception: the replicate is computed in Python again.
_OF_ONE = (
    "sqrt log log2 log10 log1p exp expm1 acos asin acosh atanh sin cos tan cosh sinh gamma lgamma"
)


def _of_one(function: Any) -> None:
    def twin(x): ...

    @overload(twin, jit_options=OPTIONS)
    def _overload(x):
        if not isinstance(x, _NUMBERS):
            return None

        def compute(x):
            given = float(x)
            value = function(given)
            if math.isnan(value) and not math.isnan(given):
                raise ValueError("math domain error")
            if math.isinf(value) and not (math.isinf(given) or math.isnan(given)):
                raise OverflowError("math range error")
            return value

        return compute

    twin.__name__ = function.__name__
    FUNCTIONS[function] = twin


def _of_two(function: Any, of_numba: Any) -> None:
    def twin(x, y): ...

    @overload(twin, jit_options=OPTIONS)
    def _overload(x, y):
        if not isinstance(x, _NUMBERS) or not isinstance(y, _NUMBERS):
            return None

        def compute(x, y):
            first, second = float(x), float(y)
            value = of_numba(first, second)
            if math.isnan(value) and not (math.isnan(first) or math.isnan(second)):
                raise ValueError("math domain error")
            if math.isinf(value) and math.isfinite(first) and math.isfinite(second):
                raise OverflowError("math range error")
            return value

        return compute

    twin.__name__ = function.__name__
    FUNCTIONS[function] = twin


def _whole(function: Any) -> Any:
    """Make the twin of f(x) that makes a whole number of a float."""

    def twin(x): ...

    @overload(twin, jit_options=OPTIONS)
    def _overload(x):
        if not isinstance(x, types.Float):
            return lambda x: function(x)

        def compute(x):
            if math.isnan(x):
                raise ValueError("cannot convert float NaN to integer")
            if abs(x) >= _BOUND:  # Python's whole numbers know no bound
                raise OverflowError("cannot convert float to integer")
            return function(x)

        return compute

    twin.__name__ = function.__name__
    return twin


for _name in _OF_ONE.split():
    _of_one(getattr(math, _name))
_of_two(math.pow, math.pow)
_of_two(math.fmod, np.fmod)  # Numba has no other
for _function in (math.floor, math.ceil, math.trunc):
    FUNCTIONS[_function] = _whole(_function)
# Of one argument: with two, or as a dtype, they are something else.
CONVERSIONS: dict[Any, Any] = {int: _whole(int), round: _whole(round)}
