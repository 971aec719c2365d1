"""Cells are written for readers, and a table has a cell for each column."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from bootes.errors import InputError
from bootes.viz.section import Section


def test_cells_are_text_numbers_or_a_dash():
    row = ["<b>", 1.2630971, np.float64(2.5), np.int64(7), 12_345_678, None, nan, True]
    section = Section("s", [str(i) for i in range(len(row))], [row])
    assert section.cells == [["<b>", "1.2631", "2.5", "7", "12345678", "–", "NaN", "True"]]


def test_columns_of_numbers_are_known():
    rows = [["a", 1.0, "1.263 ± 0.012", "3.1 × 10⁻⁹", None], ["b", nan, "−∞", "<0.001", "x"]]
    assert Section("s", list("abcde"), rows).numeric == [False, True, True, True, False]
    assert Section("s", list("ab")).numeric == [False, False]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(InputError, match=r"row 1 of section 'Genes' has 3 cells for 2 columns"):
        Section("Genes", ["a", "b"], [[1, 2], [1, 2, 3]])
