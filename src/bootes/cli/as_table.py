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
    cells = [[clean(cell) for cell in row] for row in [table.columns, *table.rows]]
    notes = dict([*summary.legend, *summary.notes])
    notes.pop("made by", None)
    notes["seed"] = seed(result)
    widest = max(map(len, notes))
    lines = [
        clean(summary.title),
        "",
        *aligned(cells, table.numeric),
        "",
        *(f"  {name:<{widest}}  {clean(text)}" for name, text in notes.items()),
    ]
    return ascii_numbers("\n".join(lines)) + "\n"
