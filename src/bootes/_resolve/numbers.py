"""Arrays of real numbers from whatever the user passed, or an error that says what it was."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.errors import DataError

__all__ = ["as_numbers"]

_EXACT = 2**53  # larger integers are not exact in float64
_SHOWN = 40  # characters of a bad value in a message


def as_numbers(array: Any, name: str) -> NDArray[Any]:
    """Return the array if it holds real numbers in one or two dimensions.

    Raises
    ------
    DataError
        With what it holds instead.
    """
    if isinstance(array, np.ma.MaskedArray):
        masked: Any = array.astype(np.float64)
        array = masked.filled(np.nan)
    try:
        values = np.asarray(array)
    except (TypeError, ValueError) as error:
        msg = (
            f"{name} cannot be read as an array of numbers; are its rows of one length? NumPy "
            f"says: {error}"
        )
        raise DataError(msg) from error
    if values.dtype == object and values.ndim > 0:
        values = _from_objects(values, name)
    if values.ndim not in (1, 2) or values.shape[1:] == (0,):
        what = _told(array) if values.ndim == 0 else f"an array of shape {values.shape}"
        msg = (
            f"{name} is {what}. Pass one value per row, shape (n,), or rows of values, shape "
            "(n, d), as an array or a list; a tuple holds several samples."
        )
        raise DataError(msg)
    if values.dtype.kind not in "iufb":
        msg = (
            f"{name} has dtype {values.dtype}{_first_bad(values)}, and resampling needs real "
            "numbers. Convert the values to float first."
        )
        raise DataError(msg)
    if (
        values.dtype.kind in "iu"
        and values.size
        and max(int(values.max()), -int(values.min())) > _EXACT
    ):
        msg = (
            f"{name} has integers beyond 2^53, which lose digits in float64. Subtract an offset "
            "first, or convert the values to float."
        )
        raise DataError(msg)
    return values


def _from_objects(values: NDArray[Any], name: str) -> NDArray[Any]:
    """Accept an object array only where every element is a real number or missing."""
    flat = np.empty(values.size)
    for i, value in enumerate(values.ravel()):
        try:
            flat[i] = np.nan if _is_missing(value) else float(_real(value))
        except (TypeError, OverflowError) as error:
            msg = (
                f"{name} has dtype object, and its value at index {i} is {_told(value)}, not a "
                "real number that float64 holds. Convert the values to float first."
            )
            raise DataError(msg) from error
    return flat.reshape(values.shape)


def _first_bad(values: NDArray[Any]) -> str:
    """Show the first value, of text the first that is no number."""
    flat = values.ravel().tolist()
    i = 0
    while values.dtype.kind in "US" and i < len(flat) - 1 and _is_text_of_number(flat[i]):
        i += 1
    return f" ({flat[i]!r} at index {i})" if flat else ""


def _is_text_of_number(text: str | bytes) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_missing(value: object) -> bool:
    # pandas' own markers, without importing pandas
    return value is None or type(value).__name__ in ("NAType", "NaTType")


def _real(value: Any) -> Any:
    if isinstance(value, int | float | np.integer | np.floating):
        return value
    raise TypeError


def _told(value: object) -> str:
    """Show a value and its type, in one short line."""
    if value is None:
        return "None"
    text = repr(value)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return f"{shown} (of type {type(value).__name__})"
