"""The weighted form of a statistic: a row of its own, or the user's function with ``weights=``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bootes.errors import InputError
from bootes.statistics.recognise import recognise
from bootes.statistics.rows_weighted import WEIGHTED

__all__ = ["weighted"]

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
        return _with_weights(statistic, n_samples) if callable(statistic) else statistic
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


def _with_weights(function: Callable[..., Any], n_samples: int) -> Callable[..., Any]:
    def of_one(*columns: Any) -> Any:
        return function(*columns[:-1], weights=columns[-1])

    def of_several(*columns: Any) -> Any:
        return function(*columns[::2], weights=columns[1::2])

    called = of_one if n_samples == 1 else of_several
    called.__name__ = getattr(function, "__name__", type(function).__name__)
    return called
