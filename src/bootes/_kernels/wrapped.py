"""A function of samples as one of a flat resample, with the signature of our own statistics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import literal_unroll, njit, types
from numba.core.errors import TypingError
from numba.extending import overload

__all__ = ["RETURNS", "as_statistic"]

RETURNS = "it returns"  # what is no number, vector, tuple, list or dict of numbers

_jit = njit(nogil=True, error_model="numpy")


def as_statistic(
    function: Any,
    columns: Sequence[tuple[int, bool]],
    extra: tuple[Any, ...],
    names: tuple[str, ...] | None,
) -> Any:
    """Return the uncompiled ``statistic(resample, offsets, args, out)`` around ``function``.

    ``columns`` has (width, whether integers) per sample, width 0 for a vector; ``extra`` follows
    the samples. ``names`` are the keys of a returned dict.
    """
    samples = _whole if tuple(columns) == ((0, False),) else _samples(columns)

    if extra:

        @_jit
        def statistic(resample, offsets, args, out):
            _keep(function(*samples(resample, offsets), *extra), names, out)

    else:

        @_jit
        def statistic(resample, offsets, args, out):
            _keep(function(*samples(resample, offsets)), names, out)

    return statistic


@_jit
def _whole(resample, offsets):
    """Return the one float vector that a resample is; a view would count its references."""
    return (resample,)


def _samples(columns: Sequence[tuple[int, bool]]) -> Any:
    """Return the function that gives the samples of a resample, as a tuple."""
    *before, (width, whole) = columns
    start = sum(max(1, columns) for columns, _ in before)
    sample = _sample(start, width, whole)
    if not before:
        return _jit(lambda resample, offsets: (sample(resample, offsets),))
    others = _samples(before)
    return _jit(lambda resample, offsets: (*others(resample, offsets), sample(resample, offsets)))


def _sample(start: int, width: int, whole: bool) -> Any:
    stop = start + max(1, width)

    def vector(resample, offsets):
        return resample[offsets[start] : offsets[stop]]

    def matrix(resample, offsets):
        flat = resample[offsets[start] : offsets[stop]]
        return flat.reshape((width, flat.shape[0] // width)).T

    values = _jit(matrix if width else vector)
    if not whole:
        return values
    return _jit(lambda resample, offsets: values(resample, offsets).astype(np.int64))


def _keep(value, names, out): ...


@overload(_keep, jit_options={"nogil": True, "error_model": "numpy"})
def _overload_keep(value, names, out):
    """Write a value of any kind that a statistic may return into the row ``out``."""
    if isinstance(value, types.Number | types.Boolean):
        return _keep_number
    if isinstance(value, types.Array) and value.ndim <= 1 and _is_real(value.dtype):
        return _keep_number_of_array if value.ndim == 0 else _keep_sequence
    if isinstance(value, types.UniTuple | types.List) and _is_real(value.dtype):
        return _keep_sequence
    if isinstance(value, types.BaseTuple) and all(map(_is_real, value)):
        return _keep_unlike
    if isinstance(value, types.DictType) and _is_real(value.value_type):
        return _keep_dict if value.key_type == types.unicode_type else None
    if isinstance(value, types.LiteralStrKeyDict) and all(map(_is_real, value.types)):
        return _keep_unlike_dict
    if isinstance(value, types.Optional) and _is_real(value.type):
        return _keep_number  # None raises
    msg = f"{RETURNS} {value}"
    raise TypingError(msg)


def _is_real(kind: Any) -> bool:
    return isinstance(kind, types.Integer | types.Float | types.Boolean)


def _keep_number(value, names, out):
    _check_length(1, out)
    out[0] = value


def _keep_number_of_array(value, names, out):
    _check_length(1, out)
    out[0] = value[()]


def _keep_sequence(value, names, out):
    _check_length(len(value), out)
    for j in range(out.shape[0]):
        out[j] = value[j]


def _keep_unlike(value, names, out):
    _check_length(len(value), out)
    j = 0
    for one in literal_unroll(value):  # which enumerate does not take
        out[j] = one
        j = j + 1


def _keep_dict(value, names, out):
    _check_length(len(value), out)
    for j, (key, one) in enumerate(value.items()):
        if key != names[j]:
            raise ValueError("the statistic returned other names than on the data")
        out[j] = one


def _keep_unlike_dict(value, names, out):
    for j, key in enumerate(value.keys()):
        if key != names[j]:
            raise ValueError("the statistic returned other names than on the data")
    _keep_unlike(value.values(), names, out)


@_jit
def _check_length(n, out):
    if n != out.shape[0]:
        raise ValueError("the statistic returned another number of values than on the data")
