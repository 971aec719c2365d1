"""Names and well-known NumPy functions that our own kernels compute."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from bootes.errors import InputError, UnknownNameError
from bootes.statistics.builtin import BUILTINS, Builtin, quantile, with_ddof

__all__ = ["recognise"]


def recognise(statistic: Any, compile: bool | str = "auto") -> Builtin | None:
    """Return the row of the table that computes ``statistic``; None for other callables.

    A string is a name of the table, or ``"quantile:0.9"``. NumPy's mean, median, var, std and
    quantile are recognised as they are and in a ``functools.partial`` with keyword arguments;
    with ``compile=False`` they run as the Python functions that they are.

    Raises
    ------
    UnknownNameError
        If a string is not in the table.
    InputError
        If the level of a quantile is not a number from 0 to 1.
    """
    if isinstance(statistic, Builtin):
        return statistic
    if isinstance(statistic, str):
        return _named(statistic)
    if compile is False:
        return None
    return _from_numpy(statistic)


def _named(name: str) -> Builtin:
    if name in BUILTINS:
        return BUILTINS[name]
    head, _, level = name.partition(":")
    if head == "quantile":
        try:
            return quantile(float(level))
        except ValueError:
            msg = f"statistic {name!r}: write the level of a quantile as in 'quantile:0.9'."
            raise InputError(msg) from None
    raise UnknownNameError.from_name_and_choices("statistic", name, [*BUILTINS, "quantile:LEVEL"])


def _spread(name: str) -> Callable[[Mapping[str, Any]], Builtin | None]:
    def row(options: Mapping[str, Any]) -> Builtin | None:
        return (
            with_ddof(BUILTINS[name], options.get("ddof", 0)) if set(options) <= {"ddof"} else None
        )

    return row


def _plain(name: str) -> Callable[[Mapping[str, Any]], Builtin | None]:
    return lambda options: None if options else BUILTINS[name]


def _level(scale: float) -> Callable[[Mapping[str, Any]], Builtin | None]:
    def row(options: Mapping[str, Any]) -> Builtin | None:
        scalar = set(options) == {"q"} and np.ndim(options["q"]) == 0
        return quantile(options["q"] / scale) if scalar else None

    return row


_NUMPY: Mapping[Any, Callable[[Mapping[str, Any]], Builtin | None]] = {
    np.mean: _plain("mean"),
    np.median: _plain("median"),
    np.var: _spread("variance"),
    np.std: _spread("std"),
    np.quantile: _level(1.0),
    np.percentile: _level(100.0),
}


def _from_numpy(statistic: Any) -> Builtin | None:
    options: Mapping[str, Any] = {}
    if isinstance(statistic, functools.partial) and not statistic.args:
        statistic, options = statistic.func, statistic.keywords
    try:
        row = _NUMPY.get(statistic)
    except TypeError:  # an unhashable callable is none of NumPy's
        return None
    return row(options) if row else None
