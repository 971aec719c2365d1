"""Checks of the numbers and choices that all verbs take."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from bootes.errors import InputError, InputTypeError, UnknownNameError

__all__ = ["ALTERNATIVES", "as_path", "check_choice", "check_confidence_level", "check_n_resamples"]

_MOST = 2**62  # replicates are numbered in 64 bits
ALTERNATIVES = ("two-sided", "less", "greater")


def check_n_resamples(n_resamples: Any, *, minimum: int = 1, name: str = "n_resamples") -> int:
    """Return the number of resamples as an int.

    Raises
    ------
    InputTypeError
        If it is not an int (a float that is one, such as 1e4, is taken).
    InputError
        If it is below ``minimum``.
    """
    real = isinstance(n_resamples, float | np.floating)
    if real and n_resamples.is_integer():
        n_resamples = int(n_resamples)
    single = not isinstance(n_resamples, bool) and np.ndim(n_resamples) == 0
    if not (single and hasattr(n_resamples, "__index__")):
        msg = f"{name}={n_resamples!r} is not a whole number. Pass an int, for example 9_999."
        raise InputError(msg) if real else InputTypeError(msg)
    number = int(n_resamples.__index__())
    if number < minimum:
        msg = f"{name}={number} is too small; it must be at least {minimum}."
        raise InputError(msg)
    if number > _MOST:
        msg = f"{name}={number} is too large; it must be at most {_MOST:.3g}."
        raise InputError(msg)
    return number


def check_confidence_level(level: Any) -> float:
    """Return the confidence level as a float in (0, 1).

    Raises
    ------
    InputTypeError
        If it is not a number.
    InputError
        If it is outside (0, 1); a percentage gets a suggestion.
    """
    if isinstance(level, bool | str) or np.ndim(level) or not hasattr(level, "__float__"):
        msg = f"confidence_level={level!r} is not a number. Pass a fraction such as 0.95."
        raise InputTypeError(msg)
    value = float(level)
    if not 0.0 < value < 1.0:
        meant = f"Did you mean {value / 100:g}?" if 1.0 < value < 100.0 else "0.95 is usual."
        msg = f"confidence_level={level!r} is not between 0 and 1, both excluded. {meant}"
        raise InputError(msg)
    return value


def as_path(path: Any, name: str = "path", of: str = "file") -> Path:
    """Return the path of a file or folder; ``name`` is that of the argument.

    Raises
    ------
    InputTypeError
        If it is neither text nor a path, or empty.
    """
    if not isinstance(path, str | os.PathLike) or not os.fspath(path):
        msg = f"{name}={path!r} is of type {type(path).__name__}; pass the name of a {of}."
        raise InputTypeError(msg)
    return Path(os.fsdecode(path))


def check_choice(name: str, value: Any, choices: Iterable[str]) -> str:
    """Return ``value`` if it is one of the choices.

    Raises
    ------
    UnknownNameError
        Otherwise, with the nearest one.
    """
    known = tuple(choices)
    if not isinstance(value, str) or value not in known:
        raise UnknownNameError.from_name_and_choices(name, value, known)
    return value
