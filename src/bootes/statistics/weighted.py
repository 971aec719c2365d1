"""The weighted form of a statistic: a row of its own, or the user's function with ``weights=``."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import replace
from types import FunctionType
from typing import Any

from bootes.errors import InputError
from bootes.statistics.recognise import recognise
from bootes.statistics.rows_weighted import WEIGHTED

__all__ = ["WithWeights", "weighted"]

_WITH_ARGUMENTS = ("variance", "std", "quantile")


def weighted(statistic: Any, n_samples: int, compile: bool | str) -> Any:
    """Return what computes the statistic of columns of which the weights are the last.

    Of several independent samples every second column holds weights.

    Raises
    ------
    InputError
        If a built-in statistic has no weighted form.
    """
    builtin = recognise(statistic, compile)
    if builtin is None:
        return WithWeights(statistic, n_samples) if callable(statistic) else statistic
    name = builtin.name.partition(":")[0].partition("(")[0]
    row = WEIGHTED.get("mean" if name == "proportion" else name)
    if row is None:
        msg = (
            f"statistic {builtin.name!r} has no weighted form. There is one of "
            f"{', '.join(WEIGHTED)}, and a function of yours is called with weights=."
        )
        raise InputError(msg)
    if name not in _WITH_ARGUMENTS:
        return replace(row, name=builtin.name)
    python = functools.partial(row.python, **{_argument(name): builtin.args[0]})
    return replace(row, name=builtin.name, args=builtin.args, python=python)


def _argument(name: str) -> str:
    return "level" if name == "quantile" else "ddof"


class WithWeights:
    """A user's function, called with columns of which the last, or every second, are weights."""

    def __init__(self, function: Callable[..., Any], n_samples: int) -> None:
        self.function = function
        self.n_samples = n_samples
        self.__name__ = getattr(function, "__name__", type(function).__name__)

    def __call__(self, *columns: Any) -> Any:
        """Return the value of any number of columns."""
        if self.n_samples == 1:
            return self.function(*columns[:-1], weights=columns[-1])
        return self.function(*columns[::2], weights=columns[1::2])

    def of_columns(self, n: int) -> Callable[..., Any]:
        """Return the same as a function of ``n`` columns that can be compiled, where there is one.

        It calls nothing but the user's function, whose values it returns as they are.
        """
        function = _by_position(self.function)

        def of_one(x: Any, w: Any) -> Any:
            return function(x, weights=w)

        def of_pairs(x: Any, y: Any, w: Any) -> Any:
            return function(x, y, weights=w)

        def of_two(x: Any, w: Any, y: Any, v: Any) -> Any:
            return function(x, y, weights=(w, v))

        plain: dict[tuple[int, int], Callable[..., Any]]
        plain = {(1, 2): of_one, (1, 3): of_pairs, (2, 4): of_two}
        return plain.get((self.n_samples, n), self)


def _by_position(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of ``(..., *, weights)`` as one of ``(..., weights)``, others as is."""
    if not isinstance(function, FunctionType):
        return function
    code = function.__code__
    names = code.co_varnames[code.co_argcount :][: code.co_kwonlyargcount]
    if names != ("weights",) or function.__defaults__ or code.co_flags & inspect.CO_VARARGS:
        return function
    moved = code.replace(co_argcount=code.co_argcount + 1, co_kwonlyargcount=0)
    return FunctionType(moved, function.__globals__, function.__name__, None, function.__closure__)
