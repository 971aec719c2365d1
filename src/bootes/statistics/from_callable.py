"""A user's function as a statistic in the form "compiled", "vectorized" or "python"."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from bootes.errors import InputError, StatisticError
from bootes.protocols import Floats, Sampler, Statistic
from bootes.statistics.compiled import CompiledStatistic, is_compiled
from bootes.statistics.python import (
    PythonStatistic,
    VectorizedStatistic,
    as_row,
    component_names,
)

__all__ = ["from_callable"]

_NO_KEY = np.zeros(2, np.uint64)


def from_callable(
    function: Callable[..., Any], original: Sampler, vectorized: bool | None, compile: bool | str
) -> Statistic:
    """Try the function on the data and choose its form.

    Raises
    ------
    StatisticError
        If it raises on the data, or returns what is no number.
    """
    name = getattr(function, "__name__", type(function).__name__)
    matrix = original.arguments(_data(original))[0].ndim > 1
    if vectorized is None:
        vectorized = not matrix and not is_compiled(function) and _takes_axis(function)
    if vectorized and matrix:
        msg = "vectorized=True needs one-dimensional samples; the data are rows of a matrix."
        raise InputError(msg)
    if vectorized:
        reason = "takes axis" if _takes_axis(function) else "vectorized=True"
        statistic = VectorizedStatistic(name, function, None, reason)
        _on_data(lambda *x: statistic.of(tuple(v[None] for v in x))[0], original)
        return statistic
    value = _on_data(function, original)
    try:
        names = component_names(value)
        as_row(value, names)
    except StatisticError as error:
        msg = f"{error} ({name!r}, called on the data)."
        raise StatisticError(msg) from None
    if is_compiled(function):
        why_not = _why_not_compiled(function, value, original)
        if why_not is None:
            return CompiledStatistic(name, function, len(original.offsets) - 1, names)
        return PythonStatistic(name, function, names, why_not)
    if compile is True:
        msg = (
            f"compile=True: {name!r} is a plain Python function, and bootes compiles none by "
            "itself yet. Decorate it with numba.njit, or pass compile='auto'."
        )
        raise InputError(msg)
    return PythonStatistic(name, function, names, "plain Python function")


def _why_not_compiled(function: Any, value: Any, original: Sampler) -> str | None:
    samples = original.arguments(_data(original))
    if samples[0].ndim > 1:
        return "an njit function of rows is called from Python"
    if samples[0].dtype != np.float64 and not _takes_floats(function, value, samples):
        return "an njit function that needs integers is called from Python"
    if len(samples) > 2:
        return "an njit function of more than two samples is called from Python"
    array = isinstance(value, np.ndarray) and value.ndim == 1 and value.dtype == np.float64
    if not array and not isinstance(value, float | int | np.number):
        return f"an njit function that returns {type(value).__name__} is called from Python"
    return None


def _takes_floats(function: Any, value: Any, samples: Any) -> bool:
    try:
        of_floats = function(*(sample.astype(np.float64) for sample in samples))
    except Exception:  # Numba's typing errors, or the function's own
        return False
    return np.array_equal(of_floats, value, equal_nan=True)


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


def _on_data(function: Callable[..., Any], original: Sampler) -> Any:
    try:
        return function(*original.arguments(_data(original)))
    except StatisticError:
        raise
    except Exception as error:
        name = getattr(function, "__name__", type(function).__name__)
        shapes = [argument.shape for argument in original.arguments(_data(original))]
        msg = (
            f"the statistic {name!r} raised {type(error).__name__}: {error} on the data "
            f"(called with arrays of shape {', '.join(map(str, shapes))})."
        )
        raise StatisticError(msg) from error
