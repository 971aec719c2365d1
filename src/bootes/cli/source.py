"""The file of a command, as the frame that the verbs take."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bootes.errors import BootesError, DataError, InputError, UnknownNameError
from bootes.tables import Table, read_csv

from .remarks import remark

__all__ = ["frame_of", "numeric_columns", "read_table"]

_GZIP = b"\x1f\x8b"


def read_table(file: str) -> Table:
    """Read a file, or standard input for ``-``."""
    return _standard_input() if file == "-" else read_csv(file)


def _standard_input() -> Table:
    content = sys.stdin.buffer.read()
    name = "standard input.gz" if content.startswith(_GZIP) else "standard input"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            table = read_csv(path)
        except BootesError as error:
            raise type(error)(str(error).replace(str(path), name)) from None
    return Table(name, table.columns, table.separator, table._rows, table._lines)


def numeric_columns(table: Table, texts: Sequence[str], *, besides: str | None) -> list[str]:
    """Return the columns asked for: each text is a name, or names separated by commas.

    Without texts they are all columns that hold a number, and the others are told.

    Raises
    ------
    InputError
        If a column is named twice, or none is left.
    UnknownNameError
        If there is no such column.
    """
    if not texts:
        return _all_numeric(table, besides)
    names = [name for text in texts for name in _split(table, text)]
    for name in names:
        _check_exists(table, name)
        if names.count(name) > 1 or name == besides:
            msg = f"column {name!r} is named twice."
            raise InputError(msg)
    return names


def _split(table: Table, text: str) -> list[str]:
    if text.strip() in table.columns:
        return [text.strip()]
    cells = next(csv.reader([text], skipinitialspace=True), [])
    return [cell.strip() for cell in cells]


def _all_numeric(table: Table, besides: str | None) -> list[str]:
    others = [name for name in table.columns if name != besides]
    names = [name for name in others if _holds_numbers(table, name)]
    if not names:
        msg = f"{table.source} has no column of numbers. Its columns: {', '.join(table.columns)}."
        raise DataError(msg)
    left_out = [repr(name) for name in others if name not in names]
    if left_out:
        remark("note", f"no numbers in {', '.join(left_out)}; name the columns with --columns.")
    return names


def _holds_numbers(table: Table, name: str) -> bool:
    """Whether a cell is a number: one that is not is then an error, not another kind of column."""
    return any(_is_number(cell) for cell in table.text(name))


def _is_number(cell: str) -> bool:
    try:
        return not np.isnan(float(cell.replace(",", ".")))
    except ValueError:
        return False


def frame_of(
    table: Table, columns: Iterable[str], labels: str | None, nan_policy: str
) -> dict[str, Any]:
    """Return the columns as arrays: numbers, and one of labels.

    Missing numbers are NaN, unless ``nan_policy`` refuses them. Rows without a label are refused
    or left out in the same way.

    Raises
    ------
    DataError
        For what is not a number, with its line, and for missing values.
    UnknownNameError
        If there is no such column.
    """
    frame: dict[str, Any] = {name: _numbers(table, name, nan_policy) for name in columns}
    if labels is None:
        return frame
    _check_exists(table, labels)
    if labels in frame:
        msg = f"column {labels!r} is named twice, for numbers and for labels."
        raise InputError(msg)
    frame[labels] = np.array(table.text(labels))
    return _with_labels(table, frame, labels, nan_policy)


def _numbers(table: Table, name: str, nan_policy: str) -> np.ndarray:
    values = table.numbers(name, "raise" if nan_policy == "raise" else "propagate")
    whole = bool(np.isfinite(values).all() and (values == np.rint(values)).all())
    exact = whole and float(np.abs(values).max()) < 2**53
    return values.astype(np.int64) if exact else values


def _with_labels(
    table: Table, frame: dict[str, Any], labels: str, nan_policy: str
) -> dict[str, Any]:
    kept = frame[labels] != ""
    n = int((~kept).sum())
    if n == 0:
        return frame
    what = f"{n} of {table.n_rows} rows have no label in column {labels!r}"
    if nan_policy == "raise":
        msg = f"{table.source}: {what}. Leave them out with nan_policy='omit'."
        raise DataError(msg)
    remark("note", f"{what} and are left out.")
    return {name: values[kept] for name, values in frame.items()}


def _check_exists(table: Table, name: str) -> None:
    if name not in table.columns:
        raise UnknownNameError.from_name_and_choices("column", name, table.columns)
