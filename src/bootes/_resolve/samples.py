"""Turn the user's arrays into samples: the only place that looks at their types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._arguments import check_choice
from bootes.errors import DataError, InputError
from bootes.protocols import Floats, Samples

__all__ = ["NAN_POLICIES", "Resolved", "as_samples", "check_bool"]

_EXACT = 2**53  # larger integers are not exact in float64
_SHOWN = 40  # characters of a bad value in a message
NAN_POLICIES = ("raise", "omit")


@dataclass(frozen=True)
class Resolved:
    """Samples and how many rows were left out of each because they were missing."""

    samples: Samples
    n_omitted: tuple[int, ...]


def as_samples(
    data: Any,
    *,
    paired: bool = False,
    nan_policy: str = "raise",
    names: Sequence[str] | None = None,
    minimum: int = 2,
) -> Resolved:
    """Return float64 samples, checked.

    Parameters
    ----------
    data : array_like or tuple of array_like
        One sample, (n,) or rows (n, d); or a tuple of samples.
    paired : bool
        The samples are columns of the same rows.
    nan_policy : {"raise", "omit"}
        What missing values do; rows of paired samples and of matrices are left out whole.
    names : sequence of str, optional
        What to call the samples in messages.
    minimum : int
        The least number of rows.

    Raises
    ------
    DataError
        For empty, short, ragged or non-numeric samples, for missing or infinite values.
    """
    check_choice("nan_policy", nan_policy, NAN_POLICIES)
    arrays = list(data) if isinstance(data, tuple) else [data]
    if not arrays:
        msg = "data is an empty tuple. Pass an array, or a tuple of arrays (one per sample)."
        raise DataError(msg)
    names = names or _names(len(arrays))
    checked = [_as_numbers(array, name) for array, name in zip(arrays, names, strict=True)]
    integer = all(array.dtype.kind in "iub" for array in checked)
    columns = [array.astype(np.float64) for array in checked]
    matrix = len(columns) == 1 and columns[0].ndim == 2
    if not matrix:
        _check_flat(columns, names)
    else:
        columns = list(columns[0].T)
        names = [f"column {j} of data" for j in range(len(columns))]
    if paired and len({len(column) for column in columns}) > 1:
        sizes = ", ".join(f"{name} has {len(c)}" for name, c in zip(names, columns, strict=True))
        msg = f"paired samples must have equal lengths: {sizes} rows."
        raise DataError(msg)
    paired = matrix or (paired and len(columns) > 1)
    columns, omitted = _without_missing(columns, names, paired, nan_policy)
    for column, name, gone in zip(columns, names, omitted, strict=True):
        _check_length(len(column), name, minimum, gone)
    return Resolved(_concatenated(columns, paired, matrix, integer), omitted)


def _names(n: int) -> list[str]:
    return ["data"] if n == 1 else [f"sample {j}" for j in range(n)]


def _as_numbers(array: Any, name: str) -> NDArray[Any]:
    """Return the array if it holds real numbers in one or two dimensions."""
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


def _without_missing(
    columns: list[Floats], names: Sequence[str], paired: bool, nan_policy: str
) -> tuple[list[Floats], tuple[int, ...]]:
    for column, name in zip(columns, names, strict=True):
        _refuse(np.isinf(column), name, "infinite", "Infinity is not missing: correct it first.")
        if nan_policy == "raise":
            _refuse(
                np.isnan(column), name, "missing (NaN)", "Pass nan_policy='omit' to leave them out."
            )
    missing = [np.isnan(column) for column in columns]
    if paired:
        missing = [np.logical_or.reduce(missing)] * len(columns)
    kept = [column[~gone] for column, gone in zip(columns, missing, strict=True)]
    return kept, tuple(int(gone.sum()) for gone in missing)


def _refuse(bad: NDArray[np.bool_], name: str, what: str, remedy: str) -> None:
    if bad.any():
        n = int(bad.sum())
        values = "value" if n == 1 else "values"
        msg = f"{name} has {n} {what} {values}, the first at index {int(bad.argmax())}. {remedy}"
        raise DataError(msg)


def _check_flat(columns: list[Floats], names: Sequence[str]) -> None:
    for column, name in zip(columns, names, strict=True):
        if column.ndim != 1:
            msg = (
                f"{name} has shape {column.shape}, and each of several samples is one value per "
                "row, shape (n,). Rows of values, shape (n, d), are passed alone, not in a tuple."
            )
            raise DataError(msg)


def _check_length(n: int, name: str, minimum: int, omitted: int) -> None:
    if n >= minimum:
        return
    has = "is empty" if n == 0 else f"has {n} value{'s' if n > 1 else ''}"
    left = f" once its {omitted} missing are left out" if omitted else ""
    msg = f"{name} {has}{left}; resampling needs at least {minimum} values."
    raise DataError(msg)


def _concatenated(columns: list[Floats], paired: bool, matrix: bool, integer: bool) -> Samples:
    values = np.concatenate([*columns, [0.0]])
    values.flags.writeable = False
    offsets = np.concatenate([[0], np.cumsum([len(column) for column in columns])])
    return Samples(values, offsets.astype(np.int64), paired, matrix, integer)


def check_bool(name: str, value: object) -> None:
    """Refuse what is not True or False."""
    if not isinstance(value, bool | np.bool_):
        msg = f"{name}={value!r} is not True or False."
        raise InputError(msg)
