"""Names and well-known functions that our own kernels compute."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from bootes.errors import InputError
from bootes.statistics.builtin import BUILTINS, LEVELLED, Builtin
from bootes.statistics.known import known
from bootes.statistics.listing import unknown_name
from bootes.statistics.rows_two import combined

__all__ = ["recognise"]


def recognise(statistic: Any, compile: bool | str = "auto") -> Builtin | None:
    """Return the row of the table that computes ``statistic``; None for other callables.

    A string is a name of the table, or ``"quantile:0.9"``. Functions of NumPy, SciPy,
    scikit-learn and the module ``statistics`` are recognised as they are and in a
    ``functools.partial`` with keyword arguments; with ``compile=False`` they run as the Python
    functions that they are.

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
    options: Mapping[str, Any] = {}
    if isinstance(statistic, functools.partial) and not statistic.args:
        statistic, options = statistic.func, statistic.keywords
    return known(statistic, options)


def _named(name: str) -> Builtin:
    if name in BUILTINS:
        return BUILTINS[name]
    head, _, level = name.partition(":")
    base, how = _without_ending(head)
    if base not in LEVELLED:
        raise unknown_name(name)
    make, told = LEVELLED[base]
    row = _levelled(name, level, make, told)
    return combined(row, how) if how else row


def _without_ending(head: str) -> tuple[str, str]:
    for how in ("difference", "ratio"):
        if head.endswith(f"_{how}"):
            return head.removesuffix(f"_{how}"), how
    return head, ""


def _levelled(name: str, level: str, make: Callable[[float], Builtin], told: str) -> Builtin:
    try:
        return make(float(level))
    except ValueError:  # no number, or one that is not allowed
        msg = f"statistic {name!r}: write {told}."
        raise InputError(msg) from None
