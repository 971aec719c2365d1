"""The file of a command, as the frame that the verbs take."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bootes.errors import BootesError, DataError, InputError, UnknownNameError
from bootes.tables import Table, read_csv

__all__ = ["Source", "read_source"]

_GZIP = b"\x1f\x8b"


def read_source(file: str) -> Source:
    """Read a file, or standard input for ``-``."""
    return Source(_standard_input() if file == "-" else read_csv(file))


def _standard_input() -> Table:
    content = sys.stdin.buffer.read()
    name = "standard input.gz" if content.startswith(_GZIP) else "standard input"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            return replace(read_csv(path), source=name)
        except BootesError as error:
            raise type(error)(str(error).replace(str(path), name)) from None


@dataclass(frozen=True)
class Source:
    """A table, and notes on what was left out of it."""

    table: Table
    notes: list[str] = field(default_factory=list)

    def columns(self, texts: Sequence[str], *, besides: Iterable[str | None] = ()) -> list[str]:
        """Return the columns asked for: each text is a name, or names separated by commas.

        Without texts they are all columns that hold a number, and the others are noted.

        Raises
        ------
        InputError
            If a column is named twice, or none holds a number.
        UnknownNameError
            If there is no such column.
        """
        others = set(besides)
        if not texts:
            return self._all_of_numbers(others)
        names = [name for text in texts for name in self._split(text)]
        for name in names:
            self._check_exists(name)
            if names.count(name) > 1 or name in others:
                msg = f"column {name!r} is named twice."
                raise InputError(msg)
        return names

    def _split(self, text: str) -> list[str]:
        if text.strip() in self.table.columns:
            return [text.strip()]
        cells = next(csv.reader([text], skipinitialspace=True), [])
        return [cell.strip() for cell in cells or [""]]

    def _all_of_numbers(self, besides: set[str | None]) -> list[str]:
        others = [name for name in self.table.columns if name not in besides]
        # One number is enough: a cell of text is then an error, not another kind of column.
        names = [name for name in others if any(map(_is_number, self.table.text(name)))]
        if not names:
            known = ", ".join(self.table.columns)
            msg = f"{self.table.source} has no column of numbers. Its columns: {known}."
            raise DataError(msg)
        left_out = [repr(name) for name in others if name not in names]
        if left_out:
            self.notes.append(f"no numbers in {', '.join(left_out)}.")
        return names

    def frame(
        self, columns: Iterable[str], labels: str | None, nan_policy: str
    ) -> dict[str, NDArray[Any]]:
        """Return columns as arrays: numbers, and one of labels.

        Missing numbers are NaN, unless ``nan_policy`` refuses them; rows without a label are
        refused or left out in the same way.

        Raises
        ------
        DataError
            For what is not a number, with its line, and for missing values.
        InputError
            If a column is both numbers and labels.
        UnknownNameError
            If there is no such column.
        """
        frame = {name: self._numbers(name, nan_policy) for name in columns}
        if labels is None:
            return frame
        self._check_exists(labels)
        if labels in frame:
            msg = f"column {labels!r} is named twice, for numbers and for labels."
            raise InputError(msg)
        return self._with_labels(frame, labels, nan_policy)

    def _numbers(self, name: str, nan_policy: str) -> NDArray[Any]:
        values = self.table.numbers(name, "raise" if nan_policy == "raise" else "propagate")
        exact = bool((np.abs(values) < 2**53).all() and (values == np.rint(values)).all())
        return values.astype(np.int64) if exact else values

    def _with_labels(
        self, frame: dict[str, NDArray[Any]], labels: str, nan_policy: str
    ) -> dict[str, NDArray[Any]]:
        frame = {**frame, labels: np.array(self.table.text(labels))}
        kept = frame[labels] != ""
        if kept.all():
            return frame
        n = int((~kept).sum())
        what = f"{n} of {self.table.n_rows} rows have no label in column {labels!r}"
        if nan_policy == "raise":
            msg = f"{self.table.source}: {what}. Leave them out with nan_policy='omit'."
            raise DataError(msg)
        self.notes.append(f"{what} and are left out.")
        return {name: values[kept] for name, values in frame.items()}

    def _check_exists(self, name: str) -> None:
        if name not in self.table.columns:
            raise UnknownNameError.from_name_and_choices("column", name, self.table.columns)


def _is_number(cell: str) -> bool:
    try:
        return not np.isnan(float(cell.replace(",", ".")))
    except ValueError:
        return False
