"""Checks of the options that every verb hands on, before anything of the user's is called."""

from __future__ import annotations

from typing import Any

from bootes._arguments import check_choice
from bootes._resolve.planning import KEEP
from bootes._resolve.samples import NAN_POLICIES
from bootes.engines.resolve import check_engine
from bootes.errors import InputError
from bootes.intervals.levels import check_enough

__all__ = ["check_interval", "check_options", "check_run"]

_ON_ERROR = ("raise", "omit")


def check_options(
    *,
    nan_policy: Any,
    on_error: Any,
    keep: Any,
    engine: Any,
    n_jobs: Any,
    progress: Any,
    compile: Any = "auto",
    vectorized: Any = None,
) -> None:
    """Refuse values that are not allowed.

    Raises
    ------
    UnknownNameError, InputError, InputTypeError
        With the name of the argument, its value and what is allowed.
    """
    check_choice("nan_policy", nan_policy, NAN_POLICIES)
    check_choice("on_error", on_error, _ON_ERROR)
    check_choice("keep", keep, KEEP)
    check_run(engine, n_jobs, progress)
    _check_one_of("vectorized", vectorized, (None, True, False))
    _check_one_of("compile", compile, ("auto", True, False))


def check_run(engine: Any, n_jobs: Any, progress: Any) -> None:
    """Refuse an engine, a number of workers or a choice of progress that is none."""
    check_engine(engine, n_jobs)
    if not callable(progress):
        besides = ", or a function that is called with a ProgressUpdate"
        _check_one_of("progress", progress, (None, True, False), besides)


def check_interval(
    n_resamples: int, keep: str, method: str, confidence_level: float, alternative: str
) -> None:
    """Refuse what the default interval could not be computed from; one replicate is its own.

    Raises
    ------
    IntervalError
        If there are too few resamples for the confidence level.
    """
    no_interval = keep in ("tails", "moments") or n_resamples <= 1
    if method != "normal" and not no_interval:
        check_enough(n_resamples, confidence_level, alternative)


def _check_one_of(name: str, value: Any, allowed: tuple[Any, ...], besides: str = "") -> None:
    # By identity or as text: 1 is not True, and an array is neither.
    if not any(value is one or (isinstance(value, str) and value == one) for one in allowed):
        msg = f"{name}={value!r} is not one of {', '.join(map(repr, allowed))}{besides}."
        raise InputError(msg)
