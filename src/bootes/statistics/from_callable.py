"""A user's function as a statistic in the form "compiled", "vectorized" or "python"."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import numpy as np

from bootes.errors import InputError, StatisticError
from bootes.protocols import Floats, Sampler, Statistic
from bootes.samples import Columns
from bootes.statistics.automatic import automatic
from bootes.statistics.compiled import CompiledStatistic, is_compiled
from bootes.statistics.python import (
    PythonStatistic,
    VectorizedStatistic,
    as_row,
    component_names,
)

__all__ = ["from_callable"]

_NO_KEY = np.zeros(2, np.uint64)
_NO_BLOCKS = "it takes axis, but gives no value for each resample of a block"


def from_callable(
    function: Callable[..., Any], original: Sampler, vectorized: bool | None, compile: bool | str
) -> Statistic:
    """Try the function on the data and choose its form.

    Raises
    ------
    InputError
        If it cannot be vectorized or compiled as asked.
    StatisticError
        If it raises on the data, or returns what is no number.
    """
    name = _name_of(function)
    data = _data(original)
    columns = _columns(original.arguments(data))
    matrix = any(columns.widths)
    may_be = not matrix and not is_compiled(function) and _takes_axis(function)
    if vectorized and matrix:
        msg = "vectorized=True needs one-dimensional samples; the data are rows of a matrix."
        raise InputError(msg)
    if vectorized or (vectorized is None and may_be):
        reason = "takes axis" if _takes_axis(function) else "vectorized=True"
        statistic = VectorizedStatistic(name, function, None, reason)
        try:
            _on_data(lambda *x: statistic.of(tuple(v[None] for v in x))[0], original)
            return statistic
        except StatisticError:
            if vectorized or not _does_without_axis(function):
                raise
        alone: Any = from_callable(function, original, False, compile)
        return cast("Statistic", replace(alone, reason=f"{alone.reason}; {_NO_BLOCKS}"))
    value = _on_data(function, original)
    try:
        names = component_names(value)
        as_row(value, names)
    except StatisticError as error:
        msg = f"{error} ({name!r}, called on the data)."
        raise StatisticError(msg) from None
    if any(argument.dtype.kind == "b" for argument in original.arguments(data)):
        return _of_booleans(name, function, names, compile)
    if is_compiled(function):
        return _compiled_by_user(name, function, value, names, columns)
    if compile is False:
        return PythonStatistic(name, function, names, "not compiled: compile=False")
    return automatic(name, function, names, original, data, columns, demanded=compile is True)


def _of_booleans(
    name: str, function: Any, names: tuple[str, ...] | None, compile: bool | str
) -> PythonStatistic:
    """Call it from Python: the loops hand over floats and integers only."""
    if compile is True:
        msg = (
            f"compile=True: {name!r} gets booleans, and compiled functions get floats or integers. "
            "Pass the data as integers (data * 1), or compile='auto'."
        )
        raise InputError(msg)
    return PythonStatistic(name, function, names, "not compiled: it gets booleans")


def _compiled_by_user(
    name: str, function: Any, value: Any, names: tuple[str, ...] | None, columns: Columns
) -> Statistic:
    statistic = CompiledStatistic(name, function, columns, names)
    vectors = len(columns.widths) <= 2 and not any(columns.widths) and not any(columns.integers)
    array = isinstance(value, np.ndarray) and value.ndim == 1 and value.dtype == np.float64
    if vectors and (array or isinstance(value, float | int | np.number)):
        return CompiledStatistic(name, function, columns, names, direct=True)
    why_not = statistic.kernel()
    if not isinstance(why_not, str):
        return statistic
    why_not = f"an njit function that our loops cannot call ({why_not}) is called from Python"
    return PythonStatistic(name, function, names, why_not)


def _columns(arguments: tuple[Any, ...]) -> Columns:
    return Columns(
        tuple(argument.shape[1] if argument.ndim > 1 else 0 for argument in arguments),
        tuple(argument.dtype.kind == "i" for argument in arguments),
    )


def _does_without_axis(function: Callable[..., Any]) -> bool:
    """Whether the axis has a default: then the function can be called for each resample."""
    return inspect.signature(function).parameters["axis"].default is not inspect.Parameter.empty


def _takes_axis(function: Callable[..., Any]) -> bool:
    try:
        return "axis" in inspect.signature(function).parameters
    except (TypeError, ValueError):
        return False


def _data(original: Sampler) -> Floats:
    block = np.empty((1, int(original.offsets[-1])))
    original.draw(_NO_KEY, 0, 1, block)
    data: Floats = block[0]
    return data


def _name_of(function: Any) -> str:
    return getattr(function, "__name__", type(function).__name__)


def _on_data(function: Callable[..., Any], original: Sampler) -> Any:
    try:
        return function(*original.arguments(_data(original)))
    except StatisticError:
        raise
    except Exception as error:
        shapes = [argument.shape for argument in original.arguments(_data(original))]
        msg = (
            f"the statistic {_name_of(function)!r} raised {type(error).__name__}: {error} on the "
            f"data (called with arrays of shape {', '.join(map(str, shapes))})."
        )
        raise StatisticError(msg) from error
