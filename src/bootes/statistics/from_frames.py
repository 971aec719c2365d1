"""A user's function of frames: called from Python, once per resample."""

from __future__ import annotations

from typing import Any

import numpy as np

from bootes.errors import InputError, InputTypeError, StatisticError
from bootes.protocols import Sampler
from bootes.statistics.python import PythonStatistic, as_row, component_names

__all__ = ["from_frames", "takes_frames"]

_NO_KEY = np.zeros(2, np.uint64)


def takes_frames(original: Sampler) -> bool:
    """Whether the data are handed over as frames, not as arrays."""
    return not all(isinstance(argument, np.ndarray) for argument in _data(original))


def _data(original: Sampler) -> tuple[Any, ...]:
    block = np.empty((1, int(original.offsets[-1])))
    original.draw(_NO_KEY, 0, 1, block)
    return original.arguments(block[0])


def from_frames(
    function: Any, original: Sampler, vectorized: bool | None, compile: bool | str
) -> PythonStatistic:
    """Try the function on the data.

    Raises
    ------
    InputTypeError, InputError
        If it is a name, or is to be compiled or vectorized.
    StatisticError
        If it raises on the data, or returns what is no number.
    """
    if not callable(function):
        msg = (
            f"statistic={function!r} is of arrays, and as_frame=True hands over frames. Pass a "
            "function of a frame, or leave as_frame out."
        )
        raise InputTypeError(msg)
    for name, value in (("compile", compile), ("vectorized", vectorized)):
        if value is True:
            msg = f"{name}=True needs a function of arrays, and as_frame=True hands over frames."
            raise InputError(msg)
    name = getattr(function, "__name__", type(function).__name__)
    frames = _data(original)
    try:
        value = function(*frames)
        names = component_names(value)
        as_row(value, names)
    except StatisticError as error:
        msg = f"{error} ({name!r}, called on the data)."
        raise StatisticError(msg) from None
    except Exception as error:  # the user's function may raise anything
        kinds = ", ".join(f"{type(f).__module__}.{type(f).__qualname__}" for f in frames)
        msg = (
            f"the statistic {name!r} raised {type(error).__name__}: {error} on the data (called "
            f"with {kinds})."
        )
        raise StatisticError(msg) from error
    return PythonStatistic(name, function, names, "called with frames")
