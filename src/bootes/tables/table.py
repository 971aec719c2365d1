"""A table of text whose columns become numbers when they are asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from bootes.errors import DataError, UnknownNameError

MISSING = frozenset({"", ".", "na", "n/a", "#n/a", "nan", "+nan", "-nan", "null", "none"})
"""What stands for a missing value, in lower case."""

_NAN_POLICIES = ("raise", "omit", "propagate")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?")
_DIGITS_AND_COMMAS = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?")
_LIKE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The columns of a delimited file, as text; made by `read_csv`.

    Attributes
    ----------
    source : str
        Where the table came from, as messages name it.
    columns : tuple of str
        Names of the columns, in the order of the file.
    separator : str
        The character between cells.
    """

    source: str
    columns: tuple[str, ...]
    separator: str
    _rows: list[list[str]] = field(repr=False)
    _lines: list[int] = field(repr=False)

    @property
    def n_rows(self) -> int:
        """Number of rows, the header not counted."""
        return len(self._rows)

    def text(self, column: str) -> list[str]:
        """Return the cells of a column without surrounding blanks.

        Raises
        ------
        bootes.errors.UnknownNameError
            If there is no such column.
        """
        if column not in self.columns:
            what = "column"
            raise UnknownNameError.from_name_and_choices(what, column, self.columns)
        index = self.columns.index(column)
        return [row[index].strip() for row in self._rows]

    def numbers(
        self, column: str, nan_policy: Literal["raise", "omit", "propagate"] = "raise"
    ) -> npt.NDArray[np.float64]:
        """Return a column as numbers.

        Missing are an empty cell, ``NA``, ``N/A``, ``NaN``, ``null``, ``None`` and ``.``, in any
        case. A decimal comma is understood where the separator is ``;`` or a tab.

        Parameters
        ----------
        column : str
            Name of the column.
        nan_policy : {"raise", "omit", "propagate"}
            Whether missing values are refused, left out, or returned as NaN in their place.

        Returns
        -------
        ndarray of float64, shape (n_rows,), or fewer where missing values are left out

        Raises
        ------
        bootes.errors.DataError
            If a cell is not a number, or is missing and `nan_policy` is ``"raise"``.
        bootes.errors.UnknownNameError
            If there is no such column or policy.
        """
        if nan_policy not in _NAN_POLICIES:
            what = "nan_policy"
            raise UnknownNameError.from_name_and_choices(what, nan_policy, _NAN_POLICIES)
        cells = self.text(column)
        missing = [i for i, cell in enumerate(cells) if cell.lower() in MISSING]
        if missing and nan_policy == "raise":
            raise self._missing_values(column, missing)
        present = np.delete(np.arange(len(cells)), missing)
        values = self._parsed(column, [cells[i] for i in present], present)
        if nan_policy == "omit" or not missing:
            return values
        full = np.full(len(cells), np.nan)
        full[present] = values
        return full

    def _parsed(
        self, column: str, cells: list[str], rows: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.float64]:
        """Return the numbers in `cells`, which stand in these rows of the table."""
        if any("," in cell for cell in cells):
            self._refuse_unclear_commas(column, cells, rows)
            cells = [_with_point(cell) for cell in cells]
        try:
            return np.fromiter(map(_number, cells), np.float64, len(cells))
        except ValueError:
            bad = [i for i, cell in enumerate(cells) if not is_number(cell)]
        more = f" (and {len(bad) - 1} more in this column)" if len(bad) > 1 else ""
        message = f"{self._place(column, rows[bad[0]])} is not a number{more}."
        raise DataError(message)

    def _refuse_unclear_commas(
        self, column: str, cells: list[str], rows: npt.NDArray[np.intp]
    ) -> None:
        """Let a comma pass only where it can be nothing but decimal."""
        places = [i for i, c in enumerate(cells) if "," in c and _DIGITS_AND_COMMAS.fullmatch(c)]
        thousands = all(_LIKE_THOUSANDS.fullmatch(cells[i]) for i in places)
        points = any("." in cell for cell in cells)
        if places and (self.separator == "," or points or thousands):
            message = (
                f"{self._place(column, rows[places[0]])} is not clear: its comma may be decimal "
                "or of thousands. Write numbers with a decimal point and nothing between thousands."
            )
            raise DataError(message)

    def _missing_values(self, column: str, missing: list[int]) -> DataError:
        return DataError(
            f"{self._place(column, missing[0])} is a missing value, one of {len(missing)} in "
            f"{self.n_rows} rows of this column. Leave them out with nan_policy='omit'."
        )

    def _place(self, column: str, row: int | np.intp) -> str:
        cell = self._rows[row][self.columns.index(column)]
        value = cell if len(cell) <= 40 else cell[:37] + "..."
        return f"{self.source}: column {column!r}, line {self._lines[row]}: {value!r}"


def is_number(cell: str) -> bool:
    """Say whether a cell is a number as `Table.numbers` understands it."""
    try:
        _number(cell)
    except ValueError:
        return False
    return True


def _number(cell: str) -> float:
    if "_" in cell:  # Python reads 1_000 as a number; in a file it is a name.
        raise ValueError
    return float(cell)


def _with_point(cell: str) -> str:
    return cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else cell
