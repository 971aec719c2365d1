"""Turn what the user passed as ``statistic`` into a statistic in one fixed form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from bootes.errors import InputError, InputTypeError
from bootes.protocols import Sampler, Statistic
from bootes.statistics.builtin import Builtin
from bootes.statistics.from_builtin import from_builtin, from_recognised, in_python
from bootes.statistics.from_callable import from_callable
from bootes.statistics.from_columns import columnwise
from bootes.statistics.from_frames import from_frames, takes_frames
from bootes.statistics.recognise import recognise

__all__ = ["as_statistic"]


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
    if takes_frames(original):
        return from_frames(statistic, original, vectorized, compile)
    of_columns = columnwise(statistic, original, compile)
    if of_columns is not None:
        return of_columns
    builtin = recognise(statistic, compile)
    if builtin is not None and isinstance(statistic, str | Builtin):
        make = in_python if compile is False else from_builtin
        return make(builtin, original)
    if builtin is not None:
        recognised = from_recognised(builtin, statistic, original)
        if recognised is not None:
            return recognised
        own: Any = from_callable(statistic, original, vectorized, compile=False)
        own = replace(own, reason=f"known as {builtin.name!r}, but not of these data")
        return cast("Statistic", own)
    if not callable(statistic):
        msg = (
            f"statistic={statistic!r} is neither a name nor a function. Pass the name of a "
            "built-in statistic, such as 'mean', or a function of the data."
        )
        raise InputTypeError(msg)
    return from_callable(statistic, original, vectorized, compile)
