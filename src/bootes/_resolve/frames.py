"""Columns of whatever holds named columns: pandas, polars or arrow (through narwhals), a dict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.errors import DataError, InputError, InputTypeError, UnknownNameError

__all__ = ["column", "column_names", "groups", "is_frame"]


def is_frame(data: object) -> bool:
    """Whether the data have named columns."""
    if isinstance(data, Mapping):
        return True
    if isinstance(data, np.ndarray | tuple | list):
        return False
    return _narwhals(data) is not None


def _narwhals(data: object) -> Any:
    import narwhals

    frame: Any = narwhals.from_native(data, pass_through=True, eager_only=True)
    return frame if isinstance(frame, narwhals.DataFrame) else None


def column_names(frame: Any) -> list[str]:
    """Return the names of the columns."""
    if isinstance(frame, Mapping):
        return [str(name) for name in frame]
    return [str(name) for name in _narwhals(frame).columns]


def column(frame: Any, name: str) -> NDArray[Any]:
    """Return one column as an array.

    Raises
    ------
    UnknownNameError
        If there is no such column; the message names those that exist.
    """
    if name not in column_names(frame):
        raise UnknownNameError.from_name_and_choices("column", name, column_names(frame))
    values = frame[name] if isinstance(frame, Mapping) else _narwhals(frame)[name].to_numpy()
    return np.asarray(values)


def chosen(frame: Any, columns: str | Iterable[str] | None, *, besides: str | None) -> list[str]:
    """Return the columns asked for; None is every numeric column but the grouping one.

    Raises
    ------
    InputError
        If that leaves none.
    """
    if isinstance(columns, str):
        columns = [columns]
    if columns is not None:
        names = [str(name) for name in columns]
        for name in names:
            column(frame, name)
    else:
        names = [
            name
            for name in column_names(frame)
            if name != besides and column(frame, name).dtype.kind in "iufb"
        ]
    if not names:
        msg = f"no numeric column to use among {column_names(frame)}. Pass columns=[...]."
        raise InputError(msg)
    return names


def groups(frame: Any, by: str) -> list[tuple[str, NDArray[np.intp]]]:
    """Return (label, row numbers) of each group, in the order of first appearance.

    Raises
    ------
    DataError
        If a label is missing.
    """
    labels = column(frame, by).tolist()
    if isinstance(frame, Mapping):
        labels = list(frame[by])  # an array of text would spell a missing label out
    missing = [i for i, label in enumerate(labels) if label is None or label != label]
    if missing:
        msg = (
            f"column {by!r} has {len(missing)} missing label(s), the first in row {missing[0]}. "
            "Every row needs a group: fill the labels in, or drop those rows."
        )
        raise DataError(msg)
    rows: dict[str, list[int]] = {}
    for i, label in enumerate(labels):
        rows.setdefault(str(label), []).append(i)
    return [(label, np.array(members, np.intp)) for label, members in rows.items()]


def check_frame(data: Any, **arguments: Any) -> None:
    """Refuse arguments that name columns when the data have none."""
    given = [name for name, value in arguments.items() if value is not None]
    if given and not is_frame(data):
        msg = (
            f"{given[0]}= names columns, and the data are a {type(data).__name__}. Pass a "
            "pandas or polars frame, or a dict of arrays."
        )
        raise InputTypeError(msg)
