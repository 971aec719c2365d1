"""The samples of a test in a frame: values with a label each, or one column per sample."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bootes._resolve.frame_rows import frame_rows
from bootes._resolve.frames import check_rows, column, column_names, groups, names_of
from bootes._resolve.samples import Resolved, as_samples
from bootes._resolve.units import Unit
from bootes.errors import DataError, InputError

__all__ = ["frame_row_units", "value_units"]


def value_units(
    frame: Any,
    value: str | Iterable[str] | None,
    group: str | None,
    columns: str | Iterable[str] | None,
    nan_policy: str,
) -> Mapping[Unit, Resolved]:
    """Return the samples of each column of values, or the columns as samples.

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
        data, titles = tuple(column(frame, n) for n in names), [f"column {n!r}" for n in names]
        return {Unit(None): as_samples(data, nan_policy=nan_policy, names=titles)}
    if value is None or group is None or columns is not None:
        msg = "a frame needs value= and group= (long form), or columns= (one column per sample)."
        raise InputError(msg)
    if isinstance(value, str):
        return {Unit(None): _grouped(frame, value, group, nan_policy)}
    return {
        Unit(None, label=name, facts={"column": name}): _grouped(frame, name, group, nan_policy)
        for name in names_of(value)
    }


def _grouped(frame: Any, value: str, group: str, nan_policy: str) -> Resolved:
    """Return the values of each group, in the order of first appearance."""
    values = column(frame, value)
    check_rows({value: values}, group, len(column(frame, group)))
    found = _groups(frame, group)
    titles = [f"column {value!r} of {group}={label}" for label, _ in found]
    data = tuple(values[rows] for _, rows in found)
    return as_samples(data, nan_policy=nan_policy, names=titles)


def _groups(frame: Any, group: str) -> list[tuple[str, Any]]:
    found = groups(frame, group)
    if len(found) < 2:
        held = f"one group, {found[0][0]!r}" if found else "no groups"
        msg = f"column {group!r} holds {held}, and a test needs at least 2."
        raise DataError(msg)
    return found


def frame_row_units(
    frame: Any,
    value: Any,
    group: str | None,
    columns: str | Iterable[str] | None,
    nan_policy: str,
) -> Mapping[Unit, Resolved]:
    """Return the row numbers of each group, to be handed over as frames.

    Raises
    ------
    InputError
        Unless ``group`` is given, and ``value`` is not.
    DataError
        If there is only one group, or a row misses a value.
    """
    if group is None or value is not None:
        msg = (
            "as_frame=True needs group= (the label that tells the samples) and not value=: the "
            "function gets the rows of each group as a frame."
        )
        raise InputError(msg)
    names = column_names(frame) if columns is None else names_of(columns)
    rows = [members for _, members in _groups(frame, group)]
    return {Unit(None): frame_rows(frame, names, rows, nan_policy)}
