"""One section of a report: a table, plots and remarks, as plain facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from bootes.errors import InputError

from .numbers import format_value

if TYPE_CHECKING:
    from bokeh.models import LayoutDOM

# Text that format_value or format_with_error has made is a number, too.
_NUMBER_SIGNS = frozenset("0123456789 .,()±×⁻⁰¹²³⁴⁵⁶⁷⁸⁹−-+%<≤≥∞–")
EMPTY = "–"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a report page.

    Attributes
    ----------
    title : str
    columns : sequence of str
        Headings of the table; none for no table.
    rows : sequence of sequences
        Cells: text is shown as it is, floats to six significant digits, None as a dash.
    plots : sequence of (caption, plot)
        Bokeh figures or layouts; the caption is read out where a plot is not seen. Figures made
        with ``frame_width=None`` fill the width of the page.
    notes, warnings : sequence of str
        Remarks below, and warnings above the table.

    Raises
    ------
    InputError
        A row has more or fewer cells than there are columns.

    Examples
    --------
    >>> section = Section("Nanog", ["parameter", "estimate"], [["alpha", 1.2630971]])
    >>> section.cells
    [['alpha', '1.2631']]
    """

    title: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()
    plots: Sequence[tuple[str, LayoutDOM]] = ()
    notes: Sequence[str] = ()
    warnings: Sequence[str] = ()

    def __post_init__(self) -> None:
        for i, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                message = (
                    f"row {i} of section {self.title!r} has {len(row)} cells for "
                    f"{len(self.columns)} columns; give one cell for each column."
                )
                raise InputError(message)

    @property
    def cells(self) -> list[list[str]]:
        """The table as text."""
        return [[_cell_text(value) for value in row] for row in self.rows]

    @property
    def numeric(self) -> list[bool]:
        """Which columns hold numbers alone, and are aligned to the right."""
        columns = zip(*self.cells, strict=True) if self.rows else [()] * len(self.columns)
        return [bool(column) and all(map(_is_number, column)) for column in columns]


def _cell_text(value: Any) -> str:
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, Integral):
        return format_value(int(value))
    return format_value(float(value)) if isinstance(value, Real) else str(value)


def _is_number(text: str) -> bool:
    return text == "NaN" or (bool(text) and set(text) <= _NUMBER_SIGNS)
