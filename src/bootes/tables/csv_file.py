"""Delimited text files, read with the standard library's ``csv``."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from bootes.errors import DataError, InputTypeError

from .table import Table, is_number
from .text_file import opened_text

_SEPARATORS = ("\t", ";", ",")
# A cell that a spreadsheet wrote for a failed formula starts like a comment but is data.
_SPREADSHEET_ERRORS = ("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!")


def read_csv(path: str | os.PathLike[str]) -> Table:
    r"""Read a delimited text file whose first line names the columns.

    Blank lines and lines that start with ``#`` are skipped, also before the names. The separator
    is the one of ``,``, ``;`` and tab that the line of names holds most often. Cells may be in
    double quotes. The text is UTF-8, with or without a byte order mark; a name that ends in
    ``.gz`` is unpacked while it is read, up to 1 GiB.

    Parameters
    ----------
    path : str or path-like
        A regular file.

    Returns
    -------
    Table

    Raises
    ------
    bootes.errors.DataError
        If the file is empty, is not such a text, has two columns of one name, a line with too
        few or too many cells, or numbers where the names should be.
    FileError
        If the file is missing, may not be read, or is a folder or a device. Also an `OSError`.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "cells.csv")
    ...     _ = path.write_text("# two cells\ngene,count\nRex1,11\nRest,34\n")
    ...     table = read_csv(path)
    >>> table.columns, table.n_rows
    (('gene', 'count'), 2)
    >>> table.numbers("count")
    array([11., 34.])
    """
    try:
        source = str(Path(path))
    except TypeError:
        message = f"path must be a str or path-like, got {type(path).__name__}."
        raise InputTypeError(message) from None
    with opened_text(source) as text:
        lines = _numbered(source, text)
        header = next((line for line in lines if not _is_skipped(line[1])), None)
        if header is None:
            message = f"{source} is empty: a line of column names and rows are needed."
            raise DataError(message)
        separator = _separator(header[1])
        return _table(source, separator, _records(source, chain([header], lines), separator))


def _numbered(source: str, text: Iterable[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text, start=1):
        if "\0" in line:
            message = f"{source}, line {number} holds NUL characters: this is not a text file."
            raise DataError(message)
        yield number, line


def _table(source: str, separator: str, records: Iterator[tuple[int, list[str]]]) -> Table:
    columns = _columns(source, next(records)[1])
    rows, numbers = [], []
    for number, cells in records:
        if len(cells) != len(columns):
            message = (
                f"{source}, line {number}: expected {len(columns)} cells, as many as there are "
                f"column names, got {len(cells)}."
            )
            raise DataError(message)
        rows.append(cells)
        numbers.append(number)
    if not rows:
        message = f"{source} has column names but no rows."
        raise DataError(message)
    return Table(source, columns, separator, rows, numbers)


def _records(
    source: str, lines: Iterable[tuple[int, str]], separator: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of its first line."""
    start = 0

    def text() -> Iterator[str]:
        nonlocal start
        for number, line in lines:
            # Inside a record (start > 0) a line is the rest of a quoted cell, whatever it holds.
            if start == 0 and _is_skipped(line):
                continue
            start = start or number
            yield line

    try:
        for cells in csv.reader(text(), delimiter=separator, strict=True):
            yield start, cells
            start = 0
    except csv.Error as error:
        message = f"{source}: the record that starts at line {start} cannot be read: {error}."
        raise DataError(message) from None


def _is_skipped(line: str) -> bool:
    bare = line.strip(" \r\n")
    return not bare or (bare[0] == "#" and not bare.startswith(_SPREADSHEET_ERRORS))


def _separator(header: str) -> str:
    bare = re.sub(r'"[^"]*"', "", header)
    return max(_SEPARATORS, key=bare.count) if any(map(bare.count, _SEPARATORS)) else ","


def _columns(source: str, cells: list[str]) -> tuple[str, ...]:
    columns = tuple(cell.strip() for cell in cells)
    twice = [name for name, count in Counter(columns).items() if count > 1]
    if twice:
        message = f"{source}: more than one column is named {', '.join(map(repr, twice))}."
        raise DataError(message)
    if all(is_number(name) for name in columns):
        message = (
            f"{source}: the first line holds numbers ({', '.join(columns[:3])}). "
            "Put a line of column names above it."
        )
        raise DataError(message)
    return columns
