"""Cut a frame into the units that are resampled: columns, groups, groups of columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bootes._resolve.frames import check_rows, chosen, column, column_names, groups

__all__ = ["Unit", "frame_units", "joined_label"]


@dataclass(frozen=True, eq=False)
class Unit:
    """One data set of a frame: its arrays, its key label, and what to call it in a table."""

    data: Any
    names: tuple[str, ...] | None = None
    label: Any = None  # of the mapping: the column, or (group, column)
    key: str = ""  # the group; columns of one group share their resampled rows
    facts: Mapping[str, str] = field(default_factory=dict)  # leading columns of the tidy table
    weights: Any = None  # those of its rows

    @property
    def titles(self) -> tuple[str, ...] | None:
        """What to call the samples in messages: the columns, and the group they are of."""
        if self.names is None:
            return None
        group = f" of {self.key}" if self.key else ""
        return tuple(f"column {name!r}{group}" for name in self.names)


def frame_units(
    frame: Any,
    columns: str | Iterable[str] | None,
    by: str | None,
    *,
    together: bool,
    as_frame: bool = False,
    weights: str | None = None,
) -> Iterator[Unit]:
    """Yield a unit per group and column, or per group where the columns belong together.

    ``weights`` names the column of the weights. With ``as_frame`` the data of a unit are the frame
    and the numbers of its rows.

    Raises
    ------
    UnknownNameError
        If a column does not exist.
    """
    columns = column_names(frame) if as_frame and columns is None else columns
    names = chosen(frame, columns, besides=by)
    arrays = {name: column(frame, name) for name in names}
    weighed = None if weights is None else column(frame, weights)

    def weigh(rows: Any) -> Any:
        return None if weighed is None else weighed[rows]

    if by is not None:
        check_rows(arrays, by, len(column(frame, by)))
    for group, rows in groups(frame, by) if by is not None else [(None, slice(None))]:
        told = {} if by is None else {f"{by} (group)" if by == "column" else by: str(group)}
        key = "" if by is None else f"{by}={group}"
        if as_frame:
            numbers = np.arange(len(arrays[names[0]]))[rows]
            yield Unit((frame, numbers), tuple(names), group, key, told)
            continue
        if together:
            data = tuple(arrays[name][rows] for name in names)
            yield Unit(data, tuple(names), group, key, told, weigh(rows))
            continue
        for name in names:
            label = name if by is None else (group, name)
            yield Unit(
                arrays[name][rows], (name,), label, key, {**told, "column": name}, weigh(rows)
            )


def joined_label(unit: Any, statistic: str | None) -> Any:
    """Return the label of a result: of the unit, then of the statistic, as far as there are any."""
    parts = unit if isinstance(unit, tuple) else (unit,)
    parts = tuple(part for part in (*parts, statistic) if part is not None)
    return parts if len(parts) > 1 else parts[0] if parts else None
