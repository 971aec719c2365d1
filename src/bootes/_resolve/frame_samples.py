"""The samples of a test in a frame: values with a label each, or one column per sample."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bootes._resolve.frames import check_rows, column, groups, names_of
from bootes.errors import DataError, InputError

__all__ = ["frame_samples"]


def frame_samples(
    frame: Any, value: str | None, group: str | None, columns: str | Iterable[str] | None
) -> tuple[tuple[Any, ...], list[str]]:
    """Return the samples and what to call them; groups in the order of first appearance.

    Raises
    ------
    InputError
        Unless ``value`` and ``group`` are given, or ``columns`` alone.
    DataError
        If there is only one group.
    """
    if columns is not None and value is None and group is None:
        names = names_of(columns)
        if len(names) < 2:
            msg = f"columns={columns!r} names one sample, and a test needs at least 2."
            raise InputError(msg)
        return tuple(column(frame, name) for name in names), [f"column {n!r}" for n in names]
    if value is None or group is None or columns is not None:
        msg = "a frame needs value= and group= (long form), or columns= (one column per sample)."
        raise InputError(msg)
    values = column(frame, value)
    check_rows({value: values}, group, len(column(frame, group)))
    found = groups(frame, group)
    if len(found) < 2:
        held = f"one group, {found[0][0]!r}" if found else "no groups"
        msg = f"column {group!r} holds {held}, and a test needs at least 2."
        raise DataError(msg)
    names = [f"column {value!r} of {group}={label}" for label, _ in found]
    return tuple(values[rows] for _, rows in found), names
