"""Turn what the user passed as ``statistic`` into a statistic in one fixed form."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from bootes.errors import DataError, InputError, InputTypeError, StatisticError
from bootes.protocols import Floats, Sampler, Statistic
from bootes.statistics.builtin import COMBINE, Builtin
from bootes.statistics.compiled import CompiledStatistic, is_compiled
from bootes.statistics.kernel import KernelStatistic
from bootes.statistics.python import (
    PythonStatistic,
    VectorizedStatistic,
    as_row,
    component_names,
)
from bootes.statistics.recognise import recognise

__all__ = ["as_statistic"]

_NO_KEY = np.zeros(2, np.uint64)


def as_statistic(
    statistic: Any,
    original: Sampler,
    *,
    vectorized: bool | None = None,
    compile: bool | str = "auto",
) -> Statistic:
    """Choose the form of a statistic: kernel, compiled, vectorized or Python.

    The choice depends on the statistic, the shape of the data and the two arguments alone.
    ``original`` is the sampler whose one resample is the data, on which a callable is tried.

    Raises
    ------
    UnknownNameError
        If a name is not in the table of built-in statistics.
    DataError
        If the data have not the samples or rows that a built-in statistic needs.
    StatisticError
        If a callable raises on the data, or returns None or what is no number.
    """
    if compile not in ("auto", True, False):
        msg = f"compile={compile!r} is not one of 'auto', True, False."
        raise InputError(msg)
    builtin = recognise(statistic, compile)
    if builtin is not None and compile is not False:
        return _from_builtin(builtin, original, named=isinstance(statistic, str | Builtin))
    if builtin is not None:
        _check_samples(builtin, original)
        return PythonStatistic(
            builtin.name,
            builtin.python,
            None,
            "compile=False",
            rounding=builtin.rounding,
            centre=builtin.centre,
        )
    if not callable(statistic):
        msg = (
            f"statistic={statistic!r} is neither a name nor a function. Pass the name of a "
            "built-in statistic, such as 'mean', or a function of the data."
        )
        raise InputTypeError(msg)
    return _from_callable(statistic, original, vectorized, compile)


def _from_builtin(builtin: Builtin, original: Sampler, *, named: bool) -> KernelStatistic:
    _check_samples(builtin, original)
    fused = {
        kind: (loop, COMBINE[combine]) for kind, (loop, combine) in (builtin.fused or {}).items()
    }
    reason = "built-in kernel" if named else f"recognised as {builtin.name!r}"
    return KernelStatistic(
        builtin.name,
        builtin.kernel,
        builtin.args,
        reason=reason,
        fused=fused,
        rounding=builtin.rounding,
        centre=builtin.centre,
    )


def _check_samples(builtin: Builtin, original: Sampler) -> None:
    sizes = np.diff(original.offsets)
    if len(sizes) != builtin.n_samples:
        kind = "column" if getattr(original, "matrix", False) else "sample"
        msg = (
            f"statistic {builtin.name!r} is of {_counted(builtin.n_samples, 'sample')}, and the "
            f"data have {_counted(len(sizes), kind)}. Pass {_shape_hint(builtin)}."
        )
        raise DataError(msg)
    if sizes.min() < builtin.minimum:
        msg = (
            f"statistic {builtin.name!r} needs at least {_counted(builtin.minimum, 'value')} per "
            f"sample, and sample {int(sizes.argmin())} has {int(sizes.min())}."
        )
        raise DataError(msg)


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _shape_hint(builtin: Builtin) -> str:
    if builtin.n_samples == 1:
        return "one array"
    return "a tuple of two arrays of the same length" if builtin.paired else "a tuple (x, y)"


def _from_callable(
    function: Callable[..., Any], original: Sampler, vectorized: bool | None, compile: bool | str
) -> Statistic:
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
