"""Cut a frame into the units that are resampled: columns, groups, groups of columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bootes._resolve.frames import chosen, column, groups

__all__ = ["Unit", "frame_units"]


@dataclass(frozen=True)
class Unit:
    """One data set of a frame: its arrays, its key label, and what to call it in a table."""

    data: Any
    names: tuple[str, ...] | None = None
    label: Any = None  # of the mapping: the column, or (group, column)
    key: str = ""  # the group; columns of one group share their resampled rows
    facts: Mapping[str, str] = field(default_factory=dict)  # leading columns of the tidy table


def frame_units(
    frame: Any, columns: str | Iterable[str] | None, by: str | None, *, together: bool
) -> Iterator[Unit]:
    """Yield a unit per group and column, or per group where the columns belong together.

    Raises
    ------
    UnknownNameError
        If a column does not exist.
    """
    names = chosen(frame, columns, besides=by)
    arrays = {name: column(frame, name) for name in names}
    for group, rows in groups(frame, by) if by is not None else [(None, slice(None))]:
        told = {} if by is None else {f"{by} (group)" if by == "column" else by: str(group)}
        key = "" if by is None else f"{by}={group}"
        if together:
            data = tuple(arrays[name][rows] for name in names)
            yield Unit(data, tuple(names), group, key, told)
            continue
        for name in names:
            label = name if by is None else (group, name)
            yield Unit(arrays[name][rows], (name,), label, key, {**told, "column": name})
