"""A result as an aligned table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bootes.results.plain import aligned, ascii_numbers, clean
from bootes.results.summary import summary_of

from .provenance import seed

__all__ = ["as_table"]


def as_table(result: Any, facts: Mapping[str, str]) -> str:
    """Return title, table, and what the numbers are; nothing that depends on the engine."""
    summary = summary_of(result)
    table = summary.table
    cells = [[clean(name) for name in table.columns]]
    for row in table.rows:
        paired = zip(row, table.numeric, strict=True)
        cells.append([ascii_numbers(cell) if number else clean(cell) for cell, number in paired])
    notes = dict([*summary.legend, *summary.notes])
    notes.pop("made by", None)
    notes["seed"] = seed(result)
    widest = max(map(len, notes))
    lines = [
        ascii_numbers(clean(summary.title)),
        "",
        *aligned(cells, table.numeric),
        "",
        *(f"  {name:<{widest}}  {ascii_numbers(clean(text))}" for name, text in notes.items()),
    ]
    return "\n".join(lines) + "\n"
