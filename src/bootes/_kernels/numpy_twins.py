"""Twins of NumPy's functions for compiled users' functions: more options, NumPy's own order.

Numba's versions lack ``ddof``, ``axis`` and ``weights``, and add from left to right. The twins
are found by ``rewrite.py`` and known to nobody else: users' own Numba functions are untouched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import overload

from . import lane_statistics as lanes

__all__ = ["FUNCTIONS", "METHODS", "OPTIONS", "as_floats", "is_none"]

OPTIONS = {"error_model": "numpy", "nogil": True}
_jit = njit(**OPTIONS)
_SEQUENCES = (types.UniTuple, types.Tuple, types.List)

FUNCTIONS: dict[Any, Callable[..., Any]] = {}  # NumPy's function to our twin
METHODS: dict[str, Callable[..., Any]] = {}  # the method of an array to our twin


def as_floats(a): ...


@overload(as_floats, jit_options=OPTIONS)
def _overload_as_floats(a):
    """Return all values as a contiguous vector, in the order of memory."""
    if isinstance(a, _SEQUENCES):
        return lambda a: np.array(a).astype(np.float64)
    if a.dtype != types.float64:
        return lambda a: np.ascontiguousarray(a).reshape(-1).astype(np.float64)
    if a.ndim == 1:
        return (lambda a: a) if a.layout == "C" else (lambda a: np.ascontiguousarray(a))
    if a.layout == "F":
        return lambda a: a.T.reshape(-1)
    return lambda a: np.ascontiguousarray(a).reshape(-1)


def _as_lane(a): ...


@overload(_as_lane, jit_options=OPTIONS)
def _overload_as_lane(a):
    """Return a contiguous float vector, without a copy where it is one."""
    if a.dtype == types.float64 and a.layout == "C":
        return lambda a: a
    return lambda a: np.ascontiguousarray(a).astype(np.float64)


def _along(lane: Any, whole: bool) -> Any:
    """Return the function (a, axis, option) that reduces one axis of a matrix."""

    @_jit
    def rows(a, option, inner):
        out = np.empty(a.shape[0])
        for j in range(a.shape[0]):
            out[j] = lane(_as_lane(a[j]), option, inner)
        return out

    @_jit
    def along(a, axis, option):
        down = axis == 0 or axis == -2
        if not (down or axis == 1 or axis == -1):
            raise ValueError("axis is out of bounds")
        # In two calls, so that the transpose keeps what is known of its order.
        if down:
            return rows(a.T, option, a.strides[0] <= a.strides[1])
        return rows(a, option, a.strides[1] <= a.strides[0])

    @_jit
    def along_integers(a, axis, option):
        return along(a, axis, option).astype(np.int64)

    return along_integers if whole else along


def is_none(kind: Any) -> bool:
    """Whether the type of an argument says that it is None."""
    return getattr(kind, "value", kind) is None or isinstance(kind, types.NoneType)


def _is_float(a: Any) -> bool:
    return isinstance(a, _SEQUENCES) or a.dtype == types.float64


def _reduction(lane: Any, a: Any, axis: Any, keeps: Callable[..., Any] | None) -> Any:
    """Return the implementation (a, axis, option) for these types, None where there is none.

    ``keeps`` computes it of whole numbers where the value is a whole number too.
    """
    if not isinstance(a, types.Array | types.BaseTuple | types.List):
        return None
    if isinstance(a, types.Array) and a.dtype not in _NUMBERS:
        return None
    whole = keeps is not None and not _is_float(a)
    if isinstance(a, types.Array) and a.ndim == 2 and not is_none(axis):
        return _along(lane, whole)
    if isinstance(a, types.Array) and a.ndim > 2:
        return None
    return keeps if whole else _jit(lambda a, axis, option: lane(as_floats(a), option, True))


_NUMBERS = (types.float64, types.int64, types.intp, types.int32, types.boolean, types.uint8)


def _simple(function: Any, lane: Any, keeps: Callable[..., Any] | None = None) -> Any:
    """Make the twin of f(a, axis=None)."""

    def twin(a, axis=None): ...

    @overload(twin, jit_options=OPTIONS)
    def _overload(a, axis=None):
        compute = _reduction(lane, a, axis, None if keeps is None else _jit(keeps))
        return compute and (lambda a, axis=None: compute(a, axis, 0.0))

    twin.__name__ = function.__name__
    FUNCTIONS[function] = twin
    return twin


def _with_ddof(function: Any, lane: Any) -> Any:
    """Make the twin of f(a, axis=None, ddof=0)."""

    def twin(a, axis=None, ddof=0): ...

    @overload(twin, jit_options=OPTIONS)
    def _overload(a, axis=None, ddof=0):
        compute = _reduction(lane, a, axis, None)
        return compute and (lambda a, axis=None, ddof=0: compute(a, axis, float(ddof)))

    twin.__name__ = function.__name__
    FUNCTIONS[function] = twin
    return twin


def _with_level(function: Any, scale: float) -> None:
    """Make the twin of f(a, q, axis=None) for a level, or several of a vector."""

    def twin(a, q, axis=None): ...

    @overload(twin, jit_options=OPTIONS)
    def _overload(a, q, axis=None):
        if isinstance(q, types.Number):
            compute = _reduction(lanes.lane_quantile, a, axis, None)
            return compute and (lambda a, q, axis=None: compute(a, axis, q / scale))
        if isinstance(a, types.Array) and a.ndim > 1:
            return None

        def several(a, q, axis=None):
            values, levels = np.sort(as_floats(a)), as_floats(q)
            out = np.empty(levels.shape[0])
            for i in range(levels.shape[0]):
                out[i] = lanes.sorted_quantile(values, levels[i] / scale)
            return out

        return several

    twin.__name__ = function.__name__
    FUNCTIONS[function] = twin


METHODS["mean"] = _simple(np.mean, lanes.lane_mean)
METHODS["sum"] = _simple(np.sum, lanes.lane_sum, lambda a, axis, option: np.sum(a))
METHODS["min"] = _simple(np.min, lanes.lane_min, lambda a, axis, option: np.min(a))
METHODS["max"] = _simple(np.max, lanes.lane_max, lambda a, axis, option: np.max(a))
METHODS["std"] = _with_ddof(np.std, lanes.lane_std)
METHODS["var"] = _with_ddof(np.var, lanes.lane_var)
FUNCTIONS[np.amin], FUNCTIONS[np.amax] = FUNCTIONS[np.min], FUNCTIONS[np.max]
_simple(np.median, lanes.lane_median)
_simple(np.ptp, lanes.lane_ptp, lambda a, axis, option: np.max(a) - np.min(a))
_with_level(np.quantile, 1.0)
_with_level(np.percentile, 100.0)
