"""Turn the user's arrays into samples: the only place that looks at their types."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._arguments import check_choice
from bootes._resolve.numbers import as_numbers
from bootes.errors import DataError, InputError
from bootes.protocols import Floats
from bootes.samples import Columns, Samples

__all__ = ["NAN_POLICIES", "Resolved", "as_samples", "check_bool"]

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
    checked = [as_numbers(array, name) for array, name in zip(arrays, names, strict=True)]
    if paired:
        _check_lengths(checked, names)
    tables = [[_Titled.of(array, name)] for array, name in zip(checked, names, strict=True)]
    if paired:
        tables = [list(itertools.chain.from_iterable(tables))]
    kept = [_without_missing(table, nan_policy) for table in tables]
    for table, (columns, gone) in zip(tables, kept, strict=True):
        _check_length(columns[0].shape[1], table[0].title(0), minimum, gone)
    kinds = [array.dtype.kind for array in checked]
    arguments = Columns(
        tuple(array.shape[1] if array.ndim == 2 else 0 for array in checked),
        _which("iu", kinds, paired),
        _which("b", kinds, paired),
    )
    samples = _concatenated([columns for columns, _ in kept], arguments)
    return Resolved(samples, tuple(gone for _, gone in kept))


@dataclass(frozen=True)
class _Titled:
    """The (d, n) columns of one array, and what to call them."""

    columns: Floats
    name: str
    is_table: bool

    @classmethod
    def of(cls, array: NDArray[Any], name: str) -> _Titled:
        columns = array.T if array.ndim == 2 else array[None]
        return cls(np.ascontiguousarray(columns, np.float64), name, array.ndim == 2)

    def title(self, column: int) -> str:
        """Return what to call a column."""
        return f"column {column} of {self.name}" if self.is_table else self.name


def _which(of: str, kinds: Sequence[str], paired: bool) -> tuple[bool, ...]:
    """Say which samples have one of these kinds of dtype.

    Rows of independent samples may be dealt to each other: an integer one would cut the rest, so
    that there all are or none is; booleans among integers are integers.
    """
    if paired:
        return tuple(kind in of for kind in kinds)
    common = "b" if set(kinds) == {"b"} else "i" if set(kinds) <= set("iub") else "f"
    return (common in of,) * len(kinds)


def _check_lengths(arrays: list[NDArray[Any]], names: Sequence[str]) -> None:
    if len({len(array) for array in arrays}) > 1:
        sizes = ", ".join(f"{name} has {len(a)}" for name, a in zip(names, arrays, strict=True))
        msg = f"paired samples must have equal lengths: {sizes} rows."
        raise DataError(msg)


def _names(n: int) -> list[str]:
    return ["data"] if n == 1 else [f"sample {j}" for j in range(n)]


def _without_missing(table: list[_Titled], nan_policy: str) -> tuple[list[Floats], int]:
    """Return the columns of a table without the rows that miss a value, and how many these are."""
    found = [array.columns for array in table]
    if all(np.isfinite(columns).all() for columns in found):
        return found, 0
    for array in table:
        for j, column in enumerate(array.columns):
            name, remedy = array.title(j), "Infinity is not missing: correct it first."
            _refuse(np.isinf(column), name, "infinite", remedy)
            if nan_policy == "raise":
                remedy = "Pass nan_policy='omit' to leave them out."
                _refuse(np.isnan(column), name, "missing (NaN)", remedy)
    missing = np.logical_or.reduce([np.isnan(columns).any(axis=0) for columns in found])
    return [columns[:, ~missing] for columns in found], int(missing.sum())


def _refuse(bad: NDArray[np.bool_], name: str, what: str, remedy: str) -> None:
    if bad.any():
        n = int(bad.sum())
        values = "value" if n == 1 else "values"
        msg = f"{name} has {n} {what} {values}, the first at index {int(bad.argmax())}. {remedy}"
        raise DataError(msg)


def _check_length(n: int, name: str, minimum: int, omitted: int) -> None:
    if n >= minimum:
        return
    has = "is empty" if n == 0 else f"has {n} value{'s' if n > 1 else ''}"
    left = f" once its {omitted} missing are left out" if omitted else ""
    msg = f"{name} {has}{left}; resampling needs at least {minimum} values."
    raise DataError(msg)


def _concatenated(tables: list[list[Floats]], arguments: Columns) -> Samples:
    arrays = [columns for table in tables for columns in table]
    values = np.concatenate([*(columns.reshape(-1) for columns in arrays), [0.0]])
    values.flags.writeable = False
    sizes = np.repeat([c.shape[1] for c in arrays], [len(c) for c in arrays])
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    counts = tuple(sum(map(len, table)) for table in tables)
    return Samples(values, offsets.astype(np.int64), counts, arguments)


def check_bool(name: str, value: object) -> None:
    """Refuse what is not True or False."""
    if not isinstance(value, bool | np.bool_):
        msg = f"{name}={value!r} is not True or False."
        raise InputError(msg)
