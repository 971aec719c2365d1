"""Statistics of a frame: the data are row numbers, and each resample is taken from the frame."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes._resolve.frames import column, is_missing, selected, take_rows
from bootes._resolve.samples import Resolved
from bootes.errors import DataError
from bootes.protocols import Floats
from bootes.samples import Samples

__all__ = ["FrameRows", "frame_rows"]


@dataclass(frozen=True, eq=False)
class FrameRows:
    """Hands over the rows of a resample as a frame of the kind that was passed."""

    frame: Any
    names: tuple[str, ...]

    def of(self, resamples: Floats, offsets: NDArray[np.int64]) -> tuple[Any, ...]:
        """Return one frame per sample of one flat resample of row numbers."""
        rows = resamples.astype(np.intp)
        return tuple(
            take_rows(self.frame, rows[first:stop]) for first, stop in itertools.pairwise(offsets)
        )

    def identity(self) -> tuple[Any, ...]:
        """Return the columns with their values."""
        return ("frame", self.names, *(column(self.frame, name) for name in self.names))


def frame_rows(
    frame: Any, names: Sequence[str], samples: Sequence[NDArray[np.intp]], nan_policy: str
) -> Resolved:
    """Return the row numbers of each sample, whose resamples are handed over as frames.

    Parameters
    ----------
    frame : frame
        All rows; ``names`` are the columns that the statistic gets.
    samples : sequence of (n,) int
        The rows of each sample.
    nan_policy : {"raise", "omit"}
        What rows that miss a value in one of the columns do.

    Raises
    ------
    DataError
        If a value is missing and may not be, or fewer than two rows are left.
    """
    missing = _missing(frame, names, nan_policy)
    kept = [rows[~missing[rows]] for rows in samples]
    for rows in kept:
        if len(rows) < 2:
            msg = (
                f"{len(rows)} row{'s' if len(rows) != 1 else ''} of the frame "
                f"{'are' if len(rows) != 1 else 'is'} left, and resampling needs at least 2."
            )
            raise DataError(msg)
    values = np.concatenate([*kept, [0]]).astype(np.float64)
    values.flags.writeable = False
    offsets = np.concatenate([[0], np.cumsum([len(rows) for rows in kept])]).astype(np.int64)
    hand_over = FrameRows(selected(frame, names), tuple(names))
    omitted = tuple(len(rows) - len(left) for rows, left in zip(samples, kept, strict=True))
    return Resolved(Samples(values, offsets, (1,) * len(kept), hand_over), omitted)


def _missing(frame: Any, names: Sequence[str], nan_policy: str) -> NDArray[np.bool_]:
    """Return which rows miss a value, or refuse the first such column."""
    columns = {name: column(frame, name) for name in names}
    gone = np.zeros(len(next(iter(columns.values()))), bool)
    for name, values in columns.items():
        holes = np.fromiter(map(is_missing, values.tolist()), bool, len(values))
        if holes.any() and nan_policy == "raise":
            msg = (
                f"column {name!r} has {int(holes.sum())} missing, the first in row "
                f"{int(holes.argmax())}. Pass nan_policy='omit' to leave such rows out, or "
                "columns=[...] with the columns that the statistic needs."
            )
            raise DataError(msg)
        gone |= holes
    return gone
