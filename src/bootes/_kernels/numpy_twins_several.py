"""Twins of NumPy's functions of several columns: weighted mean, covariance, least squares."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import overload

from .numpy_twins import FUNCTIONS, OPTIONS, as_floats, is_none
from .pairwise import total

__all__: list[str] = []

_jit = njit(**OPTIONS)


def average(a, axis=None, weights=None): ...


@overload(average, jit_options=OPTIONS)
def _overload_average(a, axis=None, weights=None):
    if is_none(weights):
        mean = FUNCTIONS[np.mean]
        return lambda a, axis=None, weights=None: mean(a, axis)
    if isinstance(a, types.Array) and a.ndim > 1:
        return None

    def weighted(a, axis=None, weights=None):
        values, shares = as_floats(a), as_floats(weights)
        if values.shape[0] != shares.shape[0]:
            raise ValueError("Shape of weights must be consistent with shape of a")
        return total(values * shares, True) / total(shares, True)

    return weighted


@_jit
def _covariances(columns, lost):
    """Return the covariances of the rows of a matrix, with ddof ``lost``."""
    d, n = columns.shape
    gaps, out = np.empty((d, n)), np.empty((d, d))
    scale = 1.0 / max(n - lost, 0)
    for i in range(d):
        gaps[i] = columns[i] - total(np.ascontiguousarray(columns[i]), True) / n
        for j in range(i + 1):
            out[i, j] = out[j, i] = total(gaps[i] * gaps[j], True) * scale
    return out


@_jit
def _stacked(x, y):
    if x.shape[0] != y.shape[0]:
        raise ValueError("all the input array dimensions must match exactly")
    out = np.empty((2, x.shape[0]))
    out[0], out[1] = x, y
    return out


@_jit
def _correlations(covariances):
    d = covariances.shape[0]
    scales, out = np.sqrt(np.diag(covariances)), np.empty((d, d))
    for i in range(d):
        for j in range(d):
            r = covariances[i, j] / scales[i] / scales[j]
            out[i, j] = 1.0 if r > 1.0 else -1.0 if r < -1.0 else r
    return out


def _columns(m: Any, y: Any) -> Any:
    """Return the function (m, y, rowvar) that gives variables as rows, None for other types."""
    floats = [isinstance(a, types.Array) and a.dtype == types.float64 for a in (m, y)]
    if floats[0] and m.ndim == 2 and is_none(y):
        return _jit(lambda m, y, rowvar: m if rowvar else m.T)
    if not isinstance(m, types.Array) or not isinstance(y, types.Array) or m.ndim + y.ndim != 2:
        return None
    return _jit(lambda m, y, rowvar: _stacked(as_floats(m), as_floats(y)))


def cov(m, y=None, rowvar=True, bias=False, ddof=None): ...


@overload(cov, jit_options=OPTIONS)
def _overload_cov(m, y=None, rowvar=True, bias=False, ddof=None):
    columns, told = _columns(m, y), not is_none(ddof)
    if columns is None:
        return None

    def compute(m, y=None, rowvar=True, bias=False, ddof=None):
        lost = ddof if told else 0 if bias else 1
        return _covariances(np.ascontiguousarray(columns(m, y, rowvar)), lost)

    return compute


def corrcoef(x, y=None, rowvar=True): ...


@overload(corrcoef, jit_options=OPTIONS)
def _overload_corrcoef(x, y=None, rowvar=True):
    columns = _columns(x, y)
    if columns is None:
        return None

    def compute(x, y=None, rowvar=True):
        return _correlations(_covariances(np.ascontiguousarray(columns(x, y, rowvar)), 1))

    return compute


def lstsq(a, b, rcond=None): ...


@overload(lstsq, jit_options=OPTIONS)
def _overload_lstsq(a, b, rcond=None):
    """Singular values are small below NumPy's threshold, not below Numba's older one."""
    if not is_none(rcond):
        return lambda a, b, rcond=None: np.linalg.lstsq(a, b, rcond)
    small = float(np.finfo(np.float64).eps)

    def compute(a, b, rcond=None):
        return np.linalg.lstsq(a, b, small * max(a.shape[0], a.shape[1]))

    return compute


FUNCTIONS[np.average] = average
FUNCTIONS[np.cov] = cov
FUNCTIONS[np.corrcoef] = corrcoef
FUNCTIONS[np.linalg.lstsq] = lstsq
